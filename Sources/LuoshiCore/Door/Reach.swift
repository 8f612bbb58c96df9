/// How far a permission reaches among many things of one kind, each a unit's: what a list may show, as a condition to search by.
package enum Reach: Sendable, Equatable {
    case everything
    /// Only what is these units' own; empty is nothing.
    case units(Set<String>)

    package var isNothing: Bool { self == .units([]) }

    package func contains(unit: String?) -> Bool {
        switch self {
        case .everything: true
        case .units(let units): unit.map(units.contains) ?? false
        }
    }

    /// A subject that lies within it, for the Door to decide on; the city itself where it reaches nothing.
    package func subject(lines: Set<String>, isPublic: Bool) -> Subject {
        switch self {
        case .everything: Subject(lines: lines, isPublic: isPublic)
        case .units(let units): units.min().map { Subject(units: [$0], lines: lines, isPublic: isPublic) } ?? .city
        }
    }
}

extension Rights {
    /// Where a permission is held among things that belong to units, are of a line, and are public or not; it allows exactly
    /// what `decide` allows on each.
    package func reach(
        _ permission: Permission, lines: Set<String>, isPublic: Bool, for standing: Standing, writing: Bool
    ) -> Reach {
        if case .system = standing.actor { return .everything }
        if let patterns = standing.patterns, !patterns.contains(where: permission.isCovered) { return .units([]) }
        let anything = Subject(lines: lines, isPublic: isPublic)
        var units: Set<String> = []
        for grant in candidates(permission) where grant.states == nil {
            let isForAll = grant.role == "anyone"
            if isForAll, grant.scope.contains(anything, for: standing, in: nil) { return .everything }
            if isForAll { continue }
            for capacity in standing.capacities
            where capacity.roles.contains(grant.role) && capacity.covers(permission, writing: writing) {
                switch grant.scope {
                case .all, .line, .public:
                    if grant.scope.contains(anything, for: standing, in: capacity) { return .everything }
                case .own: units.formUnion(capacity.unit.map { [$0] } ?? [])
                case .subtree: units.formUnion(capacity.subtree)
                case .task, .assigned: break
                }
            }
        }
        return .units(units)
    }
}
