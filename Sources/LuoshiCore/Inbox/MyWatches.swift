/// Something watched (关注).
package struct Watched: Sendable, Hashable {
    package let subject: String
    package let title: String
    package let address: String
    package let since: Day
}

/// What somebody watches.
package struct MyWatches: Query {
    package static let name = "watch.list"
    let account: String

    package init(account: String) { self.account = account }

    package var permission: Permission { "watch.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    package func answer(in reading: Reading) throws -> [Watched] {
        try WatchStore(session: reading.session).watched(by: account, reading.inForce)
    }
}
