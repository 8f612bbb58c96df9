import Database
import Foundation
import LuoshiCore

/// Tables of reviews, their items and their edits.
struct ReviewStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    // MARK: Reviews

    func insert(
        origin: ReviewOrigin, document: String?, base: Int?, items: [ReviewState], by standing: Standing,
        at moment: Moment
    ) throws -> Int {
        let last = try session.first("SELECT id FROM reviews ORDER BY id DESC LIMIT 1") { try $0["id"] as Int }
        let id = (last ?? 0) + 1
        try session.execute(
            """
            INSERT INTO reviews (id, origin, document, base, status, created_by, created_name, created_at)
            VALUES (\(id), \(origin), \(document), \(base), \(ReviewStatus.open), \(standing.actor.key), \(standing.name),
                \(moment.instant))
            """)
        let rows = try items.enumerated().map { ($0.offset + 1, $0.element, try Self.json($0.element.content)) }
        try session.executeBatch(rows) { item, state, content in Self.insertion(id, item, state, content, revision: 0) }
        return id
    }

    func record(_ id: Int) throws -> ReviewRecord? {
        try session.first("SELECT * FROM reviews WHERE id = \(id)", Self.record)
    }

    func records() throws -> [ReviewRecord] { try session.all("SELECT * FROM reviews ORDER BY id DESC", Self.record) }

    /// The open review of a document, if somebody has begun one.
    func open(document: String) throws -> ReviewRecord? {
        try session.first(
            """
            SELECT * FROM reviews WHERE document = \(document) AND status = \(ReviewStatus.open) ORDER BY id DESC LIMIT 1
            """, Self.record)
    }

    private static func record(_ row: Row) throws -> ReviewRecord {
        ReviewRecord(
            id: try row["id"], origin: try row["origin"], document: try row["document"], base: try row["base"],
            status: try row["status"], createdName: try row["created_name"], createdAt: try row["created_at"],
            published: try row["published"])
    }

    func close(_ id: Int, as status: ReviewStatus, published: Int? = nil) throws {
        try session.execute("UPDATE reviews SET status = \(status), published = \(published) WHERE id = \(id)")
    }

    // MARK: Items

    func items(_ review: Int) throws -> [ReviewItem] {
        try session.all("SELECT * FROM review_items WHERE review = \(review) ORDER BY item") { row in
            let content: String = try row["content"]
            var state = ReviewState(
                try JSONDecoder().decode(ReviewContent.self, from: Data(content.utf8)), position: try row["position"],
                decision: try row["decision"], confidence: try row["confidence"], note: try row["note"])
            state.start = try row["span_start"]
            state.end = try row["span_end"]
            return ReviewItem(id: try row["item"], revision: try row["revision"], state: state)
        }
    }

    private static func insertion(_ review: Int, _ item: Int, _ state: ReviewState, _ content: String, revision: Int)
        -> SQL
    {
        """
        INSERT INTO review_items (review, item, kind, position, content, revision, decision, confidence, span_start,
            span_end, note)
        VALUES (\(review), \(item), \(state.content.kind.rawValue), \(state.position), \(content), \(revision),
            \(state.decision), \(state.confidence), \(state.start), \(state.end), \(state.note))
        ON CONFLICT (review, item) DO UPDATE SET kind = excluded.kind, position = excluded.position,
            content = excluded.content, revision = excluded.revision, decision = excluded.decision,
            confidence = excluded.confidence, span_start = excluded.span_start, span_end = excluded.span_end,
            note = excluded.note
        """
    }

    // MARK: Edits

    func lastEdit(_ review: Int) throws -> Int {
        try session.first("SELECT MAX(number) AS n FROM review_edits WHERE review = \(review)") {
            try $0["n"] as Int?
        }?.flatMap { $0 } ?? 0
    }

    /// The highest number an item of the review has or had.
    func lastItem(_ review: Int) throws -> Int {
        let here: Int? = try session.first("SELECT MAX(item) AS n FROM review_items WHERE review = \(review)") {
            try $0["n"] as Int?
        }?.flatMap { $0 }
        let ever: Int? = try session.first("SELECT MAX(item) AS n FROM review_edit_changes WHERE review = \(review)") {
            try $0["n"] as Int?
        }?.flatMap { $0 }
        return max(here ?? 0, ever ?? 0)
    }

    /// Writes an edit and what it does to the items.
    func append(_ edit: ReviewEdit, to review: Int, by actor: Actor) throws {
        try session.execute(
            """
            INSERT INTO review_edits (review, number, actor, actor_name, instant, title, undoes)
            VALUES (\(review), \(edit.number), \(actor.key), \(edit.actorName), \(edit.instant), \(edit.title),
                \(edit.undoes))
            """)
        if let undone = edit.undoes {
            // Undoing an undo does the step again: it can be undone once more.
            try session.execute(
                "UPDATE review_edits SET undone_by = NULL WHERE review = \(review) AND undone_by = \(undone)")
            try session.execute(
                "UPDATE review_edits SET undone_by = \(edit.number) WHERE review = \(review) AND number = \(undone)")
        }
        let rows = try edit.changes.map { change in
            (change.item, try change.before.map(Self.json), try change.after.map(Self.json))
        }
        try session.executeBatch(rows) { item, before, after in
            """
            INSERT INTO review_edit_changes (review, number, item, before_state, after_state)
            VALUES (\(review), \(edit.number), \(item), \(before), \(after))
            """
        }
        let gone = edit.changes.filter { $0.after == nil }
        try session.executeBatch(gone) { "DELETE FROM review_items WHERE review = \(review) AND item = \($0.item)" }
        let states = try edit.changes.compactMap { change in
            try change.after.map { (change.item, $0, try Self.json($0.content)) }
        }
        try session.executeBatch(states) { item, state, content in
            Self.insertion(review, item, state, content, revision: edit.number)
        }
    }

    /// All edits, newest first; or those after a number; or one.
    func edits(_ review: Int, after: Int = 0, only: Int? = nil) throws -> [ReviewEdit] {
        let lowest = only.map { $0 - 1 } ?? after
        let highest = only ?? Int(Int32.max)
        var changes: [Int: [ReviewChange]] = [:]
        try session.forEach(
            """
            SELECT number, item, before_state, after_state FROM review_edit_changes
            WHERE review = \(review) AND number > \(lowest) AND number <= \(highest) ORDER BY number, item
            """
        ) { row in
            let (before, after): (String?, String?) = (try row["before_state"], try row["after_state"])
            changes[try row["number"], default: []].append(
                ReviewChange(
                    item: try row["item"], before: try before.map(Self.state), after: try after.map(Self.state)))
        }
        return try session.all(
            """
            SELECT * FROM review_edits WHERE review = \(review) AND number > \(lowest) AND number <= \(highest)
            ORDER BY number DESC
            """
        ) { row in
            let number: Int = try row["number"]
            return ReviewEdit(
                number: number, actorName: try row["actor_name"], instant: try row["instant"], title: try row["title"],
                undoes: try row["undoes"], undoneBy: try row["undone_by"], changes: changes[number] ?? [])
        }
    }

    private static func json(_ value: some Encodable) throws -> String {
        String(decoding: try JSONEncoder.canonical.encode(value), as: UTF8.self)
    }

    private static func state(_ text: String) throws -> ReviewState {
        try JSONDecoder().decode(ReviewState.self, from: Data(text.utf8))
    }
}
