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
    /// How many there are in all, within what the reader may see; nil where it was not asked for, and where there are more
    /// than are counted.
    package let total: Int?
    /// The fields that are shown beside the name.
    package let columns: [FieldDefinition]
    /// Nil where only the values were asked for.
    package let frame: ListFrame?

    /// So many are counted: a list of a hundred thousand opens as fast as one of a hundred.
    package static let counted = 1_000
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
        let limit = min(max(request.limit, 1), 500)
        let columns = isBare ? [] : request.shown(definition.fields.filter(rights.isShownAnywhere), of: definition)
        let read = isBare ? definition.fields : definition.read(for: columns, request)
        let store = RecordStore(definition, in: reading.session, reading: read)
        let page = try ListPage(request, selection, store)
        var found = try page.records(limit: limit + 1)
        let isLast = found.count <= limit
        if !isLast { found.removeLast() }
        let total: Int? =
            isBare
            ? nil
            : isLast && request.after == nil
                ? found.count
                : try reading.session.first(
                    """
                    SELECT COUNT(*) AS n FROM (SELECT 1 AS one FROM \(sql: selection.source) WHERE \(sql: page.conditions)
                    LIMIT \(RecordListing.counted + 1)) c
                    """
                ) { try $0["n"] }
        let rows = RecordRows(definition, rights, reading, isBare: isBare, fields: columns)
        return RecordListing(
            register: definition, rows: try rows.rows(found),
            next: isLast ? nil : found.last.map(page.cursor),
            total: total.flatMap { $0 > RecordListing.counted ? nil : $0 }, columns: columns,
            frame: isBare ? nil : try ListFrame(definition, rights, reading))
    }
}

/// Makes lines of records: rights applied, names looked up once.
struct RecordRows {
    private let register: RegisterDefinition
    private let rights: FieldRights
    private let names: RecordNames
    private let isBare: Bool
    private let fields: [FieldDefinition]

    /// `isBare`: without the values in words. `fields`: those that are said in words, empty is all.
    init(
        _ register: RegisterDefinition, _ rights: FieldRights, _ reading: Reading, isBare: Bool = false,
        fields: [FieldDefinition] = []
    ) {
        self.register = register
        self.rights = rights
        self.isBare = isBare
        self.fields = fields.isEmpty ? register.fields : fields
        names = RecordNames(reading)
    }

    /// Several at once: the names of their units are looked up together.
    func rows(_ records: [RegisterRecord]) throws -> [RecordRow] {
        if !isBare { try names.learnUnits(of: records, fields) }
        return try records.map(row)
    }

    func row(_ record: RegisterRecord) throws -> RecordRow {
        let shown = rights.shown(record)
        let name = try names.name(of: record, register)
        if isBare { return RecordRow(record: shown, name: name, unitName: nil, words: [:]) }
        var words: [String: String] = [:]
        for field in fields {
            words[field.key] = try shown.values[field.key].map { try names.words($0, field) }
        }
        return RecordRow(record: shown, name: name, unitName: try record.unit.map(names.unit), words: words)
    }
}

extension RegisterDefinition {
    /// What is read of each record for a table: what it shows, its name, and what it is sorted by.
    fileprivate func read(for columns: [FieldDefinition], _ request: ListRequest) -> [FieldDefinition] {
        let keys = Set(columns.map(\.key) + [namedBy, request.sort].compactMap { $0 })
        return fields.filter { keys.contains($0.key) }
    }
}
