package import Database

/// Tables of files and their uses. Whether somebody may read a file follows what uses it, so only rooms that know this ask.
package struct AttachmentStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// A file of the subject with its content, if the subject has or had it; the name is the one given there last.
    package func content(_ sha256: String, of subject: String) throws -> AttachmentContent? {
        try session.first(
            """
            SELECT u.sha256 AS sha256, a.kind AS kind, a.size AS size, u.name AS name, a.content AS content
            FROM attachment_uses u JOIN attachments a ON a.sha256 = u.sha256
            WHERE u.subject = \(subject) AND u.sha256 = \(sha256) ORDER BY u.added_at DESC, u.name LIMIT 1
            """
        ) { AttachmentContent(file: try Self.file($0), bytes: try $0["content"]) }
    }

    /// The files of subjects as they were on a day, in the order they came.
    package func files(of subjects: some Sequence<String>, on inForce: InForce) throws -> [AttachmentUse] {
        try uses("u.subject IN \(list: subjects) AND \(sql: Self.holds(on: inForce.day))")
    }

    /// The files of a subject as they were on a day, in the order they came.
    package func files(of subject: String, on inForce: InForce) throws -> [AttachmentUse] {
        try files(of: [subject], on: inForce)
    }

    /// All files that a subject has or had, in the order they came.
    package func history(of subject: String) throws -> [AttachmentUse] {
        try uses("u.subject = \(subject)")
    }

    private static func holds(on day: Day) -> SQL {
        "u.added_on <= \(day) AND (u.withdrawn_on IS NULL OR u.withdrawn_on > \(day))"
    }

    private func uses(_ condition: SQL) throws -> [AttachmentUse] {
        try session.all(
            """
            SELECT u.*, a.kind AS kind, a.size AS size
            FROM attachment_uses u JOIN attachments a ON a.sha256 = u.sha256
            WHERE \(sql: condition) ORDER BY u.subject, u.added_at, u.name, u.sha256
            """
        ) { row in
            AttachmentUse(
                subject: try row["subject"], file: try Self.file(row), addedAt: try row["added_at"],
                addedBy: try row["added_by"], addedName: try row["added_name"], withdrawnAt: try row["withdrawn_at"],
                withdrawnName: try row["withdrawn_name"])
        }
    }

    private static func file(_ row: Row) throws -> StoredFile {
        StoredFile(sha256: try row["sha256"], kind: try row["kind"], size: try row["size"], name: try row["name"])
    }

    /// Keeps the content, once.
    func keep(_ file: StoredFile, _ bytes: [UInt8], at now: Instant) throws {
        try session.execute(
            """
            INSERT INTO attachments (sha256, kind, size, stored_at, content)
            VALUES (\(file.sha256), \(file.kind), \(file.size), \(now), \(bytes)) ON CONFLICT DO NOTHING
            """)
    }

    /// The content as the subject has it now, under each of its names.
    func open(_ sha256: String, of subject: String) throws -> [StoredFile] {
        try uses("u.subject = \(subject) AND u.sha256 = \(sha256) AND u.withdrawn_at IS NULL").map(\.file)
    }

    func use(_ file: StoredFile, for subject: String, by change: Change) throws {
        try session.execute(
            """
            INSERT INTO attachment_uses (subject, sha256, name, added_at, added_on, added_by, added_name)
            VALUES (\(subject), \(file.sha256), \(file.name), \(change.moment.instant), \(change.day),
                \(change.standing.actor.key), \(change.standing.name))
            ON CONFLICT (subject, sha256, name, added_at) DO UPDATE SET withdrawn_at = NULL, withdrawn_on = NULL,
                withdrawn_by = NULL, withdrawn_name = NULL
            """)
    }

    /// Returns how many uses ended.
    func withdraw(_ sha256: String, from subject: String, by change: Change) throws -> Int {
        try session.execute(
            """
            UPDATE attachment_uses SET withdrawn_at = \(change.moment.instant), withdrawn_on = \(change.day),
                withdrawn_by = \(change.standing.actor.key), withdrawn_name = \(change.standing.name)
            WHERE subject = \(subject) AND sha256 = \(sha256) AND withdrawn_at IS NULL
            """)
    }
}
