package import Database
import Foundation
import LuoshiCore

/// The records of one register, as they stand.
package struct RecordStore {
    package let register: RegisterDefinition
    let session: any Session
    /// The fields that are read, by their keys, and the columns they lie in.
    private let fields: [FieldDefinition]
    private let fieldColumns: [String]

    /// `reading`: the fields that are wanted; nil is all that are in use.
    package init(_ register: RegisterDefinition, in session: any Session, reading fields: [FieldDefinition]? = nil) {
        self.register = register
        self.session = session
        self.fields = fields?.sorted { $0.key < $1.key } ?? register.fieldsByKey
        fieldColumns = self.fields.map(\.column)
    }

    package static func newID() -> String {
        UUID().uuidString.replacing("-", with: "").prefix(12).lowercased()
    }

    /// The columns that a record is read from.
    var columns: SQL {
        let fields = fieldColumns.map { ", t.\($0)" }.joined()
        return "t.id, t.revision, t.unit, t.standing, t.merged_into, t.entered_on, t.changed_on\(raw: fields)"
    }

    package func record(_ id: String) throws -> RegisterRecord? {
        try session.first("SELECT \(sql: columns) FROM \(raw: register.table) t WHERE t.id = \(id)", read)
    }

    /// The unit whose record it is; nil where there is no such record, and nil within where it is the city's.
    func unit(of id: String) throws -> String?? {
        try session.first("SELECT unit FROM \(raw: register.table) WHERE id = \(id)") { try $0["unit"] as String? }
    }

    /// Several by their ids; those that are not there are left out.
    package func records(_ ids: some Collection<String>) throws -> [RegisterRecord] {
        try session.all("SELECT \(sql: columns) FROM \(raw: register.table) t WHERE t.id IN \(list: ids)", read)
    }

    /// Live records with certain values, nil being empty, as they stand or stood on the past day that is read.
    func records(with values: [(field: String, value: FieldValue?)], on inForce: InForce) throws -> [RegisterRecord] {
        let isPast = inForce.isAsKnownThen
        var conditions: [SQL] = [isPast ? inForce.rows(of: "h") : "t.standing = 'live'"]
        for (key, value) in values {
            guard let field = register.field(key) else { continue }
            let column: SQL = "\(raw: isPast ? "h" : "t").\(raw: field.column)"
            conditions.append(value.map { "\(sql: column) = \($0.columnValue)" } ?? "\(sql: column) IS NULL")
        }
        let source: SQL =
            isPast
            ? "\(raw: register.history) h JOIN \(raw: register.table) t ON t.id = h.record" : "\(raw: register.table) t"
        return try session.all(
            """
            SELECT \(sql: isPast ? pastColumns : columns) FROM \(sql: source)
            WHERE \(sql: conditions.joined(separator: " AND ")) ORDER BY 1
            """, read)
    }

    /// Every record there is or was.
    package func ids() throws -> [String] {
        try session.all("SELECT id FROM \(raw: register.table) ORDER BY id") { try $0["id"] }
    }

    /// As it stood on a day, by what was known then.
    func record(_ id: String, on inForce: InForce) throws -> RegisterRecord? {
        try session.first(
            """
            SELECT \(sql: pastColumns) FROM \(raw: register.history) h JOIN \(raw: register.table) t ON t.id = h.record
            WHERE h.record = \(id) AND \(sql: inForce.rows(of: "h"))
            """, read)
    }

    /// The same names from the history, so that both are read alike.
    var pastColumns: SQL {
        let fields = fieldColumns.map { ", h.\($0)" }.joined()
        return
            "h.record AS id, t.revision, h.unit, t.standing, t.merged_into, t.entered_on, h.known_from AS changed_on\(raw: fields)"
    }

    /// A row of `columns` or `pastColumns`, which name the same things in the same order.
    func read(_ row: Row) throws -> RegisterRecord {
        var values = FieldValues(capacity: fields.count)
        for (place, field) in fields.enumerated() {
            if let value = try FieldValue(row[at: 7 + place] as SQLValue, of: field) {
                values.append(value, for: field.key)
            }
        }
        let standing: String = try row[at: 3]
        let merged: String? = try row[at: 4]
        return RegisterRecord(
            register: register.key, id: try row[at: 0], revision: try row[at: 1], unit: try row[at: 2],
            standing: merged.map { .merged(into: $0) } ?? (standing == "live" ? .live : .struck),
            enteredOn: try row[at: 5], changedOn: try row[at: 6], values: values)
    }

    /// Writes new records with their first version.
    func insert(_ records: [RegisterRecord], validFrom: (RegisterRecord) -> Day, today: Day) throws {
        let fields = register.allFields
        let names = fields.map { ", \($0.column)" }.joined()
        try session.executeBatch(records) { record in
            let row: [SQLValue] =
                [
                    .text(record.id), .integer(Int64(record.revision)), record.unit.sqlValue, .text("live"),
                    today.sqlValue, today.sqlValue,
                ] + Self.row(record.values, fields)
            return
                "INSERT INTO \(raw: register.table) (id, revision, unit, standing, entered_on, changed_on\(raw: names)) VALUES \(list: row)"
        }
        try session.executeBatch(records) { record in
            let row: [SQLValue] =
                [.text(record.id), validFrom(record).sqlValue, today.sqlValue, record.unit.sqlValue]
                + Self.row(record.values, fields)
            return
                "INSERT INTO \(raw: register.history) (record, valid_from, known_from, unit\(raw: names)) VALUES \(list: row)"
        }
    }

    /// Writes a record anew under its next revision. Returns false where another wrote it meanwhile.
    func update(_ record: RegisterRecord, from revision: Int, today: Day) throws -> Bool {
        var sets: SQL = "revision = \(revision + 1), unit = \(record.unit), changed_on = \(today)"
        for field in register.fields {
            sets += ", \(raw: field.column) = \(record.values[field.key]?.columnValue ?? .null)"
        }
        return try session.execute(
            "UPDATE \(raw: register.table) SET \(sql: sets) WHERE id = \(record.id) AND revision = \(revision)") == 1
    }

    func setStanding(_ id: String, _ standing: RecordStanding, revision: Int, today: Day) throws -> Bool {
        let word = standing == .live ? "live" : "struck"
        let target: String? = if case .merged(let into) = standing { into } else { nil }
        return try session.execute(
            """
            UPDATE \(raw: register.table) SET standing = \(word), merged_into = \(target), revision = \(revision + 1),
                changed_on = \(today)
            WHERE id = \(id) AND revision = \(revision)
            """) == 1
    }

    static func row(_ values: FieldValues, _ fields: [FieldDefinition]) -> [SQLValue] {
        fields.map { values[$0.key]?.columnValue ?? .null }
    }
}
