/// What a role may do and how far, with the line of the package that says so.
package struct Grant: Sendable, Hashable {
    package let role: String
    package let pattern: String
    package let scope: Scope
    /// The states in which it holds; nil is any.
    package let states: Set<String>?
    package let file: String
    package let line: Int

    package init(
        role: String, pattern: String, scope: Scope, states: Set<String>? = nil, file: String, line: Int
    ) {
        self.role = role
        self.pattern = pattern
        self.scope = scope
        self.states = states
        self.file = file
        self.line = line
    }

    func holds(in state: String?) -> Bool {
        guard let states else { return true }
        return state.map(states.contains) ?? false
    }
}

/// An answer to "may they?", which can always say why.
package struct Decision: Sendable, Equatable {
    package let isAllowed: Bool
    /// The grant that allowed it; nil where nothing did.
    package let grant: Grant?
    /// The capacity in which it is allowed; nil for what anyone may.
    package let capacity: Capacity?
    package let permission: Permission

    /// The reason in the reader's language, with the rule's place.
    package var reason: String {
        guard let grant else { return "没有任何角色授予“\(permission)”这一权限，默认不允许" }
        let footing = capacity.map { "以“\($0.title)”的身份：" } ?? ""
        return "\(footing)角色“\(grant.role)”授予“\(grant.pattern)”，范围 \(grant.scope.rawValue)（\(grant.file):\(grant.line)）"
    }
}

/// All grants in force: deny by default, a grant is the only way to a yes.
package struct Rights: Sendable {
    package let grants: [Grant]
    /// Titles of the roles as the pages show them.
    package let roleTitles: [String: String]
    /// Which roles a role may hand on to others.
    package let grantable: [String: Set<String>]
    /// Roles that need a second factor at sign-in.
    package let secondFactorRoles: Set<String>

    package init(
        grants: [Grant], roleTitles: [String: String], grantable: [String: Set<String>] = [:],
        secondFactorRoles: Set<String> = []
    ) {
        self.grants = grants
        self.roleTitles = roleTitles
        self.grantable = grantable
        self.secondFactorRoles = secondFactorRoles
    }

    /// Before any package is adopted: nobody may anything, but for the system's own actors.
    package static let bare = Rights(grants: [], roleTitles: [:])

    /// Whether a permission is held on every one of the subjects, to read or to write.
    package func decide(
        _ permission: Permission, on subjects: [Subject], for standing: Standing, writing: Bool
    ) -> Decision {
        if case .system = standing.actor {
            let grant = Grant(role: standing.actor.key, pattern: "*", scope: .all, file: "Rights.swift", line: 0)
            return Decision(isAllowed: true, grant: grant, capacity: nil, permission: permission)
        }
        let refused = Decision(isAllowed: false, grant: nil, capacity: nil, permission: permission)
        if let patterns = standing.patterns, !patterns.contains(where: permission.isCovered) { return refused }
        var last: (Grant, Capacity?)?
        for subject in subjects {
            guard let found = grant(for: permission, on: subject, standing, writing: writing) else { return refused }
            last = found
        }
        return Decision(isAllowed: last != nil, grant: last?.0, capacity: last?.1, permission: permission)
    }

    private func grant(
        for permission: Permission, on subject: Subject, _ standing: Standing, writing: Bool
    ) -> (Grant, Capacity?)? {
        for grant in grants where permission.isCovered(by: grant.pattern) && grant.holds(in: subject.state) {
            if grant.role == "anyone" {
                if grant.scope.contains(subject, for: standing, in: nil) { return (grant, nil) }
                continue
            }
            let capacity = standing.capacities.first { capacity in
                capacity.roles.contains(grant.role) && capacity.covers(permission, writing: writing)
                    && grant.scope.contains(subject, for: standing, in: capacity)
            }
            if let capacity { return (grant, capacity) }
        }
        return nil
    }
}
