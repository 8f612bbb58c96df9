package import Database
import Foundation

/// The table of handover sheets.
package struct HandoverStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    func insert(_ id: String, _ handOver: HandOver, _ sheet: HandoverSheet, by change: Change) throws {
        try session.execute(
            """
            INSERT INTO handovers (id, post, from_person, to_person, day, note, sheet, made_on, made_at, made_by, made_name)
            VALUES (\(id), \(handOver.post), \(handOver.from), \(handOver.to), \(handOver.day), \(handOver.note),
                \(try text(sheet)), \(change.day), \(change.moment.instant), \(change.standing.actor.key),
                \(change.standing.name))
            """)
    }

    /// Adds what a room above passes on, before the sections that are there.
    package func add(_ section: HandoverSheet.Section, to id: String) throws {
        guard var sheet = try handover(id)?.sheet else { throw Refusal.notFound("交接单") }
        sheet.sections.insert(section, at: 0)
        try session.execute("UPDATE handovers SET sheet = \(try text(sheet)) WHERE id = \(id)")
    }

    /// Returns false where it was confirmed before.
    func confirm(_ id: String, by change: Change) throws -> Bool {
        try session.execute(
            """
            UPDATE handovers SET confirmed_on = \(change.day), confirmed_at = \(change.moment.instant),
                confirmed_by = \(change.standing.actor.key)
            WHERE id = \(id) AND confirmed_on IS NULL
            """) == 1
    }

    func handover(_ id: String) throws -> Handover? {
        try handovers("h.id = \(id)").first
    }

    /// A post's sheets as known on the day, latest first.
    func handovers(of post: String, _ inForce: InForce) throws -> [Handover] {
        let known: SQL = inForce.isAsKnownThen ? " AND h.made_on <= \(inForce.day)" : ""
        return try handovers("h.post = \(post)\(sql: known)")
    }

    private func handovers(_ condition: SQL) throws -> [Handover] {
        try session.all(
            """
            SELECT h.*, f.name AS from_name, t.name AS to_name FROM handovers h
            JOIN people f ON f.id = h.from_person JOIN people t ON t.id = h.to_person
            WHERE \(sql: condition) ORDER BY h.made_at DESC, h.id
            """
        ) { row in
            let sheet: String = try row["sheet"]
            return Handover(
                id: try row["id"], post: try row["post"], from: try row["from_person"], fromName: try row["from_name"],
                to: try row["to_person"], toName: try row["to_name"], day: try row["day"], note: try row["note"],
                sheet: try JSONDecoder().decode(HandoverSheet.self, from: Data(sheet.utf8)),
                madeOn: try row["made_on"], madeName: try row["made_name"], confirmedOn: try row["confirmed_on"])
        }
    }

    private func text(_ sheet: HandoverSheet) throws -> String {
        String(decoding: try JSONEncoder.canonical.encode(sheet), as: UTF8.self)
    }
}
