import Database
package import LuoshiCore

/// A paper that was printed, stamped and scanned: what it said, locked to the scan by its hash.
package struct StampedPaper: Sendable, Hashable {
    package let number: Int
    /// What the paper said when it was stamped, a line each.
    package let content: String
    package let contentHash: String
    /// The SHA-256 of the scan, with the name it came with.
    package let scan: RecordFile
    package let day: Day
    package let actorName: String

    /// Whether the paper would say the same today.
    package func says(_ content: String) -> Bool { contentHash == Self.hash(of: content, scan: scan.hash) }

    /// Of the content and the scan together: neither can be exchanged.
    static func hash(of content: String, scan: String) -> String {
        LuoshiCore.contentHash(of: "\(scan)\n\(content)".utf8)
    }
}

/// The table of stamped papers, by what they are about.
struct StampedPaperStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    func append(_ subject: String, _ content: String, _ scan: StoredFile, by change: Change) throws {
        try session.execute(
            """
            INSERT INTO stamped_papers (subject, number, content, content_hash, scan, scan_name, day, instant, actor, actor_name)
            SELECT \(subject), COUNT(*) + 1, \(content), \(StampedPaper.hash(of: content, scan: scan.sha256)),
                \(scan.sha256), \(scan.name), \(change.day), \(change.moment.instant), \(change.standing.actor.key),
                \(change.standing.name)
            FROM stamped_papers WHERE subject = \(subject)
            """)
    }

    /// Latest first, as known on the day.
    func papers(of subject: String, until day: Day) throws -> [StampedPaper] {
        try session.all(
            "SELECT * FROM stamped_papers WHERE subject = \(subject) AND day <= \(day) ORDER BY number DESC", Self.paper
        )
    }

    /// The latest of each subject that begins so, as known on the day.
    func latest(beginning prefix: String, until day: Day) throws -> [String: StampedPaper] {
        let all: [(String, StampedPaper)] = try session.all(
            """
            SELECT * FROM stamped_papers WHERE subject LIKE \("\(prefix)%") AND day <= \(day) ORDER BY subject, number
            """
        ) { (try $0["subject"], try Self.paper($0)) }
        return Dictionary(all) { _, later in later }
    }

    private static func paper(_ row: Row) throws -> StampedPaper {
        StampedPaper(
            number: try row["number"], content: try row["content"], contentHash: try row["content_hash"],
            scan: RecordFile(hash: try row["scan"], name: try row["scan_name"]), day: try row["day"],
            actorName: try row["actor_name"])
    }
}
