/// The signed-in person as every page's head shows them, with the doors that are open to them.
package struct Viewer: Sendable {
    package let name: String
    package let login: String
    package let unit: Unit?
    package let roleTitles: [String]
    /// Of the permissions asked about, those that are held for the whole city.
    package let allowed: Set<Permission>
    /// Of the permissions asked about, those that some rule grants them, however far it reaches.
    package let granted: Set<Permission>
    /// What lies open before them: the number beside 待办; nil for those who have no inbox.
    package let openItems: Int?

    package func may(_ permission: Permission) -> Bool { allowed.contains(permission) }
}

/// Who is asking, and which of these permissions they hold.
package struct WhoAmI: Query {
    package static let name = "viewer"
    let account: String
    let permissions: [Permission]

    package init(account: String, permissions: [Permission]) {
        self.account = account
        self.permissions = permissions
    }

    package var permission: Permission { "session.start" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    package func answer(in reading: Reading) throws -> Viewer {
        let standing = reading.standing
        return Viewer(
            name: standing.name, login: String(account.dropFirst(2)),
            unit: try standing.unit.flatMap { try UnitStore(reading.session).unit($0, on: reading.inForce) },
            roleTitles: standing.roles.map { reading.rights.roleTitles[$0] ?? $0 },
            allowed: Set(permissions.filter { reading.allows($0) }),
            granted: Set(permissions.filter { reading.isGranted($0) }),
            openItems: reading.allows("inbox.read", on: .account(account))
                ? try InboxStore(reading.session).openCount(try reading.inboxReach()) : nil)
    }
}

extension Reading {
    /// Whether some rule grants it to this actor on something, within the limits of a token.
    fileprivate func isGranted(_ permission: Permission) -> Bool {
        guard standing.patterns?.contains(where: permission.isCovered) ?? true else { return false }
        return rights.grants(anyOf: ["anyone"], partOf: permission)
            || standing.capacities.contains {
                $0.covers(permission, writing: false) && rights.grants(anyOf: $0.roles, partOf: permission)
            }
    }
}
