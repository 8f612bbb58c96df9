import Database

/// One account with where it is signed in, for the administrator.
package struct AccountByLogin: Query {
    package static let name = "account.read"
    let login: String

    package init(_ login: String) { self.login = login }

    package var permission: Permission { "account.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> AccountDetail? {
        let now = reading.moment.instant
        guard
            let found = try AccountStore(reading.session).accounts(reading.inForce, at: now)
                .first(where: { $0.login == login })
        else { return nil }
        return AccountDetail(
            account: found,
            unit: try found.unit.flatMap { try UnitStore(reading.session).unit($0, on: reading.inForce) },
            roleTitles: found.roles.map { reading.rights.roleTitles[$0] ?? $0 },
            sessions: try SessionStore(reading.session).lines(of: found.id, at: now),
            mayAct: reading.allows("account.lock", writing: true))
    }
}

/// An account as its administrator sees it.
package struct AccountDetail: Sendable {
    package let account: Account
    package let unit: Unit?
    package let roleTitles: [String]
    package let sessions: [SessionLine]
    /// Whether the reader may lock, reset and end.
    package let mayAct: Bool
}
