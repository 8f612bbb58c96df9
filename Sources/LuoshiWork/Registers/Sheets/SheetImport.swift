import CEL
import Database
import LuoshiCore
import OfficeFiles

/// What became, or would become, of the rows of a sheet.
package struct ImportTally: Sendable, Hashable, Codable {
    package var entered = 0
    package var changed = 0
    package var unchanged = 0
    /// Rows with at least one fault.
    package var faulty = 0
    /// The first of the faults; the workbook of errors has all.
    package var faults: [RowFault] = []
}

/// A fault of one cell, or of a row where no cell shows it.
package struct RowFault: Sendable, Hashable, Codable {
    package let row: Int
    /// From 0; nil for the row as a whole.
    package let column: Int?
    package let message: String
}

/// A text in a field of units or records that means none, with what it may mean.
package struct UnmatchedText: Sendable, Hashable {
    package let field: String
    package let text: String
    package let candidates: [RecordChoice]
}

/// What an import does with rows of records that are there already.
package enum ImportMode: String, Sendable, Codable, CaseIterable {
    /// A record that is there is a fault.
    case enter
    /// A record that is there takes the row's values.
    case update
}

/// Goes through the rows of a sheet: reads each as a record, checks it, and says what it would do.
struct SheetImport {
    /// One row's meaning.
    enum Row {
        case new(unit: String?, values: FieldValues)
        case change(RegisterRecord, unit: String?, values: FieldValues)
        case same
        case faulty([FieldFault])
    }

    let register: RegisterDefinition
    let mapping: SheetMapping
    let mode: ImportMode
    private let reading: Reading
    private let reach: Reach
    private var draft: RecordDraft
    /// Values that must be unique, as far as this sheet has them.
    private var seen: [String: Set<SQLValue>] = [:]
    /// Records that a row of this sheet has changed already.
    private var met: Set<String> = []
    /// By field and text, what a person matched by hand.
    private let matched: [String: [String: String]]
    /// Texts that mean no unit or record, by field, in the order of the sheet; at most fifty.
    private(set) var unmatched: [UnmatchedText] = []

    init(_ register: RegisterDefinition, _ mapping: SheetMapping, _ mode: ImportMode, _ reading: Reading) throws {
        self.register = register
        self.mapping = mapping
        self.mode = mode
        self.reading = reading
        reach = reading.reach(register, .import, writing: true)
        draft = try RecordDraft(register, reading)
        matched = Dictionary(grouping: mapping.matches, by: \.field).mapValues { matches in
            Dictionary(matches.map { ($0.text, $0.id) }) { first, _ in first }
        }
    }

    /// Every row below the headings that holds anything.
    mutating func forEachRow(
        of workbook: WorkbookReader, _ body: (SheetRow, Row) throws -> Void
    ) throws {
        let rows = try workbook.rows(ofSheet: mapping.sheet)
        while let row = try rows.next() {
            guard row.number > mapping.headingRow, row.values.contains(where: { !$0.isBlank }) else { continue }
            try body(row, try meaning(of: row))
        }
    }

    private mutating func meaning(of row: SheetRow) throws -> Row {
        var input = RecordInput()
        for (key, column) in mapping.columns {
            let typed = row[column].typed
            input[key] = .text(matched[key]?[typed.trimmedSpaces] ?? typed)
        }
        let existing = mode == .update ? try same(as: input) : nil
        if case .faulty(let faults)? = existing { return .faulty(faults) }
        var record: RegisterRecord?
        if case .change(let found, _, _)? = existing { record = found }
        let values = try draft.values(input, over: record?.values ?? defaults, of: record?.id)
        var faults = draft.faults
        let unit = draft.unit(of: values)
        if faults.isEmpty, !reach.contains(unit: unit) || !reach.contains(unit: record?.unit ?? unit) {
            faults.append(FieldFault(register.belongsTo ?? register.namedBy, "您不能导入这个单位的记录。"))
        }
        for field in register.fields where field.isUnique && faults.isEmpty {
            guard let value = values[field.key]?.columnValue else { continue }
            if !seen[field.key, default: []].insert(value).inserted {
                faults.append(FieldFault(field.key, "“\(field.title)”在这张表里重复出现。"))
            }
        }
        note(faults, row)
        if !faults.isEmpty { return .faulty(faults) }
        guard let record else { return .new(unit: unit, values: values) }
        guard met.insert(record.id).inserted else {
            return .faulty([FieldFault(register.namedBy, "这张表里有两行是同一条记录，请只留一行。")])
        }
        return values == record.values ? .same : .change(record, unit: unit, values: values)
    }

    /// Keeps what a person could match by hand.
    private mutating func note(_ faults: [FieldFault], _ row: SheetRow) {
        for fault in faults where unmatched.count < 50 {
            guard let field = register.field(fault.field), field.type == .unit || field.type == .record,
                let column = mapping.columns[field.key]
            else { continue }
            let text = row[column].typed.trimmedSpaces
            let isKnown = unmatched.contains { $0.field == field.key && $0.text == text }
            if !text.isEmpty, !isKnown { unmatched.append(UnmatchedText(field: field.key, text: text, candidates: [])) }
        }
    }

    private var defaults: FieldValues {
        var values: FieldValues = [:]
        for field in register.fields where mapping.columns[field.key] == nil {
            values[field.key] = field.initial.flatMap { try? FieldText(field: field).value($0) }
        }
        return values
    }

    /// The one live record that a unique value, or all that tells records apart, shows to be the row's; only among those that
    /// may be written, so that a sheet does not tell what others have.
    private func same(as input: RecordInput) throws -> Row? {
        var conditions: [SQL] = []
        for field in register.fields where field.isUnique || register.sameWhen.contains(field.key) {
            guard case .text(let typed)? = input[field.key],
                let value = try? FieldText(field: field).value(typed)
            else { continue }
            conditions.append("t.\(raw: field.column) = \(value.columnValue)")
        }
        guard !conditions.isEmpty else { return nil }
        var within: SQL = ""
        if case .units(let units) = reach { within = " AND t.unit IN \(list: units.sorted())" }
        let store = RecordStore(register, in: reading.session)
        let found = try reading.session.all(
            """
            SELECT \(sql: store.columns) FROM \(raw: register.table) t
            WHERE t.standing = 'live' AND (\(sql: conditions.joined(separator: " OR ")))\(sql: within) LIMIT 2
            """, store.read)
        if found.count > 1 {
            return .faulty([FieldFault(register.namedBy, "系统里有两条以上的记录与这一行相符，请先合并，或逐条更新。")])
        }
        return found.first.map { .change($0, unit: $0.unit, values: $0.values) }
    }

    /// What each unmatched text may mean: units or records with similar names that the importer may choose.
    func candidates() throws -> [UnmatchedText] {
        let similar = try SimilarName(reading)
        let units = try UnitStore(reading.session).units(on: reading.inForce)
        return try unmatched.map { text in
            guard let field = register.field(text.field) else { return text }
            let stem = similar.stem(text.text)
            let found =
                field.type == .unit
                ? units.filter { reach.contains(unit: $0.id) || field.key != register.belongsTo }
                    .map { RecordChoice(id: $0.id, name: $0.shortName) }
                : try RecordLookup(field, reading).named(like: stem)
            let near = found.compactMap { choice in similar.nearness(choice.name, stem).map { (choice, $0) } }
                .sorted { $0.1 == $1.1 ? $0.0.name < $1.0.name : $0.1 > $1.1 }
            return UnmatchedText(field: text.field, text: text.text, candidates: near.prefix(20).map(\.0))
        }
    }
}
