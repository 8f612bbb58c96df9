import Database
import Foundation
package import LuoshiCore

extension EventHandler {
    /// A package came into force: its registers get their tables, changed ones their new columns.
    package static let makeRegisters = EventHandler("registers", on: PackageAdopted.self) { adopted, change in
        let findings = Findings()
        let set = RegisterSet(adopted.files, findings)
        if let fault = findings.errors.first { throw Refusal("package_invalid", "方案配置有误：\(fault)") }
        try RegisterAdoption(session: change.session, day: change.day).adopt(set.registers)
    }
}

/// Brings the tables of registers to what a package declares, with all the data that is in them; refuses what would lose or
/// falsify data (DESIGN §6: additive only).
struct RegisterAdoption {
    let session: any Session
    let day: Day

    func adopt(_ registers: [RegisterDefinition]) throws {
        let known = try declared()
        let defined = Set(try session.all("SELECT sql FROM schema_definitions") { try $0["sql"] as String })
        for register in registers {
            let tables = RegisterTables(register: register, session: session)
            if let old = known[register.key] {
                try evolve(old, register, tables)
                // An earlier program may have made fewer indexes than lists ask for now.
                for field in register.allFields where old.allFields.contains(where: { $0.key == field.key }) {
                    if let order = tables.order(by: field), !defined.contains(order) { try session.define(order) }
                }
            } else {
                try tables.create()
            }
            try keep(register)
        }
        let gone = Set(known.keys).subtracting(registers.map(\.key)).sorted()
        for key in gone where known[key]?.isRetired == false {
            throw refusal("台账“\(known[key]?.title ?? key)”不见了，其中的数据会无处可看；不再使用的，请保留文件并写 retired: true")
        }
    }

    private func declared() throws -> [String: RegisterDefinition] {
        let all: [RegisterDefinition] = try session.all("SELECT declaration FROM registers") {
            try JSONDecoder().decode(RegisterDefinition.self, from: Data(($0["declaration"] as String).utf8))
        }
        return Dictionary(uniqueKeysWithValues: all.map { ($0.key, $0) })
    }

    private func keep(_ register: RegisterDefinition) throws {
        let declaration = String(decoding: try JSONEncoder.canonical.encode(register), as: UTF8.self)
        try session.execute(
            """
            INSERT INTO registers (key, declaration, adopted_on) VALUES (\(register.key), \(declaration), \(day))
            ON CONFLICT (key) DO UPDATE SET declaration = excluded.declaration, adopted_on = excluded.adopted_on
            """)
    }

    private func evolve(_ old: RegisterDefinition, _ new: RegisterDefinition, _ tables: RegisterTables) throws {
        if old.belongsTo != new.belongsTo, try count(new, "1 = 1") > 0 {
            throw refusal("台账“\(new.title)”已有记录，不能改“belongs_to”；请另设台账")
        }
        for field in new.allFields {
            guard let before = old.allFields.first(where: { $0.key == field.key }) else {
                if field.isRequired, !field.isRetired, field.initial == nil, field.computed == nil {
                    try refuseRequired(new, field)
                }
                try tables.add(field)
                try fill(new, field)
                continue
            }
            try compare(before, field, new, tables)
        }
        for field in old.allFields where !field.isRetired && !new.allFields.contains(where: { $0.key == field.key }) {
            throw refusal("“\(new.title)”的字段“\(field.title)”不见了；不再使用的，请保留并写 retired: true")
        }
    }

    private func compare(
        _ old: FieldDefinition, _ new: FieldDefinition, _ register: RegisterDefinition, _ tables: RegisterTables
    ) throws {
        let filled = try count(register, "\(raw: new.column) IS NOT NULL")
        if filled > 0 {
            if !Self.carries(old, new) {
                throw refusal(
                    "“\(register.title)”的字段“\(new.title)”已有 \(filled) 条记录填写，不能从\(old.type.title)改为\(new.type.title)；请另加一个字段"
                )
            }
            if old.register != new.register {
                throw refusal("“\(register.title)”的字段“\(new.title)”已有 \(filled) 条记录填写，不能改为关联另一个台账；请另加一个字段")
            }
            try refuseLostChoices(old, new, register)
        }
        if new.isUnique, !old.isUnique {
            let double: Int =
                try session.first(
                    """
                    SELECT COUNT(*) AS n FROM (SELECT \(raw: new.column) FROM \(raw: register.table)
                    WHERE standing = 'live' AND \(raw: new.column) IS NOT NULL
                    GROUP BY \(raw: new.column) HAVING COUNT(*) > 1) d
                    """
                ) { try $0["n"] } ?? 0
            if double > 0 { throw refusal("“\(register.title)”的字段“\(new.title)”有 \(double) 个值重复出现，不能改为唯一；请先合并或更正") }
            try tables.makeUnique(new)
        } else if old.isUnique, !new.isUnique {
            try tables.dropUniqueness(of: new)
        }
    }

    /// Whether every value of a field can stay as it is kept under its new declaration.
    static func carries(_ old: FieldDefinition, _ new: FieldDefinition) -> Bool {
        if old.type == new.type { return old.storedScale == new.storedScale || !new.type.isScaled }
        let texts: Set<FieldType> = [.string, .text, .area, .creditCode, .personName, .phone, .identityNumber]
        // What is stricter than the old type could not be promised of the values there are.
        return texts.contains(old.type) && (new.type == .text || new.type == .string)
    }

    private func refuseLostChoices(
        _ old: FieldDefinition, _ new: FieldDefinition, _ register: RegisterDefinition
    ) throws {
        guard new.type == .choice || new.type == .choices else { return }
        let gone = (old.choices?.items ?? []).filter { item in new.choices?.item(item.key) == nil }
        for item in gone {
            let quoted = "%\"\(item.key)\"%"
            let used =
                new.type == .choice
                ? try count(register, "\(raw: new.column) = \(item.key)")
                : try count(register, "\(raw: new.column) LIKE \(quoted)")
            if used > 0 {
                throw refusal(
                    "“\(register.title)”的“\(new.title)”不再有选项“\(item.title)”，但 \(used) 条记录在用；请保留它并写 until 停止选用")
            }
        }
    }

    private func refuseRequired(_ register: RegisterDefinition, _ field: FieldDefinition) throws {
        let records = try count(register, "standing = 'live'")
        if records > 0 {
            throw refusal("“\(register.title)”已有 \(records) 条记录，新字段“\(field.title)”不能必填；请写 default，或先设为选填")
        }
    }

    /// A new field with a default has it in the records there are, as it would in a form.
    private func fill(_ register: RegisterDefinition, _ field: FieldDefinition) throws {
        guard field.isRequired, let initial = field.initial,
            let value = try FieldText(field: field).value(initial)
        else { return }
        for table in [register.table, register.history] {
            try session.execute("UPDATE \(raw: table) SET \(raw: field.column) = \(value.columnValue)")
        }
    }

    private func count(_ register: RegisterDefinition, _ condition: SQL) throws -> Int {
        try session.first("SELECT COUNT(*) AS n FROM \(raw: register.table) WHERE \(sql: condition)") {
            try $0["n"]
        } ?? 0
    }

    private func refusal(_ reason: String) -> Refusal { Refusal("register_change", "不能采用这个版本：\(reason)。") }
}
