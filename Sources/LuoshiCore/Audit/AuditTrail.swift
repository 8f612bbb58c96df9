import Database
import Foundation

/// One entry as a page shows it.
package struct TrailLine: Sendable, Equatable {
    package let entry: AuditEntry
    package let notes: [String]
    /// How many pieces of personal content are sealed with it; `PersonalTrail` opens them.
    package let sealedParts: Int
}

/// What happened to something, newest first: the audit trail of anything.
package struct AuditTrail: Query {
    package static let name = "audit.trail"
    let subject: String
    let before: AuditPlace?
    let limit: Int

    /// `subject` as in `unit:451082`; an empty one is everything. `before` continues a list behind its last line.
    package init(subject: String, before: AuditPlace? = nil, limit: Int = 50) {
        self.subject = subject
        self.before = before
        self.limit = limit
    }

    package var permission: Permission { "audit.read" }

    package func subjects(in reading: Reading) throws -> [Subject] {
        if subject.hasPrefix("unit:") { return [.unit(String(subject.dropFirst(5)))] }
        return [.city]
    }

    package func answer(in reading: Reading) throws -> [TrailLine] {
        let columns: SQL = """
            e.stream, e.sequence, e.instant, e.business_day, e.actor, e.actor_name, e.command, e.subjects,
            e.payload_hash, e.previous, e.hash
            """
        let query: SQL =
            subject.isEmpty
            ? """
            SELECT \(sql: columns) FROM audit_entries e WHERE \(sql: isFurther("e"))
            ORDER BY e.instant DESC, e.stream DESC, e.sequence DESC LIMIT \(limit)
            """
            : """
            SELECT \(sql: columns) FROM audit_subjects s
            JOIN audit_entries e ON e.stream = s.stream AND e.sequence = s.sequence
            WHERE s.subject = \(subject) AND \(sql: isFurther("s"))
            ORDER BY s.instant DESC, s.stream DESC, s.sequence DESC LIMIT \(limit)
            """
        let entries = try reading.session.all(query) {
            try AuditStore.entry($0, subjects: $0["subjects"], day: $0["business_day"])
        }
        let seesAll = reading.allows("audit.read")
        return try entries.map { entry in
            try line(seesAll ? entry : entry.within(reading.standing.subtree), in: reading.session)
        }
    }

    /// Behind the place where the list stopped: by instant alone, entries of one millisecond would be lost.
    private func isFurther(_ table: String) -> SQL {
        guard let before else { return "1 = 1" }
        return """
            \(raw: table).instant <= \(before.instant) AND (\(raw: table).instant, \(raw: table).stream, \(raw: table).sequence)
                < (\(before.instant), \(before.stream), \(before.sequence))
            """
    }

    private func line(_ entry: AuditEntry, in session: any Session) throws -> TrailLine {
        struct Plain: Decodable { let notes: [String] }
        let parts: [(name: String, content: [UInt8])] = try session.all(
            """
            SELECT part, content FROM audit_payloads
            WHERE stream = \(entry.stream) AND sequence = \(entry.sequence) ORDER BY part
            """
        ) { (try $0["part"], try $0["content"]) }
        let plain = parts.first { $0.name == "plain" }
        let notes = plain.flatMap { try? JSONDecoder().decode(Plain.self, from: Data($0.content)).notes }
        return TrailLine(entry: entry, notes: notes ?? [], sealedParts: parts.count { $0.name != "plain" })
    }
}
