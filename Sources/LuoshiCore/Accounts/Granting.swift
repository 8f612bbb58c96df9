import Database

/// Who may hand on which roles: `grantable` in roles.yaml, counted only for the capacities in which the work itself is allowed.
extension Reading {
    /// Refuses a role that the actor may not hand on. A unit's own people act here as its head or receiving post only; the
    /// system itself may grant any role.
    package func refuseGranting(_ roles: [String], by permission: Permission, on subject: Subject) throws {
        guard standing.account != nil else { return }
        let footing = try stewarding(permission, on: subject)
        guard !footing.isEmpty else {
            throw Refusal("not_steward", status: 403, "这件事由本单位主要负责人岗、收文岗或系统管理员办理。请联系他们。")
        }
        let grantable = Set(footing.flatMap(\.roles).flatMap { rights.grantable[$0] ?? [] })
        if let role = roles.first(where: { !grantable.contains($0) }) {
            let title = rights.roleTitles[role] ?? role
            throw Refusal("role_not_grantable", status: 403, "您不能授予或代管“\(title)”这个角色。如确有需要，请联系系统管理员。")
        }
    }

    /// Roles that the actor may hand on in a unit, by key.
    package func grantableRoles(by permission: Permission, on subject: Subject) throws -> [String] {
        try Set(stewarding(permission, on: subject).flatMap(\.roles).flatMap { rights.grantable[$0] ?? [] }).sorted()
    }

    /// The capacities that reach everything, or stand for the unit as its head or receiving post.
    private func stewarding(_ permission: Permission, on subject: Subject) throws -> [Capacity] {
        let posts = PostStore(session)
        return try standing.capacities.filter { capacity in
            let alone = Standing(
                actor: standing.actor, name: standing.name, account: standing.account, unit: standing.unit,
                capacities: [capacity], patterns: standing.patterns)
            let decision = rights.decide(permission, on: [subject], for: alone, writing: true)
            guard decision.isAllowed else { return false }
            if decision.grant?.scope == .all { return true }
            let kind = try capacity.post.flatMap { try posts.post($0)?.kind }
            return kind == .head || kind == .receiving
        }
    }
}
