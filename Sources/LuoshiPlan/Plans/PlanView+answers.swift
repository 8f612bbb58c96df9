package import LuoshiCore

/// The plan's duties and targets by who answers for them on the day.
extension PlanView {
    /// Who answers for a duty: one unit, or each member of a group.
    package func answers(for duty: Duty) -> [UnitAnswer] { answers.answers(for: duty) }

    /// Who answers for a target.
    package func answer(for target: Target) -> UnitAnswer? { answers.answer(for: target) }

    /// Who answers today for what a unit had in a clause; the unit itself, where nothing passed on.
    package func answer(for unit: String, in clause: String) -> UnitAnswer { answers.answer(for: unit, in: clause) }

    /// Everything a unit answers for in a clause: named by the plan, as one of a group, or by succession.
    package func duties(of unit: String) -> [Duty] { dutiesByUnit[unit] ?? [] }

    /// Targets that a unit answers for.
    package func targets(ownedBy unit: String) -> [Target] {
        plan.targets.filter { answer(for: $0)?.unit == unit }
    }

    /// How a unit came to a duty that the plan gives to another; nil for what is its own.
    package func inheritance(of duty: Duty, by unit: String) -> UnitAnswer? {
        let found = answers(for: duty).filter { $0.unit == unit }
        return found.contains { !$0.isInherited } ? nil : found.first
    }

    /// What the plan gives to a unit and another one answers for today.
    package func passedOn(by unit: String) -> (duties: [(Duty, UnitAnswer)], targets: [(Target, UnitAnswer)]) {
        let duties = plan.duties.flatMap { duty in
            answers(for: duty).filter { $0.named == unit && $0.isInherited }.map { (duty, $0) }
        }
        let targets = plan.targets.compactMap { target in
            answer(for: target).flatMap { $0.named == unit && $0.isInherited ? (target, $0) : nil }
        }
        return (duties, targets)
    }

    /// The name by which the plan calls a unit, where that is no longer its name: until when it was.
    package func formerName(_ wording: String, of unit: String) -> Day? {
        guard let now = units[unit], now.name != wording, now.shortName != wording else { return nil }
        return formerNames.last { $0.unit == unit && ($0.name == wording || $0.shortName == wording) }?.until
    }

    /// The short name that a unit goes by, or went by last.
    package func shortName(_ unit: String) -> String { known[unit]?.unit.shortName ?? unit }

    static func dutiesByUnit(_ plan: Plan, _ answers: PlanAnswers) -> [String: [Duty]] {
        var result: [String: [Duty]] = [:]
        for duty in plan.duties {
            for unit in Set(answers.answers(for: duty).map(\.unit)) { result[unit, default: []].append(duty) }
        }
        return result
    }
}
