import Database
import Foundation

/// The sealed personal part of what happened to something: opened for a stated purpose, and told to the people it is about.
package struct PersonalTrail: Query {
    package static let name = "audit.personal"
    let subject: String
    let reason: String

    /// `subject` as in `account:a-li`. `reason`: what it is needed for, told to the people concerned.
    package init(subject: String, reason: String) {
        self.subject = subject
        self.reason = reason
    }

    package var permission: Permission { "audit.read_personal" }
    package var disclosure: [String]? { [subject] }
    package var purpose: String? { reason }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func people(in answer: [PersonalLine]) -> [String] { answer.map(\.person) }

    package func answer(in reading: Reading) throws -> [PersonalLine] {
        guard !reason.isEmpty else { throw Refusal("reason_missing", "请写明查看个人信息的原因；本人会看到这一原因。") }
        let rows: [(line: PersonalLine, sealed: [UInt8])] = try reading.session.all(
            """
            SELECT e.instant, e.business_day, e.actor_name, p.person, p.content FROM audit_subjects s
            JOIN audit_entries e ON e.stream = s.stream AND e.sequence = s.sequence
            JOIN audit_payloads p ON p.stream = e.stream AND p.sequence = e.sequence AND p.person IS NOT NULL
            WHERE s.subject = \(subject) AND e.business_day <= \(reading.day)
            ORDER BY e.instant DESC, e.sequence DESC, p.part LIMIT 200
            """
        ) { row in
            let line = PersonalLine(
                moment: Moment(instant: try row["instant"], day: try row["business_day"]), actor: try row["actor_name"],
                person: try row["person"], content: nil)
            return (line, try row["content"])
        }
        return try rows.map { row in
            let key = try PersonalKey.existing(row.line.person, in: reading.session)
            return row.line.with(try key?.open(row.sealed))
        }
    }
}

/// One piece of personal content in the log.
package struct PersonalLine: Sendable, Equatable {
    package let moment: Moment
    /// Who wrote it.
    package let actor: String
    /// Whom it is about: `p-li`.
    package let person: String
    /// Nil where its key was destroyed.
    package let content: String?

    func with(_ content: String?) -> PersonalLine {
        PersonalLine(moment: moment, actor: actor, person: person, content: content)
    }
}
