package import LuoshiCore

/// Who answers for a duty or a target on a day, and the way by which it came to them.
package struct UnitAnswer: Sendable, Hashable {
    /// The unit that answers.
    package let unit: String
    /// The unit that the plan names, by itself or as a member of a group.
    package let named: String
    /// From the one to the other, in order; empty where the named unit answers itself.
    package let way: [Successions.Step]

    package var isInherited: Bool { unit != named }
}

/// Who answers for everything in a plan on a day: the plan's own names, followed through what became of the units since.
package struct PlanAnswers: Sendable {
    private let plan: Plan
    /// Group → members on the day.
    private let members: [String: [String]]
    private let successions: Successions
    private let day: Day

    package init(_ plan: Plan, members: [String: [String]], successions: Successions, on day: Day) {
        self.plan = plan
        self.members = members
        self.successions = successions
        self.day = day
    }

    package init(_ plan: Plan, _ book: UnitBook, on day: Day) {
        let groups = Set(plan.duties.compactMap(\.group))
        self.init(
            plan, members: Dictionary(uniqueKeysWithValues: groups.map { ($0, book.members(of: $0, on: day)) }),
            successions: book.successions, on: day)
    }

    /// One for a duty of a unit; one each for a group's members; none where the group's members are not known.
    package func answers(for duty: Duty) -> [UnitAnswer] {
        let named = duty.unit.map { [$0] } ?? duty.group.flatMap { members[$0] } ?? []
        return named.map { answer(for: $0, subject: Self.subject(of: duty)) }
    }

    /// Nil where the plan names no unit that is known.
    package func answer(for target: Target) -> UnitAnswer? {
        target.owner.map { answer(for: $0, subject: Self.subject(of: target)) }
    }

    /// Who answers for what a unit had in a clause.
    package func answer(for unit: String, in clause: String) -> UnitAnswer {
        answer(for: unit, subject: Self.subject(ofClause: clause))
    }

    private func answer(for unit: String, subject: String) -> UnitAnswer {
        let way = successions.way(from: unit, subject: subject, on: day)
        return UnitAnswer(unit: way.last?.to ?? unit, named: unit, way: way)
    }

    /// The name under which a function carries it: `duty:2.3.4`, for every part that a unit has in the clause.
    package static func subject(of duty: Duty) -> String { subject(ofClause: duty.clause) }
    package static func subject(ofClause path: String) -> String { "duty:\(path)" }
    package static func subject(of target: Target) -> String { "target:\(target.id)" }

    /// Everything with who answers for it: subject, what it is in words, answer.
    package var all: [(subject: String, title: String, answer: UnitAnswer)] {
        let duties = plan.duties.flatMap { duty in
            answers(for: duty).map {
                (
                    Self.subject(of: duty),
                    "\(duty.clause) \(plan.clause(duty.clause)?.title ?? "")（\(duty.role.title)）", $0
                )
            }
        }
        let targets = plan.targets.compactMap { target in
            answer(for: target).map { (Self.subject(of: target), "目标 \(target.id) \(target.title)", $0) }
        }
        return duties + targets
    }
}
