import CEL
import Database
import LuoshiCore

/// Makes a record out of what was typed, within a command: reads, resolves, works out, checks. All faults are found.
struct RecordDraft {
    let register: RegisterDefinition
    private let expressions: RecordExpressions
    private let reading: Reading
    private let unitsByName: [String: String]
    private let rights: FieldRights
    private(set) var faults: [FieldFault] = []

    /// One draft serves many records: what it looks up, it looks up once.
    init(_ register: RegisterDefinition, _ reading: Reading) throws {
        self.register = register
        self.reading = reading
        expressions = RecordExpressions(register, today: reading.moment.day)
        rights = FieldRights(register, reading)
        unitsByName =
            (register.fields + register.fields.flatMap(\.fields)).contains { $0.type == .unit || $0.type == .area }
            ? try UnitStore(reading.session).unitsByName(on: reading.inForce) : [:]
    }

    /// The values to keep. `faults` holds what is wrong with them.
    mutating func values(
        _ input: RecordInput, over old: FieldValues = [:], of id: String?
    ) throws -> FieldValues {
        var read = InputReading(register, on: reading.moment.day)
        var values = read.values(input, over: old)
        faults = read.faults
        let faulty = Set(faults.map(\.field))
        for field in register.fields where input[field.key] != nil && !faulty.contains(field.key) {
            if let value = values[field.key] { values[field.key] = try resolved(value, field, id: id) }
        }
        hold(input, old, &values, isNew: id == nil)
        values = expressions.completed(values)
        for field in register.fields
        where field.isRequired && field.computed == nil && values[field.key] == nil
            && !faults.contains(where: { $0.field == field.key })
        {
            faults.append(FieldFault(field.key, "请填写“\(field.title)”。"))
        }
        // A check over a value that is wrong already would only repeat it.
        if faults.isEmpty { faults += expressions.broken(values, named: register.namedBy) }
        return values
    }

    /// What one may not see one may not write: such a field stays as it was, or in a new record as it begins.
    private mutating func hold(
        _ input: RecordInput, _ old: FieldValues, _ values: inout FieldValues, isNew: Bool
    ) {
        let units = Set([unit(of: values)] + (isNew ? [] : [unit(of: old)]))
        for field in register.fields where field.access != nil && !units.allSatisfy({ rights.shows(field, of: $0) }) {
            values[field.key] = old[field.key]
            if isNew { values[field.key] = field.initial.flatMap { try? FieldText(field: field).value($0) } }
            guard let entry = input[field.key], !entry.isEmpty else { continue }
            faults.append(FieldFault(field.key, "“\(field.title)”不由您填写，请留空；需要填写的，请联系分管部门。"))
        }
    }

    /// The unit whose record it is.
    func unit(of values: FieldValues) -> String? { register.unit(of: values) }

    /// A unit by id or name, a record by id or what it is called, an area that exists; a value that nobody else has.
    private mutating func resolved(_ value: FieldValue, _ field: FieldDefinition, id: String?) throws -> FieldValue? {
        if case .rows(let rows) = value { return .rows(try rows.enumerated().map { try resolved($1, field, $0) }) }
        guard case .text(let text) = value else { return value }
        switch field.type {
        case .unit, .area:
            if let unit = try unit(text) { return .text(unit) }
            faults.append(FieldFault(field.key, "“\(field.title)”里的“\(text)”不是系统里的单位，请从列表中选择，或先在“单位”里登记。"))
            return nil
        case .record:
            guard let found = try RecordLookup(field, reading).find(text) else {
                faults.append(FieldFault(field.key, "“\(field.title)”里的“\(text)”没有找到，请先登记，或核对名称。"))
                return nil
            }
            return .text(found)
        default: break
        }
        if field.isUnique, try RecordStore(register, in: reading.session).hasOther(than: id, value, in: field) {
            faults.append(FieldFault(field.key, "“\(field.title)”已被另一条记录使用，请核对；确属同一事项的，请在那条记录上登记。"))
        }
        return value
    }

    /// Units in the columns of a table.
    private mutating func resolved(
        _ row: FieldValues, _ field: FieldDefinition, _ index: Int
    ) throws -> FieldValues {
        var row = row
        for column in field.fields where column.type == .unit {
            guard case .text(let text)? = row[column.key] else { continue }
            guard let unit = try unit(text) else {
                faults.append(
                    FieldFault(field.key, "“\(field.title)”第 \(index + 1) 行的“\(text)”不是系统里的单位，请核对名称，或先在“单位”里登记。"))
                continue
            }
            row[column.key] = .text(unit)
        }
        return row
    }

    private func unit(_ text: String) throws -> String? {
        if let named = unitsByName[text] { return named }
        return try UnitStore(reading.session).unit(text, on: reading.inForce)?.id
    }
}

extension RecordStore {
    /// Whether a live record other than this one has the value.
    func hasOther(than id: String?, _ value: FieldValue, in field: FieldDefinition) throws -> Bool {
        try session.first(
            """
            SELECT id FROM \(raw: register.table)
            WHERE \(raw: field.column) = \(value.columnValue) AND standing = 'live' AND id <> \(id ?? "") LIMIT 1
            """
        ) { try $0["id"] as String } != nil
    }
}

/// Finds the record that a field means.
struct RecordLookup {
    private let target: RegisterDefinition?
    private let session: any Session

    init(_ field: FieldDefinition, _ reading: Reading) {
        target = field.register.flatMap { reading.registers.register($0) }
        session = reading.session
    }

    /// By id, or by what exactly one live record is called; a merged one leads to the one that goes on.
    func find(_ text: String) throws -> String? {
        guard let target else { return nil }
        let store = RecordStore(target, in: session)
        if let found = try store.record(text) {
            if case .merged(let into) = found.standing { return into }
            return found.standing == .live ? found.id : nil
        }
        guard let named = target.field(target.namedBy), named.type == .string else { return nil }
        let found = try session.all(
            "SELECT id FROM \(raw: target.table) WHERE \(raw: named.column) = \(text) AND standing = 'live' LIMIT 2"
        ) { try $0["id"] as String }
        return found.count == 1 ? found[0] : nil
    }

    /// Live records whose names share two characters with a text; at most 500.
    func named(like text: String) throws -> [RecordChoice] {
        guard let target, let named = target.field(target.namedBy), named.type == .string, text.count >= 2 else {
            return []
        }
        let pairs = zip(text, text.dropFirst()).map { "%\($0)\($1)%" }.prefix(20)
        let conditions = pairs.map { pair -> SQL in "\(raw: named.column) LIKE \(pair)" }
        return try session.all(
            """
            SELECT id, \(raw: named.column) AS name FROM \(raw: target.table)
            WHERE standing = 'live' AND (\(sql: conditions.joined(separator: " OR "))) ORDER BY id LIMIT 500
            """
        ) { RecordChoice(id: try $0["id"], name: try $0["name"]) }
    }
}
