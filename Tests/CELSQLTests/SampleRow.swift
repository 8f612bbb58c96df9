import CEL
import Database

/// A row of the table that random conditions are asked of: in memory a record, in the database columns.
final class SampleRow: Record {
    let typeName = "Row"
    let values: [String: SQLValue]

    init(_ values: [String: SQLValue]) { self.values = values }

    /// The fields with their columns, the two of a kind beside each other.
    static let columns: [(field: String, column: SQLColumn, type: ValueType)] = [
        ("count", SQLColumn("r.i1", .integer), .int), ("limit", SQLColumn("r.i2", .integer), .int),
        ("name", SQLColumn("r.t1", .text), .string), ("alias", SQLColumn("r.t2", .text), .string),
        ("open", SQLColumn("r.b1", .truth), .bool), ("passed", SQLColumn("r.b2", .truth), .bool),
        ("issued", SQLColumn("r.d1", .day), .timestamp), ("lapsed", SQLColumn("r.d2", .day), .timestamp),
        ("paid", SQLColumn("r.m1", .scaled(2)), .decimal), ("planned", SQLColumn("r.m2", .scaled(2)), .decimal),
    ]

    static let migration = Migration(
        "0001",
        """
        CREATE TABLE sample (id INTEGER PRIMARY KEY, i1 INTEGER, i2 INTEGER, t1 TEXT, t2 TEXT, b1 INTEGER, b2 INTEGER,
            d1 TEXT, d2 TEXT, m1 INTEGER, m2 INTEGER) STRICT;
        """)

    /// Writes the row.
    func insert(id: Int, in session: any Session) throws {
        let stored = Self.columns.map { values[$0.field] ?? .null }
        try session.execute(
            """
            INSERT INTO sample (id, i1, i2, t1, t2, b1, b2, d1, d2, m1, m2) VALUES (\(id), \(stored[0]), \(stored[1]),
                \(stored[2]), \(stored[3]), \(stored[4]), \(stored[5]), \(stored[6]), \(stored[7]), \(stored[8]), \(stored[9]))
            """)
    }

    func field(_ name: String) -> Value? {
        guard let stored = values[name], let column = Self.columns.first(where: { $0.field == name })?.column else {
            return nil
        }
        switch (column.form, stored) {
        case (.integer, .integer(let number)): return .int(number)
        case (.text, .text(let text)): return .string(text)
        case (.truth, .integer(let number)): return .bool(number == 1)
        case (.day, .text(let text)): return TimestampValue(text + "T00:00:00Z").map { .timestamp($0) }
        case (.scaled(let scale), .integer(let number)):
            return DecimalValue(coefficient: Int128(number), scale: scale).map { .decimal($0) }
        default: return nil
        }
    }

    static let environment: Environment = {
        var environment = Environment()
        environment.register(
            record: "Row", fields: Dictionary(uniqueKeysWithValues: columns.map { ($0.field, $0.type) }))
        environment.declare("this", .record("Row"))
        environment.declare("score", .int)
        environment.declare("day", .timestamp)
        return environment
    }()

    /// `this.count` and so on; `score` stands for the first column too, as a variable of its own.
    static let named: [String: SQLColumn] = {
        var named = Dictionary(uniqueKeysWithValues: columns.map { ("this." + $0.field, $0.column) })
        named["score"] = columns[0].column
        return named
    }()

    static let constants: [String: Value] = ["day": .timestamp(TimestampValue("2022-08-05T00:00:00Z") ?? .epoch)]
}
