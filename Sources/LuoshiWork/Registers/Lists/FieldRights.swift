package import LuoshiCore

/// Which fields of a register a reader may see; what they may not see they may not filter, sort or search by either.
package struct FieldRights {
    package let register: RegisterDefinition
    /// The units whose records are shown.
    package let reach: Reach
    private let restricted: [String: Reach]
    /// No field is for some alone, and none is personal: records are shown as they are.
    private let isPlain: Bool

    package init(_ register: RegisterDefinition, _ reading: Reading, action: RecordAction = .read) {
        self.register = register
        reach = reading.reach(register, action)
        var restricted: [String: Reach] = [:]
        for access in Set(register.fields.compactMap(\.access)) {
            restricted[access] = reading.rights.reach(
                register.permission(field: access), lines: [register.lineName], isPublic: false, for: reading.standing,
                writing: false)
        }
        self.restricted = restricted
        isPlain = !register.allFields.contains { $0.access != nil || $0.holdsPersonalData || $0.isRetired }
    }

    /// Whether a field's values in records of a unit are shown at all; personal ones are masked then.
    package func shows(_ field: FieldDefinition, of unit: String?) -> Bool {
        guard let access = field.access else { return true }
        return restricted[access]?.contains(unit: unit) ?? false
    }

    /// Whether there is any record in which a field's values are shown.
    package func isShownAnywhere(_ field: FieldDefinition) -> Bool {
        field.access.map { restricted[$0]?.isNothing == false } ?? true
    }

    /// Fields that lists may be filtered and sorted by: those shown in full for every record there is to see.
    package func isSearchable(_ field: FieldDefinition) -> Bool {
        guard field.type.isSortable, !field.isPersonal else { return false }
        guard let access = field.access, let wider = restricted[access] else { return true }
        switch (wider, reach) {
        case (.everything, _): return true
        case (.units(let allowed), .units(let shown)): return shown.isSubset(of: allowed)
        case (.units, .everything): return false
        }
    }

    /// Whether a view may be looked at: it tells how the values of its fields lie, without the records.
    package func shows(_ view: RegisterView) -> Bool {
        let keys: [String] =
            switch view {
            case .table: []
            case .board(let field), .ladder(let field): [field]
            case .coverage(let rows, _, _): [rows]
            case .chain(let node, let next): [node, next]
            }
        return keys.compactMap(register.field).allSatisfy { $0.access == nil || isSearchable($0) }
    }

    /// Fields that may be typed in a form: those shown wherever the reader may write.
    package func isWritable(_ field: FieldDefinition) -> Bool {
        guard field.computed == nil else { return false }
        guard let access = field.access else { return true }
        return restricted[access]?.isNothing == false
    }

    /// The record without what is not shown, personal data masked.
    package func shown(_ record: RegisterRecord) -> RegisterRecord {
        if isPlain { return record }
        var values: FieldValues = [:]
        for field in register.fields where shows(field, of: record.unit) {
            guard let value = record.values[field.key] else { continue }
            values[field.key] = Mask.applied(value, field)
        }
        return RegisterRecord(
            register: record.register, id: record.id, revision: record.revision, unit: record.unit,
            standing: record.standing, enteredOn: record.enteredOn, changedOn: record.changedOn, values: values)
    }
}

extension Mask {
    /// The value as it is shown without a reason: personal ones masked, also in the rows of a table.
    static func applied(_ value: FieldValue, _ field: FieldDefinition) -> FieldValue {
        if field.isPersonal { return .text(masked(value, field.type)) }
        guard case .rows(let rows) = value else { return value }
        let personal = field.fields.filter(\.isPersonal)
        return .rows(
            rows.map { row in
                var row = row
                for column in personal { row[column.key] = row[column.key].map { .text(masked($0, column.type)) } }
                return row
            })
    }
}

extension Reading {
    /// Where this reader may do something with the records of a register.
    package func reach(_ register: RegisterDefinition, _ action: RecordAction, writing: Bool = false) -> Reach {
        guard register.admits(action) else { return .units([]) }
        return rights.reach(
            register.permission(action), lines: [register.lineName], isPublic: register.openness == .proactive,
            for: standing, writing: writing)
    }

    /// What the Door decides on before a list is read: something within reach.
    func subjects(ofList register: String, _ action: RecordAction = .read) -> [Subject] {
        guard let definition = registers.register(register) else { return [.city] }
        return [
            reach(definition, action)
                .subject(lines: [definition.lineName], isPublic: definition.openness == .proactive)
        ]
    }
}
