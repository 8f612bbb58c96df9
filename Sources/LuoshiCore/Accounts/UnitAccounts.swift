import Database

/// A unit's people who can sign in, and links that are still open, for whoever looks after its accounts.
package struct UnitAccounts: Query {
    package static let name = "account.of_unit"
    let unit: String

    package init(unit: String) { self.unit = unit }

    package var permission: Permission { "account.invite" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }

    package func answer(in reading: Reading) throws -> UnitAccountsAnswer {
        let accounts = try AccountStore(reading.session).accounts(reading.inForce, at: reading.moment.instant)
        let links = try AccountLinkStore(reading.session).open(at: reading.moment.instant)
        let posts = try PostStore(reading.session).posts(of: unit)
        return UnitAccountsAnswer(
            accounts: accounts.filter { $0.unit == unit }, links: links.filter { $0.unit == unit }, posts: posts,
            roles: try reading.grantableRoles(by: permission, on: .unit(unit)), titles: reading.rights.roleTitles,
            unit: try UnitStore(reading.session).unit(unit, on: reading.inForce))
    }
}

/// What the page on a unit's accounts shows.
package struct UnitAccountsAnswer: Sendable {
    package let accounts: [Account]
    /// Invitations and password links that are still open.
    package let links: [AccountLink]
    package let posts: [Post]
    /// Roles that the reader may grant here.
    package let roles: [String]
    package let titles: [String: String]
    package let unit: Unit?
}
