import LuoshiCore

/// Something the plan leaves open was decided, revised or withdrawn.
package struct MatterDecided: Event {
    package static let name = "matter.decided"
    package let matter: Matter
}

extension Reading {
    /// Whose matter a question is, as far as rights go: the unit that decides it; the whole city where no unit is named.
    func decider(of ruling: String) throws -> Subject {
        guard let question = try PlanStore(session).ruling(ruling, inForce),
            let unit = try UnitStore(session).unitsByName(on: inForce)[question.decidedBy]
        else { return .city }
        return .unit(unit)
    }
}

extension Change {
    /// The question as the plan in force puts it.
    func question(_ ruling: String) throws -> RulingQuestion {
        guard let question = try PlanStore(session).ruling(ruling, inForce) else {
            throw Refusal.notFound("裁定事项 \(ruling)")
        }
        return question
    }

    /// The contradiction as the plan in force has it.
    func contradiction(_ key: String) throws -> Contradiction {
        guard let item = try PlanStore(session).contradiction(key, inForce) else {
            throw Refusal.notFound("前后不一致的事项 \(key)")
        }
        return item
    }

    /// The effective day, within the plan's period.
    func effectiveDay(_ day: Day?) throws -> Day {
        let day = day ?? self.day
        guard let version = try PlanStore(session).latest(), (version.firstDay...version.lastDay).contains(day) else {
            throw Refusal("effective", "生效日期应在方案期以内，请核对。")
        }
        return day
    }

    /// The last decision on a matter, provided it is the one the person saw when they began.
    func decision(on matter: Matter, seen number: Int) throws -> RulingDecision {
        guard let latest = try RulingStore(session).latest(matter), latest.act != .withdrawn else {
            throw Refusal("not_decided", status: 409, "这一事项现在没有裁定。请刷新页面后再办理。")
        }
        guard latest.number == number else {
            throw Refusal("decided_meanwhile", status: 409, "\(latest.signature)：\(latest.words)。请看过后再办理。")
        }
        return latest
    }

    /// Puts a decision on record.
    mutating func record(
        _ matter: Matter, _ act: DecisionAct, option: String?, value: RulingValue?, words: String, reason: String,
        ground: Ground, from day: Day?
    ) throws -> RulingDecision {
        try ground.check(on: self.day)
        let store = RulingStore(session)
        let decision = RulingDecision(
            matter: matter, number: (try store.latest(matter)?.number ?? 0) + 1, act: act, option: option,
            value: value, words: words, reason: reason, ground: ground, effectiveFrom: try effectiveDay(day),
            decidedOn: self.day, decidedBy: standing.name)
        try store.insert(decision, by: standing.actor, at: moment)
        touches(matter.name)
        publish(MatterDecided(matter: matter))
        return decision
    }

    /// Puts a decision on a question on record and lets it take effect.
    mutating func rule(
        _ question: RulingQuestion, _ act: DecisionAct, _ choice: RulingChoice, ground: Ground, from day: Day?,
        reason: String
    ) throws -> Int {
        let units = try UnitStore(session).units(on: inForce)
        let value = try choice.value(
            for: question, units: Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0) }))
        let names = Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0.shortName) })
        let title = choice.option.flatMap { question.option($0)?.title }
        let decision = try record(
            question.matter, act, option: choice.option, value: value, words: Self.words(title, value, names),
            reason: reason, ground: ground, from: day)
        try takeEffect(decision, of: question)
        note("\(act.title)“\(question.title)”：\(decision.words)。依据：\(ground.inWords)")
        return decision.number
    }

    /// The option's title, with the value where the title alone does not say it.
    private static func words(_ title: String?, _ value: RulingValue, _ names: [String: String]) -> String {
        let given = value.inWords(names)
        guard let title else { return given }
        return [.year, .combination].contains(value.kind) || title == given ? title : "\(title)：\(given)"
    }

    /// The groups that waited for the ruling get their members; without a list of units they have none.
    mutating func takeEffect(_ decision: RulingDecision, of question: RulingQuestion) throws {
        for target in question.targets { touches("target:\(target)") }
        let members = Set(decision.value?.units ?? [])
        let store = UnitStore(session)
        let book = try unitBook()
        for group in try store.groups().values.filter({ $0.awaiting == question.key }).sorted(by: { $0.key < $1.key }) {
            touches("group:\(group.key)")
            guard Set(book.members(of: group.key, on: decision.effectiveFrom)) != members else { continue }
            try enter(
                .group(group: group.key, members: members.sorted()),
                UnitPaper(from: decision.effectiveFrom, basis: "口径裁定“\(question.title)”"))
        }
    }
}
