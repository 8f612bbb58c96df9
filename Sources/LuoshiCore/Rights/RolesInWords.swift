/// A role of the package with its rules.
package struct RoleSheet: Sendable, Equatable {
    package let key: String
    package let title: String
    /// Given by a paper for a time, never with a post.
    package let isAccess: Bool
    package let grants: [Grant]
}

/// The roles of the package in force and what each may: open to everybody inside.
package struct RolesInWords: Query {
    package static let name = "right.roles"

    package init() {}

    package var permission: Permission { "right.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }

    package func answer(in reading: Reading) throws -> [RoleSheet] { reading.rights.sheets }
}

extension Rights {
    /// In the order of the file.
    var sheets: [RoleSheet] {
        var order: [String] = []
        for grant in grants where !order.contains(grant.role) { order.append(grant.role) }
        return order.map { key in
            RoleSheet(
                key: key, title: roleTitles[key] ?? key, isAccess: accessRoles[key] != nil,
                grants: grants.filter { $0.role == key })
        }
    }
}
