import CEL
import LuoshiCore

/// Reads what was typed for a record by its declaration: every fault is found, not the first.
struct InputReading {
    let register: RegisterDefinition
    let day: Day
    private(set) var faults: [FieldFault] = []

    init(_ register: RegisterDefinition, on day: Day) {
        self.register = register
        self.day = day
    }

    /// The values after the input is laid over those there are.
    mutating func values(_ input: RecordInput, over old: FieldValues = [:]) -> FieldValues {
        var values = old
        for key in input.entries.keys.sorted() { if let fault = unknown(key) { faults.append(fault) } }
        for field in register.fields where field.computed == nil {
            guard let entry = input[field.key] else { continue }
            do throws(FieldFault) {
                values[field.key] = try value(entry, of: field)
            } catch {
                faults.append(error)
            }
        }
        return values
    }

    /// What cannot be typed because there is no such field, or because it is worked out.
    private func unknown(_ key: String) -> FieldFault? {
        guard let field = register.field(key) else {
            return FieldFault(key, "“\(register.title)”没有字段“\(key)”，请核对名称。")
        }
        return field.computed == nil ? nil : FieldFault(key, "“\(field.title)”由系统计算，不用填写。")
    }

    private func value(_ entry: RecordInput.Entry, of field: FieldDefinition) throws(FieldFault) -> FieldValue? {
        switch (field.type, entry) {
        case (_, let entry) where entry.isEmpty: return nil
        case (.choices, .many(let keys)):
            return try FieldText(field: field).value(keys.joined(separator: "、"), on: day)
        case (.attachment, .files(let kept, let sent)):
            return .files(kept + sent.map { RecordFile(hash: $0.sha256, name: $0.name) })
        case (.table, .rows(let rows)): return try table(rows, of: field)
        case (.integer, .whole(let number)): return try cell(String(number), of: field)
        case (.boolean, .truth(let truth)): return .truth(truth)
        case (_, .text(let text)): return try cell(text, of: field)
        default: throw FieldText(field: field).fault("填写的形式不对，应是\(field.type.title)")
        }
    }

    private func cell(_ text: String, of field: FieldDefinition) throws(FieldFault) -> FieldValue? {
        guard let value = try FieldText(field: field).value(text, on: day) else { return nil }
        if let wrong = Self.broken(value, field) { throw FieldText(field: field).fault(wrong) }
        return value
    }

    private func table(_ rows: [[String: String]], of field: FieldDefinition) throws(FieldFault) -> FieldValue? {
        var read: [FieldValues] = []
        for (index, row) in rows.enumerated() {
            var cells: FieldValues = [:]
            for column in field.fields {
                do throws(FieldFault) {
                    cells[column.key] = try cell(row[column.key] ?? "", of: column)
                } catch {
                    throw FieldFault(field.key, "“\(field.title)”第 \(index + 1) 行：\(error.message)")
                }
            }
            if cells.isEmpty { continue }
            for column in field.fields where column.isRequired && cells[column.key] == nil {
                throw FieldFault(field.key, "“\(field.title)”第 \(index + 1) 行缺少“\(column.title)”。")
            }
            read.append(cells)
        }
        return read.isEmpty ? nil : .rows(read)
    }

    /// Which constraint a value breaks, in words; nil where it keeps them all.
    static func broken(_ value: FieldValue, _ field: FieldDefinition) -> String? {
        if field.isPersonal, case .text(let text) = value, text.contains("＊") {
            return "是遮盖后的内容，不能写回；不改的请留空"
        }
        if case .text(let text) = value, [.string, .text, .personName].contains(field.type) {
            if let least = field.minLength, text.count < least { return "至少 \(least) 个字，现在是 \(text.count) 个" }
            let most = field.maxLength ?? (field.type == .text ? 20_000 : 500)
            if text.count > most { return "最多 \(most) 个字，现在是 \(text.count) 个" }
            if let pattern = field.pattern, !matches(text, pattern) {
                return "的格式不对\(field.help.map { "：\($0)" } ?? "")"
            }
        }
        let reader = FieldText(field: field)
        if let bound = field.minimum, let least = try? reader.bound(bound), value.isBefore(least) {
            return "不能小于 \(bound)"
        }
        if let bound = field.maximum, let most = try? reader.bound(bound), most.isBefore(value) {
            return "不能大于 \(bound)"
        }
        return nil
    }

    /// In linear time (RE2); the pattern was checked with the package.
    private static func matches(_ text: String, _ pattern: String) -> Bool {
        let source = "text.matches(\(FieldDefinition.quoted("^(?:\(pattern))$")))"
        var environment = Environment()
        environment.declare("text", .string)
        guard let program = try? environment.compile(source),
            case .bool(let found)? = try? program.evaluate(["text": .string(text)])
        else { return false }
        return found
    }
}

extension FieldValue {
    /// Order between values of one field.
    func isBefore(_ other: FieldValue) -> Bool {
        switch (self, other) {
        case (.integer(let left), .integer(let right)): left < right
        case (.scaled(let left, _), .scaled(let right, _)): left < right
        case (.day(let left), .day(let right)): left < right
        case (.text(let left), .text(let right)): left < right
        default: false
        }
    }
}
