package import LuoshiCore

/// One version of the plan, whole.
package struct Plan: Sendable {
    package let version: PlanVersion
    package let clauses: [Clause]
    package let mechanisms: [Mechanism]
    package let actors: [NamedActor]
    package let duties: [Duty]
    package let targets: [Target]
    package let rulings: [RulingQuestion]
    package let contradictions: [Contradiction]

    /// What it says, apart from its number and day.
    package var content: PlanContent {
        PlanContent(
            clauses: clauses, mechanisms: mechanisms, actors: actors, duties: duties, targets: targets,
            rulings: rulings, contradictions: contradictions)
    }

    package func clause(_ path: String) -> Clause? { clauses.first { $0.path == path } }
    package func duties(of path: String) -> [Duty] { duties.filter { $0.clause == path } }
    package func target(_ id: String) -> Target? { targets.first { $0.id == id } }

    /// Clauses beneath a path, itself included.
    package func clauses(beneath path: String) -> [Clause] {
        clauses.filter { $0.path == path || $0.path.hasPrefix(path + ".") }
    }

    /// Targets with an expression in a clause or beneath it.
    package func targets(beneath path: String) -> [Target] {
        targets.filter { $0.expressions.contains { $0.clause == path || $0.clause.hasPrefix(path + ".") } }
    }

    /// The clauses above, outermost first.
    package func ancestors(of path: String) -> [Clause] {
        var result: [Clause] = []
        var at = clause(path)?.parent
        while let here = at, let clause = clause(here) {
            result.insert(clause, at: 0)
            at = clause.parent
        }
        return result
    }

    /// The six undertakings in the Baise plan.
    package var undertakings: [Clause] { clauses.filter { $0.kind == .undertaking } }
    package var measures: [Clause] { clauses.filter { $0.kind == .measure } }
    package var tasks: [Clause] { clauses.filter { $0.kind == .task } }
}

/// A version of the plan: the past keeps the one it happened under.
package struct PlanVersion: Sendable, Hashable {
    package let number: Int
    package let contentHash: String
    package let title: String
    package let shortTitle: String
    package let issuer: String
    package let documentNumber: String?
    package let issuedOn: Day?
    package let firstDay: Day
    package let lastDay: Day
    package let city: String
    package let adoptedOn: Day

    /// What the version calls the plan, whose it is, and for when.
    package var head: PlanHead {
        PlanHead(
            title: title, shortTitle: shortTitle, issuer: issuer, documentNumber: documentNumber, issuedOn: issuedOn,
            firstDay: firstDay, lastDay: lastDay, city: city)
    }
}
