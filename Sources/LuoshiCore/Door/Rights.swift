/// What a role may do and how far, with the line of the package that says so.
package struct Grant: Sendable, Hashable {
    package let role: String
    package let pattern: String
    package let scope: Scope
    package let file: String
    package let line: Int

    package init(role: String, pattern: String, scope: Scope, file: String, line: Int) {
        self.role = role
        self.pattern = pattern
        self.scope = scope
        self.file = file
        self.line = line
    }
}

/// An answer to "may they?", which can always say why.
package struct Decision: Sendable, Equatable {
    package let isAllowed: Bool
    /// The grant that allowed it; nil where nothing did.
    package let grant: Grant?
    package let permission: Permission

    /// The reason in the reader's language, with the rule's place.
    package var reason: String {
        guard let grant else { return "没有任何角色授予“\(permission)”这一权限，默认不允许" }
        return "角色“\(grant.role)”授予“\(grant.pattern)”，范围 \(grant.scope.rawValue)（\(grant.file):\(grant.line)）"
    }
}

/// All grants in force: deny by default, a grant is the only way to a yes.
package struct Rights: Sendable {
    package let grants: [Grant]
    /// Titles of the roles as the pages show them.
    package let roleTitles: [String: String]

    package init(grants: [Grant], roleTitles: [String: String]) {
        self.grants = grants
        self.roleTitles = roleTitles
    }

    /// Before any package is adopted: nobody may anything, but for the system's own actors.
    package static let bare = Rights(grants: [], roleTitles: [:])

    package func decide(_ permission: Permission, on subjects: [Subject], for standing: Standing) -> Decision {
        if case .system = standing.actor {
            let grant = Grant(role: standing.actor.key, pattern: "*", scope: .all, file: "Rights.swift", line: 0)
            return Decision(isAllowed: true, grant: grant, permission: permission)
        }
        var last: Grant?
        for subject in subjects {
            guard let grant = grant(for: permission, on: subject, standing: standing) else {
                return Decision(isAllowed: false, grant: nil, permission: permission)
            }
            last = grant
        }
        return Decision(isAllowed: last != nil, grant: last, permission: permission)
    }

    private func grant(for permission: Permission, on subject: Subject, standing: Standing) -> Grant? {
        let roles = Set(standing.roles).union(["anyone"])
        return grants.first {
            roles.contains($0.role) && permission.isCovered(by: $0.pattern) && $0.scope.contains(subject, for: standing)
        }
    }
}
