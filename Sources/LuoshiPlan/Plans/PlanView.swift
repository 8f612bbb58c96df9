package import LuoshiCore

/// The plan in force with the names of units and groups and what was decided, as most pages need it.
package struct PlanView: Sendable {
    package let plan: Plan
    package let units: [String: Unit]
    package let day: Day
    package let groups: [String: UnitGroup]
    /// Members of each group on the business day.
    package let members: [String: [String]]
    /// Decisions that hold on the business day.
    package let decisions: [Matter: RulingDecision]
    /// Every unit that is, was or will be, by id.
    package let known: [String: KnownUnit]
    let formerNames: [FormerName]
    let answers: PlanAnswers
    let dutiesByUnit: [String: [Duty]]
    /// What the figures say of targets, by the target's key, where a room above has asked them.
    package var figureLights: [String: Light] = [:]

    /// Nil where no plan was in force. The version is decoded once; everything dated is read anew.
    package init?(in reading: Reading) throws {
        guard let plan = try PlanStore(reading.session).current(reading.inForce, kept: reading.kept) else { return nil }
        let store = UnitStore(reading.session)
        self.plan = plan
        self.units = Dictionary(uniqueKeysWithValues: try store.units(on: reading.inForce).map { ($0.id, $0) })
        self.day = reading.day
        self.groups = try store.groups()
        self.members = try store.membersByGroup(on: reading.inForce)
        self.decisions = try RulingStore(reading.session).decisions(reading.inForce)
        self.known = Dictionary(
            uniqueKeysWithValues: try store.knownUnits(on: reading.inForce).map { ($0.unit.id, $0) })
        self.formerNames = try store.formerNames(on: reading.inForce)
        self.answers = PlanAnswers(
            plan, members: members,
            successions: try UnitEventStore(reading.session).successions(reading.inForce), on: reading.day)
        self.dutiesByUnit = Self.dutiesByUnit(plan, answers)
    }

    package func targets(_ light: Light) -> [Target] { plan.targets.filter { self.light(of: $0) == light } }

    package func light(of target: Target) -> Light {
        let light = target.light { isDecided($0) }
        return light == .noData ? figureLights[target.key] ?? light : light
    }

    package func decision(on question: RulingQuestion) -> RulingDecision? { decisions[question.matter] }

    /// The questions a target still waits for.
    package func awaited(by target: Target) -> [RulingQuestion] {
        plan.rulings.filter { target.awaiting.contains($0.key) && decision(on: $0) == nil }
    }

    package var openRulings: [RulingQuestion] { plan.rulings.filter { decision(on: $0) == nil } }
    package var openContradictions: [Contradiction] { plan.contradictions.filter { decisions[$0.matter] == nil } }

    /// The question that must say who belongs to a group.
    package func question(about group: String) -> RulingQuestion? {
        groups[group]?.awaiting.flatMap { key in plan.rulings.first { $0.key == key } }
    }

    /// What waits for a question, or follows its decision.
    package func touched(by question: RulingQuestion) -> TouchedByRuling {
        let targets = plan.targets.filter { $0.awaiting.contains(question.key) || question.targets.contains($0.id) }
        let waiting = Set(groups.values.filter { $0.awaiting == question.key }.map(\.key))
        let duties = plan.duties.filter { $0.group.map(waiting.contains) ?? false }
        let own = targets.compactMap(\.owner) + (decision(on: question)?.value?.units ?? [])
        return TouchedByRuling(targets: targets, duties: duties, units: Set(own))
    }

    private func isDecided(_ ruling: String) -> Bool { decisions[.ruling(ruling)] != nil }
}

/// What hangs on a question: targets that have no light, annotations whose units are not known, units concerned.
package struct TouchedByRuling: Sendable {
    package let targets: [Target]
    package let duties: [Duty]
    package let units: Set<String>
}
