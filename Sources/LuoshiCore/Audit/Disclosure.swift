import Database

/// Somebody looked at a person's data: when, who, as what, and what for.
package struct Disclosure: Sendable, Equatable {
    package let moment: Moment
    package let viewer: String
    /// The unit whose people the viewer belongs to, by its short name; nil for one of the city at large.
    package let viewerUnit: String?
    /// What was looked at, as a permission's title.
    package let what: String
    /// The capacity and the rule that allowed it.
    package let footing: String
    /// The reason that the viewer gave; nil where none was asked for.
    package let purpose: String?
}

extension AuditStore {
    /// Writes who was looked at, beside the entry of the looking itself.
    func disclose(_ people: [String], in change: Change, query: String, footing: String, purpose: String?) throws {
        guard let head = try head(of: change.standing.stream) else { return }
        for person in people {
            try session.execute(
                """
                INSERT INTO disclosures (person, instant, stream, sequence, business_day, query, footing, purpose)
                VALUES (\(person), \(change.moment.instant), \(change.standing.stream), \(head), \(change.day), \(query),
                    \(footing), \(purpose))
                """)
        }
    }

    /// The number of the last entry of a stream.
    private func head(of stream: String) throws -> Int? {
        try session.first("SELECT sequence FROM audit_streams WHERE stream = \(stream)") { try $0["sequence"] }
    }

    /// Who put somebody into a post and when, by the last entry that touches both.
    func appointment(to post: String, of person: [String]) throws -> (by: String, on: Day)? {
        try session.first(
            """
            SELECT e.actor_name, e.business_day FROM audit_subjects s
            JOIN audit_subjects t ON t.stream = s.stream AND t.sequence = s.sequence AND t.subject IN \(list: person)
            JOIN audit_entries e ON e.stream = s.stream AND e.sequence = s.sequence
            WHERE s.subject = \("post:\(post)") AND e.command NOT LIKE 'mandate.%'
            ORDER BY e.instant DESC, e.stream, e.sequence DESC LIMIT 1
            """
        ) { (try $0["actor_name"], try $0["business_day"]) }
    }

    /// Who looked at a person's data, newest first, as far as was known on the day asked about.
    func disclosures(of person: String, _ inForce: InForce) throws -> [Disclosure] {
        let day = inForce.day
        let units = try UnitStore(session).units(on: inForce)
        let names = Dictionary(uniqueKeysWithValues: units.map { ("unit:\($0.id)", $0.shortName) })
        return try session.all(
            """
            SELECT d.instant, d.business_day, d.stream, d.query, d.footing, d.purpose, e.actor_name FROM disclosures d
            JOIN audit_entries e ON e.stream = d.stream AND e.sequence = d.sequence
            WHERE d.person = \(person) AND d.business_day <= \(day) ORDER BY d.instant DESC, d.sequence DESC LIMIT 500
            """
        ) { row in
            Disclosure(
                moment: Moment(instant: try row["instant"], day: try row["business_day"]),
                viewer: try row["actor_name"],
                viewerUnit: names[try row["stream"]], what: PermissionTitle.of(Permission(try row["query"])),
                footing: try row["footing"], purpose: try row["purpose"])
        }
    }
}

/// Who looked at my personal data (个人信息保护法第四十四条): everybody may ask it of themselves.
package struct WhoSawMe: Query {
    package static let name = "disclosure.mine"

    package init() {}

    package var permission: Permission { "disclosure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(reading.standing.account ?? "")] }

    package func answer(in reading: Reading) throws -> [Disclosure] {
        guard let person = reading.standing.person else { return [] }
        return try AuditStore(reading.session).disclosures(of: person, reading.inForce)
    }
}
