import Database
package import LuoshiCore

/// One register as its index page shows it.
package struct RegisterSummary: Sendable {
    package let register: RegisterDefinition
    /// Records that count, within what the reader may see.
    package let records: Int
    package let mayEnter: Bool
}

/// All registers that the reader may see anything of.
package struct Registers: Query {
    package static let name = "record.registers"

    package init() {}

    package var permission: Permission { "register.list" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> [RegisterSummary] {
        try reading.registers.inUse.compactMap { register in
            let rights = FieldRights(register, reading)
            if rights.reach.isNothing { return nil }
            let selection = ListSelection(register: register, rights: rights, reading: reading)
            let records: Int? = try reading.session.first(
                "SELECT COUNT(*) AS n FROM \(sql: selection.source) WHERE \(sql: selection.conditions(ListRequest()))"
            ) { try $0["n"] }
            return RegisterSummary(
                register: register, records: records ?? 0,
                mayEnter: !reading.reach(register, .enter, writing: true).isNothing)
        }
    }
}

/// What a form for a register needs: its fields with what may be chosen.
package struct RegisterForm: Query {
    package static let name = "record.form"
    let register: String

    package init(_ register: String) { self.register = register }

    package var permission: Permission { Permission("record.read.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register) }

    package func answer(in reading: Reading) throws -> RecordFormModel {
        let definition = try reading.register(register)
        let reach = reading.reach(definition, .enter, writing: true)
        let all = try UnitStore(reading.session).units(on: reading.inForce)
        var units: [String: [Unit]] = [:]
        var records: [String: [RecordChoice]] = [:]
        for field in definition.fields + definition.fields.flatMap(\.fields) {
            switch field.type {
            case .unit where field.key == definition.belongsTo:
                // Who may only read still narrows a list by unit.
                let within = reach.isNothing ? reading.reach(definition, .read) : reach
                units[field.key] = all.filter { within.contains(unit: $0.id) }
            case .unit: units[field.key] = all
            case .area: units[field.key] = all.filter { $0.area != nil }
            case .record: records[field.key] = try choices(field, reading)
            default: break
            }
        }
        let rights = FieldRights(definition, reading)
        return RecordFormModel(
            register: definition, fields: definition.fields.filter(rights.isWritable),
            views: definition.views.filter(rights.shows), units: units, records: records, day: reading.day)
    }

    /// Records that the field may lead to, as far as the reader sees them; a long list is typed by name instead.
    private func choices(_ field: FieldDefinition, _ reading: Reading) throws -> [RecordChoice] {
        guard let target = field.register.flatMap({ reading.registers.register($0) }) else { return [] }
        let rights = FieldRights(target, reading)
        if rights.reach.isNothing { return [] }
        let selection = ListSelection(register: target, rights: rights, reading: reading)
        let store = RecordStore(target, in: reading.session)
        let found = try reading.session.all(
            """
            SELECT \(sql: selection.columns) FROM \(sql: selection.source)
            WHERE \(sql: selection.conditions(ListRequest())) ORDER BY 1 LIMIT 300
            """, store.read)
        let names = RecordNames(reading)
        return try found.map { RecordChoice(id: $0.id, name: try names.name(of: $0, target)) }
    }
}

/// A register's form before anything is typed.
package struct RecordFormModel: Sendable {
    package let register: RegisterDefinition
    /// Those that may be typed.
    package let fields: [FieldDefinition]
    /// The ways to look at the register that tell nothing the reader may not see.
    package let views: [RegisterView]
    /// By field: the units that may be chosen.
    package let units: [String: [Unit]]
    /// By field: the records that may be chosen; at most 300, others are found by name.
    package let records: [String: [RecordChoice]]
    package let day: Day
}

/// A record to choose.
package struct RecordChoice: Sendable, Hashable {
    package let id: String
    package let name: String
}
