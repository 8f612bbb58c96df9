import Database
package import LuoshiCore

/// A record with all that its page shows.
package struct RecordView: Sendable {
    package let register: RegisterDefinition
    package let row: RecordRow
    /// What this reader may do with it.
    package let may: Set<RecordAction>
    package let changes: [RecordChange]
    /// Records of all registers that lead here, within what the reader may see.
    package let leading: [LinkedRecord]
    /// Records that are probably the same thing.
    package let doubles: [RecordRow]
    /// What the record was called that it is one with now.
    package let mergedInto: LinkedRecord?
    /// Names of the units that stand in tables, by their ids.
    package let unitNames: [String: String]
}

/// A record that another page leads to.
package struct LinkedRecord: Sendable, Hashable {
    package let register: String
    package let registerTitle: String
    package let id: String
    package let name: String
    /// The title of the field that links them.
    package let by: String
}

/// One record, as it stands or stood.
package struct RecordByID: Query {
    package static let name = "record.read"
    let register: String
    let id: String
    let isBare: Bool

    /// `isBare`: its values alone, without words, history, what leads to it and what is like it.
    package init(_ register: String, _ id: String, isBare: Bool = false) {
        self.register = register
        self.id = id
        self.isBare = isBare
    }

    package var permission: Permission { Permission("record.read.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(register, id) }

    package func answer(in reading: Reading) throws -> RecordView? {
        let definition = try reading.register(register)
        let store = RecordStore(definition, in: reading.session)
        let record =
            reading.inForce.isAsKnownThen ? try store.record(id, on: reading.inForce) : try store.record(id)
        guard let record else { return nil }
        let rights = FieldRights(definition, reading)
        let row = try RecordRows(definition, rights, reading, isBare: isBare).row(record)
        if isBare {
            return RecordView(
                register: definition, row: row, may: [], changes: [], leading: [], doubles: [], mergedInto: nil,
                unitNames: [:])
        }
        let subject = definition.subject(unit: record.unit)
        let may = RecordAction.allCases.filter { action in
            definition.admits(action)
                && reading.allows(
                    definition.permission(action), on: subject,
                    writing: ![.read, .export, .reveal].contains(action))
        }
        let names = RecordNames(reading)
        var mergedInto: LinkedRecord?
        if case .merged(let into) = record.standing {
            mergedInto = LinkedRecord(
                register: register, registerTitle: definition.title, id: into,
                name: try names.record(into, in: register), by: "合并")
        }
        return RecordView(
            register: definition, row: row, may: Set(may),
            changes: try changes(definition, record, rights, reading),
            leading: try LinkedRecords(reading).leading(to: [id]),
            doubles: try RecordDoubles(definition, rights, reading).of(record), mergedInto: mergedInto,
            unitNames: try unitsInTables(definition, row.record, names))
    }

    private func unitsInTables(
        _ definition: RegisterDefinition, _ record: RegisterRecord, _ names: RecordNames
    ) throws -> [String: String] {
        var found: [String: String] = [:]
        for field in definition.fields where field.type == .table {
            guard case .rows(let rows)? = record.values[field.key] else { continue }
            for column in field.fields where column.type == .unit {
                for row in rows { if case .text(let id)? = row[column.key] { found[id] = try names.unit(id) } }
            }
        }
        return found
    }

    /// What a field held that the reader may not see is left out of its history as well.
    private func changes(
        _ definition: RegisterDefinition, _ record: RegisterRecord, _ rights: FieldRights, _ reading: Reading
    ) throws -> [RecordChange] {
        let shown = Set(definition.fields.filter { rights.shows($0, of: record.unit) }.map(\.key))
        return try RecordChangeStore(session: reading.session).changes(of: id, in: register, on: reading.inForce).map {
            RecordChange(
                revision: $0.revision, kind: $0.kind, instant: $0.instant, day: $0.day, effectiveOn: $0.effectiveOn,
                reason: $0.reason, actorName: $0.actorName, fields: $0.fields.filter { shown.contains($0.field) })
        }
    }
}
