package import Database
package import LuoshiCore

/// Tables of decisions: each on record once, and which of them holds from when.
package struct RulingStore {
    let session: any Session
    static let terms = DatedTable("plan_decision_terms", keys: ["matter"], values: ["number"])

    package init(_ session: any Session) { self.session = session }

    /// What a decided ruling gives to the rules that use it; nil while it is open.
    package func value(_ key: String, _ inForce: InForce) throws -> RulingValue? {
        try session.first(
            """
            \(sql: Self.inForce) WHERE \(sql: inForce.rows(of: "t")) AND t.matter = \(Matter.ruling(key).name)
            """, Self.decision)?.value
    }

    /// Every decision that holds, by matter.
    package func decisions(_ inForce: InForce) throws -> [Matter: RulingDecision] {
        let all = try session.all("\(sql: Self.inForce) WHERE \(sql: inForce.rows(of: "t"))", Self.decision)
        return Dictionary(uniqueKeysWithValues: all.map { ($0.matter, $0) })
    }

    private static let inForce: SQL =
        "SELECT d.* FROM plan_decision_terms t JOIN plan_decisions d ON d.matter = t.matter AND d.number = t.number"

    /// All decisions on a matter that were known on the day, newest first.
    package func history(of matter: Matter, _ inForce: InForce) throws -> [RulingDecision] {
        try session.all(
            """
            SELECT * FROM plan_decisions WHERE matter = \(matter.name) AND decided_on <= \(inForce.day)
            ORDER BY number DESC
            """, Self.decision)
    }

    /// The last decision on each matter that was known on the day, whether or not it holds already.
    package func latest(_ inForce: InForce) throws -> [Matter: RulingDecision] {
        let all = try session.all(
            "SELECT * FROM plan_decisions WHERE decided_on <= \(inForce.day) ORDER BY matter, number", Self.decision)
        return Dictionary(all.map { ($0.matter, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// The last decision on a matter; nil where there never was one.
    func latest(_ matter: Matter) throws -> RulingDecision? {
        try session.first(
            "SELECT * FROM plan_decisions WHERE matter = \(matter.name) ORDER BY number DESC LIMIT 1", Self.decision)
    }

    /// Puts a decision on record; it holds from its effective day on, or takes the earlier one out of force.
    func insert(_ decision: RulingDecision, by actor: Actor, at moment: Moment) throws {
        try session.execute(
            """
            INSERT INTO plan_decisions (matter, number, act, option_key, value_kind, value, words, reason, ground_kind,
                ground_title, ground_number, ground_day, effective_from, decided_on, decided_at, decided_by, decider)
            VALUES (\(decision.matter.name), \(decision.number), \(decision.act), \(decision.option),
                \(decision.value?.kind), \(decision.value?.stored), \(decision.words), \(decision.reason),
                \(decision.ground.kind), \(decision.ground.title), \(decision.ground.number), \(decision.ground.day),
                \(decision.effectiveFrom), \(decision.decidedOn), \(moment.instant), \(actor.key),
                \(decision.decidedBy))
            """)
        let key: [SQLValue] = [.text(decision.matter.name)]
        if decision.act == .withdrawn {
            try Self.terms.clear(key, from: decision.effectiveFrom, today: moment.day, in: session)
        } else {
            try Self.terms.put(
                key, [.integer(Int64(decision.number))], from: decision.effectiveFrom, today: moment.day, in: session)
        }
    }

    private static func decision(_ row: Row) throws -> RulingDecision {
        let kind: RulingValueKind? = try row["value_kind"]
        let value: String? = try row["value"]
        return RulingDecision(
            matter: Matter(name: try row["matter"]), number: try row["number"], act: try row["act"],
            option: try row["option_key"], value: kind.flatMap { kind in value.flatMap { RulingValue(kind, $0) } },
            words: try row["words"], reason: try row["reason"],
            ground: Ground(
                kind: try row["ground_kind"], title: try row["ground_title"], number: try row["ground_number"],
                day: try row["ground_day"]),
            effectiveFrom: try row["effective_from"], decidedOn: try row["decided_on"], decidedBy: try row["decider"])
    }
}
