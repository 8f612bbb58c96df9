import Database
package import LuoshiCore

/// One line of a list: the record as the reader may see it, and its values in words.
package struct RecordRow: Sendable, Hashable {
    package let record: RegisterRecord
    package let name: String
    package let unitName: String?
    /// By field; empty fields are missing, and all where only the values were asked for.
    package let words: [String: String]
}

/// A page of a register's list.
package struct RecordListing: Sendable {
    package let register: RegisterDefinition
    package let rows: [RecordRow]
    /// Where the next page begins; nil at the end.
    package let next: String?
    /// How many there are in all, within what the reader may see; nil where it was not asked for.
    package let total: Int?
    /// Fields that the list may be filtered and sorted by.
    package let searchable: [FieldDefinition]
}

/// Records of a register, within what the reader may see.
package struct RecordList: Query {
    package static let name = "record.list"
    let register: String
    let request: ListRequest
    let isBare: Bool

    /// `isBare`: the records' values alone, without words and without counting them.
    package init(_ register: String, _ request: ListRequest = ListRequest(), isBare: Bool = false) {
        self.register = register
        self.request = request
        self.isBare = isBare
    }

    package var permission: Permission { Permission("record.read.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register) }

    package func answer(in reading: Reading) throws -> RecordListing {
        let definition = try reading.register(register)
        let rights = FieldRights(definition, reading)
        let selection = ListSelection(register: definition, rights: rights, reading: reading)
        // By name, unless an order was chosen.
        let request = request.sorted(
            by: definition.field(definition.namedBy).flatMap { rights.isSearchable($0) ? $0 : nil })
        let conditions = try selection.conditions(request)
        let limit = min(max(request.limit, 1), 500)
        var found = try page(request, selection, conditions, limit: limit + 1, reading)
        let isLast = found.count <= limit
        if !isLast { found.removeLast() }
        let total: Int? =
            isBare
            ? nil
            : try reading.session.first(
                "SELECT COUNT(*) AS n FROM \(sql: selection.source) WHERE \(sql: conditions)"
            ) { try $0["n"] }
        let rows = RecordRows(definition, rights, reading, isBare: isBare)
        return RecordListing(
            register: definition, rows: try found.map { try rows.row($0) },
            next: isLast ? nil : found.last.map { cursor(after: $0, request) }, total: total,
            searchable: definition.fields.filter(rights.isSearchable))
    }

    /// Null stands first upwards and last downwards on both engines, so that an index gives the order.
    private func page(
        _ request: ListRequest, _ selection: ListSelection, _ conditions: SQL, limit: Int, _ reading: Reading
    ) throws -> [RegisterRecord] {
        let column = try selection.order(request)
        let id = reading.inForce.isAsKnownThen ? "h.record" : "t.id"
        let down = request.isDescending
        var order = down ? "\(column) DESC NULLS LAST, \(id) DESC" : "\(column) ASC NULLS FIRST, \(id) ASC"
        if request.sort == nil { order = "\(id) \(down ? "DESC" : "ASC")" }
        let store = RecordStore(selection.register, in: reading.session)
        return try reading.session.all(
            """
            SELECT \(sql: selection.columns) FROM \(sql: selection.source)
            WHERE \(sql: conditions) AND \(sql: try onward(request, selection.register, column: column, id: id)) ORDER BY \(raw: order) LIMIT \(limit)
            """, store.read)
    }

    /// Behind the cursor.
    private func onward(
        _ request: ListRequest, _ definition: RegisterDefinition, column: String, id: String
    ) throws -> SQL {
        guard let text = request.after else { return "1 = 1" }
        let sorted = request.sort.flatMap { definition.field($0)?.type.column }
        guard let cursor = ListCursor(text: text, sortedBy: sorted) else {
            throw Refusal("cursor", status: 400, "翻页地址有误，请从第一页重新查看。")
        }
        let sign = request.isDescending ? "<" : ">"
        let behind: SQL = "\(raw: id) \(raw: sign) \(cursor.id)"
        guard request.sort != nil else { return behind }
        switch (cursor.sqlValue, request.isDescending) {
        case (.null, false): return "((\(raw: column) IS NULL AND \(sql: behind)) OR \(raw: column) IS NOT NULL)"
        case (.null, true): return "(\(raw: column) IS NULL AND \(sql: behind))"
        case (let value, false):
            return "(\(raw: column) > \(value) OR (\(raw: column) = \(value) AND \(sql: behind)))"
        case (let value, true):
            return
                "(\(raw: column) < \(value) OR (\(raw: column) = \(value) AND \(sql: behind)) OR \(raw: column) IS NULL)"
        }
    }

    private func cursor(after record: RegisterRecord, _ request: ListRequest) -> String {
        let value = request.sort.flatMap { record.values[$0]?.columnValue } ?? .null
        return ListCursor(value, id: record.id).text
    }
}

/// Makes lines of records: rights applied, names looked up once.
struct RecordRows {
    private let register: RegisterDefinition
    private let rights: FieldRights
    private let names: RecordNames
    private let isBare: Bool

    /// `isBare`: without the values in words.
    init(_ register: RegisterDefinition, _ rights: FieldRights, _ reading: Reading, isBare: Bool = false) {
        self.register = register
        self.rights = rights
        self.isBare = isBare
        names = RecordNames(reading)
    }

    func row(_ record: RegisterRecord) throws -> RecordRow {
        let shown = rights.shown(record)
        let name = try names.name(of: record, register)
        if isBare { return RecordRow(record: shown, name: name, unitName: nil, words: [:]) }
        var words: [String: String] = [:]
        for field in register.fields {
            words[field.key] = try shown.values[field.key].map { try names.words($0, field) }
        }
        return RecordRow(record: shown, name: name, unitName: try record.unit.map(names.unit), words: words)
    }
}
