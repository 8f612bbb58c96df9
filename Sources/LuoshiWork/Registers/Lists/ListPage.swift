import Database
import LuoshiCore

/// How one page of a list is read.
///
/// Null stands first upwards and last downwards on both engines, so that an index gives the order. Behind a cursor a page is
/// read in stretches, each of which an index leads to at once, however deep the page lies.
struct ListPage {
    let request: ListRequest
    let selection: ListSelection
    let conditions: SQL
    let store: RecordStore
    private let column: String
    private let id: String

    init(_ request: ListRequest, _ selection: ListSelection, _ store: RecordStore) throws {
        self.request = request
        self.selection = selection
        self.store = store
        conditions = try selection.conditions(request)
        column = try selection.order(request)
        id = selection.reading.inForce.isAsKnownThen ? "h.record" : "t.id"
    }

    func records(limit: Int) throws -> [RegisterRecord] {
        var found: [RegisterRecord] = []
        for stretch in try stretches() where found.count < limit {
            found += try selection.reading.session.all(statement(stretch, limit: limit - found.count), store.read)
        }
        return found
    }

    /// What reads a stretch.
    func statement(_ stretch: SQL, limit: Int) -> SQL {
        let down = request.isDescending
        let order =
            request.sort == nil
            ? "\(id) \(down ? "DESC" : "ASC")"
            : down ? "\(column) DESC NULLS LAST, \(id) DESC" : "\(column) ASC NULLS FIRST, \(id) ASC"
        return """
            SELECT \(sql: selection.columns(of: store)) FROM \(sql: selection.source)
            WHERE \(sql: conditions)\(sql: stretch) ORDER BY \(raw: order) LIMIT \(limit)
            """
    }

    /// What lies behind the cursor, one stretch after another.
    func stretches() throws -> [SQL] {
        guard let text = request.after else { return [""] }
        let sorted = request.sort.flatMap { selection.register.field($0)?.type.column }
        guard let cursor = ListCursor(text: text, sortedBy: sorted) else {
            throw Refusal("cursor", status: 400, "翻页地址有误，请从第一页重新查看。")
        }
        let sign = request.isDescending ? "<" : ">"
        let behind: SQL = " AND \(raw: id) \(raw: sign) \(cursor.id)"
        guard request.sort != nil else { return [behind] }
        let among: SQL = " AND (\(raw: column), \(raw: id)) \(raw: sign) (\(cursor.sqlValue), \(cursor.id))"
        let empty: SQL = " AND \(raw: column) IS NULL"
        switch (cursor.sqlValue, request.isDescending) {
        case (.null, false):
            // `IS NOT NULL` alone would let SQLite go through all that are.
            let least: SQLValue = sorted == "TEXT" ? .text("") : .integer(.min)
            return ["\(sql: empty)\(sql: behind)", " AND \(raw: column) >= \(least)"]
        case (.null, true): return ["\(sql: empty)\(sql: behind)"]
        case (_, false): return [among]
        case (_, true): return [among, empty]
        }
    }

    /// Where the next page begins.
    func cursor(after record: RegisterRecord) -> String {
        ListCursor(request.sort.flatMap { record.values[$0]?.columnValue } ?? .null, id: record.id).text
    }
}
