import Database

/// Who could do what somebody may not: roles with the offices where their people sit, never a person's name.
package struct RightHolders {
    private let reading: Reading
    /// More offices than this say less than the role's title alone.
    private static let officesShown = 3
    /// The first roles of the file are those that run the plan.
    private static let rolesShown = 2

    package init(_ reading: Reading) { self.reading = reading }

    /// `系统管理员（市科技领导小组办公室）`, one for each role that may for the whole city.
    package func offices(_ permission: Permission) throws -> [String] {
        let rights = reading.rights
        var roles: [String] = []
        for grant in rights.candidates(permission)
        where grant.scope == .all && rights.postRoles[grant.role] != nil && !roles.contains(grant.role) {
            roles.append(grant.role)
        }
        return try roles.prefix(Self.rolesShown).map { role in
            let units = try PostStore(reading.session).units(withHolderOf: role, InForce(reading.day))
            let names = try units.compactMap {
                try UnitStore(reading.session).unit($0, on: InForce(reading.day))?.shortName
            }
            let title = rights.roleTitles[role] ?? role
            return names.isEmpty || names.count > Self.officesShown
                ? title : "\(title)（\(names.joined(separator: "、"))）"
        }
    }
}
