package import Database
package import LuoshiCore

/// What a consulted unit thinks.
package enum OpinionStance: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case agree, other

    package var title: String {
        switch self {
        case .agree: "同意"
        case .other: "有不同意见"
        }
    }
}

/// One unit asked for its opinion on a matter, and what it answered (征求意见).
package struct Opinion: Sendable, Hashable {
    /// In which round it was asked, from 1.
    package let round: Int
    package let unit: String
    /// What was put to it.
    package let text: String
    package let askedOn: Day
    package let askedBy: String
    /// The last day to answer.
    package let due: Day
    package let isAnswered: Bool
    /// Nil until it answers, and for a reader who may not read it.
    package let answer: Answer?

    package struct Answer: Sendable, Hashable {
        package let stance: OpinionStance
        package let reason: String
        package let givenOn: Day
        package let givenBy: String
    }

    /// Whether the one who decides would have to wait for it on a day.
    package func isAwaited(on day: Day) -> Bool { !isAnswered && day <= due }

    /// The same for a reader who may not read what was answered.
    var withheld: Opinion {
        Opinion(
            round: round, unit: unit, text: text, askedOn: askedOn, askedBy: askedBy, due: due, isAnswered: isAnswered,
            answer: nil)
    }
}

/// Tables of opinions asked and given, on matters of the plan and on what passes between people.
package struct OpinionStore {
    let session: any Session
    static let answers = DatedTable(
        "ruling_opinions", keys: ["matter", "round", "unit"], values: ["stance", "reason", "given_by"])

    package init(_ session: any Session) { self.session = session }

    package func ask(_ matter: Matter, units: [String], text: String, due: Day, in change: Change) throws {
        let round =
            try session.first(
                "SELECT COALESCE(MAX(round), 0) + 1 AS n FROM opinion_requests WHERE matter = \(matter.name)"
            ) { try $0["n"] as Int } ?? 1
        try session.executeBatch(units) { unit in
            """
            INSERT INTO opinion_requests (matter, round, unit, content, asked_on, asked_by, due_on)
            VALUES (\(matter.name), \(round), \(unit), \(text), \(change.day), \(change.standing.name), \(due))
            """
        }
    }

    package func answer(
        _ opinion: Opinion, of matter: Matter, _ stance: OpinionStance, _ reason: String, in change: Change
    )
        throws
    {
        try Self.answers.put(
            [.text(matter.name), .integer(Int64(opinion.round)), .text(opinion.unit)],
            [stance.sqlValue, .text(reason), .text(change.standing.name)], from: change.day, today: change.day,
            in: session)
    }

    /// Everything asked about a matter as known on the day, in the order it was asked.
    package func opinions(on matter: Matter, _ inForce: InForce) throws -> [Opinion] {
        try session.all(
            "\(sql: Self.asked(inForce)) AND q.matter = \(matter.name) ORDER BY q.round, q.unit", Self.opinion)
    }

    /// The same for all matters.
    func opinions(_ inForce: InForce) throws -> [Matter: [Opinion]] {
        let all = try session.all("\(sql: Self.asked(inForce)) ORDER BY q.matter, q.round, q.unit") {
            (Matter(name: try $0["matter"]), try Self.opinion($0))
        }
        return Dictionary(grouping: all, by: \.0).mapValues { $0.map(\.1) }
    }

    private static func asked(_ inForce: InForce) -> SQL {
        """
        SELECT q.*, o.stance, o.reason, o.given_by, o.valid_from AS given_on FROM opinion_requests q
        LEFT JOIN ruling_opinions o ON o.matter = q.matter AND o.round = q.round AND o.unit = q.unit
            AND \(sql: inForce.rows(of: "o"))
        WHERE q.asked_on <= \(inForce.day)
        """
    }

    private static func opinion(_ row: Row) throws -> Opinion {
        let stance: OpinionStance? = try row["stance"]
        return Opinion(
            round: try row["round"], unit: try row["unit"], text: try row["content"], askedOn: try row["asked_on"],
            askedBy: try row["asked_by"], due: try row["due_on"], isAnswered: stance != nil,
            answer: try stance.map { stance in
                Opinion.Answer(
                    stance: stance, reason: try row["reason"], givenOn: try row["given_on"],
                    givenBy: try row["given_by"])
            })
    }
}
