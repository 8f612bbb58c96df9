/// The rule that is missing where somebody was refused.
package enum Gap: Sendable, Equatable {
    /// A token reaches no further than some permissions, and this is none of them.
    case tokenLimit
    /// No role of theirs is granted it.
    case noGrant
    /// A role of theirs is granted it, but not as far as this.
    case outOfScope(Grant)
    /// It is granted for this, but not in the state it is in.
    case otherState(Grant)
    /// It would be granted, but not through a power limited to other permissions or to reading.
    case limitedMandate(Grant, Capacity)

    /// One sentence: which rule there is, and how far it goes. `whose`: 您的 for the one who asked, 其 for another.
    package func sentence(_ rights: Rights, whose: String = "您的") -> String {
        switch self {
        case .tokenLimit: return "所用的令牌不包括这一项"
        case .noGrant: return "\(whose)角色都没有这一项"
        case .outOfScope(let grant):
            return "\(whose)角色“\(title(grant, rights))”有这一项，但范围只到“\(grant.scope.title)”（\(grant.place)），不包括这里"
        case .otherState(let grant):
            return "\(whose)角色“\(title(grant, rights))”有这一项，但现在的状态下不行（\(grant.place)）"
        case .limitedMandate(let grant, let capacity):
            let limit = capacity.isReadOnly ? "只供查阅" : "不包括这一项"
            return "角色“\(title(grant, rights))”有这一项（\(grant.place)），但“\(capacity.title)”这份授权\(limit)"
        }
    }

    private func title(_ grant: Grant, _ rights: Rights) -> String { rights.roleTitles[grant.role] ?? grant.role }
}

extension Rights {
    /// What is missing where `decide` says no: the nearest rule there is, so that a state is named only for what one may see anyway.
    package func gap(_ permission: Permission, on subjects: [Subject], for standing: Standing, writing: Bool) -> Gap {
        if let patterns = standing.patterns, !patterns.contains(where: permission.isCovered) { return .tokenLimit }
        let mine = candidates(permission).filter { grant in
            grant.role == "anyone" || standing.capacities.contains { $0.roles.contains(grant.role) }
        }
        guard let first = mine.first else { return .noGrant }
        for grant in mine {
            for capacity in standing.capacities where capacity.roles.contains(grant.role) {
                let reaches = subjects.allSatisfy { grant.scope.contains($0, for: standing, in: capacity) }
                guard reaches else { continue }
                if !capacity.covers(permission, writing: writing) { return .limitedMandate(grant, capacity) }
                return .otherState(grant)
            }
        }
        return .outOfScope(first)
    }
}
