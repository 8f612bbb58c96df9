import Database

/// A person's way in.
package struct Account: Sendable, Equatable {
    package let id: String
    package let login: String
    package let person: String
    package let name: String
    package let unit: String?
    /// Nobody comes in by it until it is opened again.
    package let isLocked: Bool
    package let lockReason: String?
    /// Closed for a quarter of an hour after five failures in a row.
    package let isPaused: Bool
    package let hasSecondFactor: Bool
    /// The next sign-in asks for a new password.
    package let mustChangePassword: Bool
    /// The owner has asked for a new password and waits for a link.
    package let asksForReset: Bool
    package let roles: [String]
}

/// Accounts whose login, name or unit contains a word; all without one.
package struct Accounts: Query {
    package static let name = "account.list"
    let word: String

    package init(matching word: String = "") { self.word = word }

    package var permission: Permission { "account.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [Account] {
        let store = AccountStore(reading.session)
        let accounts = try store.accounts(reading.inForce, at: reading.moment.instant)
        guard !word.isEmpty else { return accounts }
        let units = Dictionary(
            uniqueKeysWithValues: try UnitStore(reading.session).units(on: reading.inForce).map {
                ($0.id, $0.name + $0.shortName)
            })
        return accounts.filter { account in
            [account.login, account.name, account.unit.flatMap { units[$0] } ?? ""].contains { $0.contains(word) }
        }
    }
}

/// Roles of the package in force that a post may carry, key → title.
package struct Roles: Query {
    package static let name = "role.list"

    package init() {}

    package var permission: Permission { "account.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func answer(in reading: Reading) throws -> [String: String] { reading.rights.postRoles }
}
