package import Database

/// A person's way in.
package struct Account: Sendable, Equatable {
    package let id: String
    package let login: String
    package let name: String
    package let unit: String?
    package let isLocked: Bool
    package let roles: [String]
}

extension OrganisationStore {
    package func accounts(on day: Day, session: any Session) throws -> [Account] {
        let rows: [(String, String, String, String?, Bool)] = try session.all(
            """
            SELECT a.id, a.login, p.name, a.unit, a.locked FROM accounts a JOIN people p ON p.id = a.person ORDER BY a.login
            """
        ) { (try $0["id"], try $0["login"], try $0["name"], try $0["unit"], try $0["locked"]) }
        return try rows.map {
            Account(id: $0.0, login: $0.1, name: $0.2, unit: $0.3, isLocked: $0.4, roles: try roles(of: $0.0, on: day))
        }
    }
}

/// All accounts, for the administrator.
package struct Accounts: Query {
    package static let name = "account.list"

    package init() {}

    package var permission: Permission { "account.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [Account] {
        try OrganisationStore(reading.session).accounts(on: reading.day, session: reading.session)
    }
}

/// Roles of the package in force, key → title.
package struct Roles: Query {
    package static let name = "role.list"

    package init() {}

    package var permission: Permission { "account.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func answer(in reading: Reading) throws -> [String: String] { reading.rights.roleTitles }
}
