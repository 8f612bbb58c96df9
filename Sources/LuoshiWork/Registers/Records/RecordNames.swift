import CEL
package import LuoshiCore

/// Says values as people read them; names of units and records are looked up once each.
package final class RecordNames {
    private let reading: Reading
    private var units: [String: String] = [:]
    private var records: [String: String] = [:]

    package init(_ reading: Reading) { self.reading = reading }

    /// A value in words: a choice's title, a unit's short name, money in its unit. A unit or record that is gone keeps its id.
    package func words(_ value: FieldValue, _ field: FieldDefinition) throws -> String {
        switch (field.type, value) {
        case (.choice, .text(let key)): return field.choices?.item(key)?.title ?? key
        case (.choices, .keys(let keys)):
            return keys.map { field.choices?.item($0)?.title ?? $0 }.joined(separator: "、")
        case (.unit, .text(let id)): return try unit(id)
        case (.record, .text(let id)): return try record(id, in: field.register ?? "")
        case (.area, .text(let code)): return try unit(code)
        case (.yearmonth, .day(let day)): return "\(day.year) 年 \(day.month) 月"
        case (_, .day(let day)): return day.description
        case (_, .truth(let truth)): return truth ? "是" : "否"
        case (_, .files(let files)): return files.map(\.name).joined(separator: "、")
        case (_, .rows(let rows)): return "\(rows.count) 行"
        case (_, .text(let text)): return text
        default: return FieldText(field: field).typed(value)
        }
    }

    /// Looks up the units of many records at once.
    func learnUnits(of records: [RegisterRecord], _ fields: [FieldDefinition]) throws {
        let keys = fields.filter { $0.type == .unit || $0.type == .area }.map(\.key)
        var ids: Set<String> = []
        for record in records {
            if let unit = record.unit { ids.insert(unit) }
            for key in keys { if case .text(let id)? = record.values[key] { ids.insert(id) } }
        }
        var wanted = ids.filter { units[$0] == nil }.sorted()
        guard let last = wanted.last else { return }
        // A few lengths alone, so that the statement is prepared once.
        wanted += Array(repeating: last, count: max(0, (wanted.count + 31) / 32 * 32 - wanted.count))
        for unit in try UnitStore(reading.session).units(wanted, on: reading.inForce) {
            units[unit.id] = unit.shortName
        }
    }

    package func unit(_ id: String) throws -> String {
        if let known = units[id] { return known }
        let name = try UnitStore(reading.session).unit(id, on: reading.inForce)?.shortName ?? id
        units[id] = name
        return name
    }

    /// What a record of another register is called; one that was merged is called as the one that goes on.
    package func record(_ id: String, in register: String) throws -> String {
        if let known = records[id] { return known }
        guard let definition = reading.registers.register(register),
            let found = try RecordStore(definition, in: reading.session).record(id)
        else { return id }
        let name = try self.name(of: found, definition)
        records[id] = name
        return name
    }

    package func name(of record: RegisterRecord, _ register: RegisterDefinition) throws -> String {
        guard let field = register.field(register.namedBy), let value = record.values[field.key] else {
            return "（未填\(register.field(register.namedBy)?.title ?? "名称")）"
        }
        return field.isPersonal ? Mask.masked(value, field.type) : try words(value, field)
    }
}

extension FieldText {
    /// A value as it would be typed, so that a form can be filled with it.
    package func typed(_ value: FieldValue) -> String {
        switch value {
        case .text(let text): return text
        case .integer(let number): return String(number)
        case .scaled(let number, let scale):
            let yuan = DecimalValue(coefficient: Int128(number), scale: field.isInTenThousands ? scale + 4 : scale)
            return yuan?.reduced.text ?? String(number)
        case .day(let day): return field.type == .yearmonth ? String(day.description.prefix(7)) : day.description
        case .truth(let truth): return truth ? "是" : "否"
        case .keys(let keys): return keys.joined(separator: "、")
        case .files(let files): return files.map(\.name).joined(separator: "、")
        case .rows: return ""
        }
    }
}

/// Personal data as those see it who need not know it: enough to tell two apart.
enum Mask {
    static func masked(_ value: FieldValue, _ type: FieldType) -> String {
        guard case .text(let text) = value else { return "＊＊＊" }
        switch type {
        case .personName: return text.prefix(1) + String(repeating: "＊", count: max(1, min(2, text.count - 1)))
        case .phone: return text.count > 7 ? "\(text.prefix(3))＊＊＊＊\(text.suffix(4))" : "＊＊＊＊"
        case .identityNumber: return text.count > 10 ? "\(text.prefix(4))＊＊＊＊＊＊＊＊\(text.suffix(2))" : "＊＊＊＊"
        default: return "＊＊＊"
        }
    }
}
