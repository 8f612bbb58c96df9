import Database

/// A person's way in.
package struct Account: Sendable, Equatable {
    package let id: String
    package let login: String
    package let person: String
    package let name: String
    package let unit: String?
    package let isLocked: Bool
    package let roles: [String]
}

extension PostStore {
    func accounts(_ inForce: InForce) throws -> [Account] {
        var roles: [String: Set<String>] = [:]
        try session.forEach(
            """
            SELECT h.person, r.role FROM post_holders h JOIN post_roles r ON r.post = h.post
            WHERE \(sql: inForce.rows(of: "h")) AND \(sql: inForce.rows(of: "r"))
            """
        ) { roles[try $0["person"], default: []].insert(try $0["role"]) }
        return try session.all(
            """
            SELECT a.id, a.login, a.person, p.name, a.unit, a.locked FROM accounts a JOIN people p ON p.id = a.person
            ORDER BY a.login
            """
        ) {
            Account(
                id: try $0["id"], login: try $0["login"], person: try $0["person"], name: try $0["name"],
                unit: try $0["unit"], isLocked: try $0["locked"], roles: roles[try $0["person"], default: []].sorted())
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
        try PostStore(reading.session).accounts(reading.inForce)
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
