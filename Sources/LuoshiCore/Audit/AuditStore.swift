import Database
import Foundation

/// The log's tables: append-only, one chain a stream.
struct AuditStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    /// Writes the one entry of a command. The update of the stream's row orders writers of the same stream.
    func append(_ change: Change, command: String, body: String) throws {
        let stream = change.standing.stream
        let head: (sequence: Int, hash: [UInt8])? = try session.first(
            """
            INSERT INTO audit_streams (stream, sequence, hash) VALUES (\(stream), 1, \(AuditEntry.origin))
            ON CONFLICT (stream) DO UPDATE SET sequence = audit_streams.sequence + 1
            RETURNING sequence, hash
            """
        ) { (try $0["sequence"], try $0["hash"]) }
        guard let head else { throw DatabaseError.other(code: "audit", message: "the stream gave no number") }

        let parts = try payload(change, body: body)
        let payloadHash = AuditEntry.payloadHash(parts)
        let subjects = String(decoding: try JSONEncoder.canonical.encode(change.auditSubjects), as: UTF8.self)
        let actor = change.standing.actor.key
        let hash = AuditEntry.hash(
            stream: stream, sequence: head.sequence, instant: change.moment.instant, day: change.day.description,
            actor: actor,
            actorName: change.standing.name, command: command, subjects: subjects, payloadHash: payloadHash,
            previous: head.hash)
        try session.execute(
            """
            INSERT INTO audit_entries (stream, sequence, instant, business_day, actor, actor_name, command, subjects,
                payload_hash, previous, hash)
            VALUES (\(stream), \(head.sequence), \(change.moment.instant), \(change.day), \(actor),
                \(change.standing.name), \(command), \(subjects), \(payloadHash), \(head.hash), \(hash))
            """)
        try session.executeBatch(parts) { part in
            """
            INSERT INTO audit_payloads (stream, sequence, part, person, content)
            VALUES (\(stream), \(head.sequence), \(part.name), \(part.person), \(part.content))
            """
        }
        try session.executeBatch(change.auditSubjects) { subject in
            """
            INSERT INTO audit_subjects (subject, instant, stream, sequence)
            VALUES (\(subject), \(change.moment.instant), \(stream), \(head.sequence))
            """
        }
        try session.execute("UPDATE audit_streams SET hash = \(hash) WHERE stream = \(stream)")
    }

    private func payload(
        _ change: Change, body: String
    ) throws -> [PayloadPart] {
        struct Plain: Encodable {
            let body: String
            let notes: [String]
        }
        let plain = try JSONEncoder.canonical.encode(Plain(body: body, notes: change.notes))
        var parts = [PayloadPart(name: "plain", person: nil, content: [UInt8](plain))]
        for (index, note) in change.personal.enumerated() {
            let key = try PersonalKey.find(or: note.person, in: session)
            parts.append(
                PayloadPart(name: "personal-\(index)", person: note.person, content: try key.seal(note.content)))
        }
        return parts
    }

    /// Every entry of every stream with its payload's parts, in order of stream and number; one cursor, constant memory.
    func forEachEntry(_ body: (StoredEntry) throws -> Void) throws {
        var pending: StoredEntry?
        try session.forEach(
            """
            SELECT e.stream, e.sequence, e.instant, e.business_day, e.actor, e.actor_name, e.command, e.subjects,
                e.payload_hash, e.previous, e.hash, p.part, p.person, p.content
            FROM audit_entries e LEFT JOIN audit_payloads p ON p.stream = e.stream AND p.sequence = e.sequence
            ORDER BY e.stream, e.sequence, p.part
            """
        ) { row in
            let stream: String = try row["stream"]
            let sequence: Int = try row["sequence"]
            if pending?.entry.stream != stream || pending?.entry.sequence != sequence {
                if let pending { try body(pending) }
                pending = try Self.stored(row)
            }
            let part: String? = try row["part"]
            if let part {
                pending?.parts.append(PayloadPart(name: part, person: try row["person"], content: try row["content"]))
            }
        }
        if let pending { try body(pending) }
    }

    /// A day that is no day any more must not end the walk: its text is part of the hash, which will not hold.
    private static func stored(_ row: Row) throws -> StoredEntry {
        let subjects: String = try row["subjects"]
        let day: String = try row["business_day"]
        return StoredEntry(
            entry: try entry(row, subjects: subjects, day: Day(day) ?? Day(number: 0)), subjects: subjects, day: day)
    }

    static func entry(_ row: Row, subjects: String, day: Day) throws -> AuditEntry {
        AuditEntry(
            stream: try row["stream"], sequence: try row["sequence"],
            moment: Moment(instant: try row["instant"], day: day), actor: try row["actor"],
            actorName: try row["actor_name"], command: try row["command"],
            subjects: (try? JSONDecoder().decode([String].self, from: Data(subjects.utf8))) ?? [],
            payloadHash: try row["payload_hash"], previous: try row["previous"], hash: try row["hash"])
    }

    /// Parts whose key was destroyed by order.
    func erasedParts() throws -> Int {
        try session.first(
            """
            SELECT COUNT(*) AS n FROM audit_payloads p JOIN personal_keys k ON k.person = p.person
            WHERE k.secret IS NULL
            """
        ) { try $0["n"] } ?? 0
    }

    /// Where each stream stands, by the streams' own rows.
    func heads() throws -> [StreamHead] {
        try session.all("SELECT stream, sequence, hash FROM audit_streams ORDER BY stream") {
            StreamHead(stream: try $0["stream"], sequence: try $0["sequence"], hash: try $0["hash"])
        }
    }
}

/// An entry as it lies in the tables, with the exact texts its hash was taken over.
struct StoredEntry {
    let entry: AuditEntry
    let subjects: String
    let day: String
    var parts: [PayloadPart] = []
}

/// The last entry of a stream.
package struct StreamHead: Sendable, Equatable {
    package let stream: String
    package let sequence: Int
    package let hash: [UInt8]
}
