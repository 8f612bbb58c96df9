/// All grants in force: deny by default, a grant is the only way to a yes.
package struct Rights: Sendable {
    package let grants: [Grant]
    /// Titles of the roles as the pages show them.
    package let roleTitles: [String: String]
    /// Those that are given by a mandate alone (auditors, evaluators), never with a post.
    package let accessRoles: [String: String]
    /// Which roles a role may hand on to others.
    package let grantable: [String: Set<String>]
    /// Roles that need a second factor at sign-in.
    package let secondFactorRoles: Set<String>
    /// Places in `grants` by pattern, so that a decision looks at those few that may cover its permission.
    private let places: [String: [Int]]

    package init(
        grants: [Grant], roleTitles: [String: String], accessRoles: Set<String> = [],
        grantable: [String: Set<String>] = [:], secondFactorRoles: Set<String> = []
    ) {
        self.grants = grants
        self.roleTitles = roleTitles
        self.accessRoles = roleTitles.filter { accessRoles.contains($0.key) }
        self.grantable = grantable
        self.secondFactorRoles = secondFactorRoles
        self.places = Dictionary(grouping: grants.indices) { grants[$0].pattern }
    }

    /// Before any package is adopted: nobody may anything, but for the system's own actors.
    package static let bare = Rights(grants: [], roleTitles: [:])

    /// Roles that a post may carry.
    package var postRoles: [String: String] { roleTitles.filter { $0.key != "anyone" && accessRoles[$0.key] == nil } }

    /// Whether a role grants a permission anywhere at all.
    func lets(_ role: String, _ permission: Permission) -> Bool {
        grants.contains { $0.role == role && permission.isCovered(by: $0.pattern) }
    }

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
        let candidates = self.candidates(permission)
        var last: (Grant, Capacity?)?
        for subject in subjects {
            guard let found = grant(candidates, permission, on: subject, standing, writing: writing) else {
                return refused
            }
            last = found
        }
        return Decision(isAllowed: last != nil, grant: last?.0, capacity: last?.1, permission: permission)
    }

    /// The grants that cover a permission, in the order of the file.
    package func candidates(_ permission: Permission) -> [Grant] {
        var found = places[permission.name] ?? []
        for dot in permission.name.indices where permission.name[dot] == "." {
            found += places[permission.name[...dot] + "*"] ?? []
        }
        return found.sorted().map { grants[$0] }
    }

    /// The same of a pattern, `record.read.*`, where a part of it is enough: the right to read one register.
    func grants(anyOf roles: Set<String>, partOf permission: Permission) -> Bool {
        grants(anyOf: roles, permission)
            || permission.name.hasSuffix(".*")
                && grants.contains { roles.contains($0.role) && $0.pattern.hasPrefix(permission.name.dropLast()) }
    }

    /// Whether any of the roles is granted the permission at all, however far.
    package func grants(anyOf roles: Set<String>, _ permission: Permission) -> Bool {
        candidates(permission).contains { roles.contains($0.role) }
    }

    private func grant(
        _ candidates: [Grant], _ permission: Permission, on subject: Subject, _ standing: Standing, writing: Bool
    ) -> (Grant, Capacity?)? {
        for grant in candidates where grant.holds(in: subject.state) {
            let isForAll = grant.role == "anyone"
            if isForAll, grant.scope.contains(subject, for: standing, in: nil) { return (grant, nil) }
            // What is handed to a post concerns whoever stands in it; all else that anyone may is theirs in person.
            if isForAll, grant.scope != .assigned { continue }
            let capacity = standing.capacities.first { capacity in
                (isForAll || capacity.roles.contains(grant.role)) && capacity.covers(permission, writing: writing)
                    && grant.scope.contains(subject, for: standing, in: capacity)
            }
            if let capacity { return (grant, capacity) }
        }
        return nil
    }
}
