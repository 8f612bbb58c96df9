import Database
import LuoshiCore

/// A register's tables: `r_<key>` with the records as they stand, `h_<key>` with every day's version as known each day.
///
/// Names come from keys that `isKey` holds to letters, digits and underscores.
struct RegisterTables {
    let register: RegisterDefinition
    let session: any Session

    /// Makes them for a new register.
    func create() throws {
        let fields = register.allFields.map(Self.column).map { ",\n    " + $0 }.joined()
        try session.define(
            """
            CREATE TABLE \(register.table) (
                id TEXT NOT NULL PRIMARY KEY,
                revision INTEGER NOT NULL,
                unit TEXT REFERENCES units (id),
                standing TEXT NOT NULL,
                merged_into TEXT,
                entered_on TEXT NOT NULL,
                changed_on TEXT NOT NULL\(fields)
            ) STRICT
            """)
        try session.define(
            """
            CREATE TABLE \(register.history) (
                record TEXT NOT NULL,
                valid_from TEXT NOT NULL,
                valid_to TEXT,
                known_from TEXT NOT NULL,
                known_to TEXT,
                unit TEXT\(fields),
                PRIMARY KEY (record, valid_from, known_from)
            ) STRICT
            """)
        try session.define("CREATE INDEX \(register.table)_unit ON \(register.table) (unit, id)")
        for field in register.allFields { try index(field) }
    }

    /// Adds the column of a field that a changed declaration brings.
    func add(_ field: FieldDefinition) throws {
        for table in [register.table, register.history] {
            try session.define("ALTER TABLE \(table) ADD COLUMN \(Self.column(field))")
        }
        try index(field)
    }

    func index(_ field: FieldDefinition) throws {
        if field.isUnique { try makeUnique(field) }
        if let order = order(by: field) { try session.define(order) }
    }

    /// The index that gives lists their order; nil for a field that lists have no order by.
    func order(by field: FieldDefinition) -> String? {
        guard field.type.isIndexed || field.key == register.namedBy else { return nil }
        return "CREATE INDEX \(register.table)_i_\(field.key) ON \(register.table) (\(field.column) NULLS FIRST, id)"
    }

    /// Records that count no more do not keep others from using a name or a number.
    func makeUnique(_ field: FieldDefinition) throws {
        try session.define(
            """
            CREATE UNIQUE INDEX \(register.table)_u_\(field.key) ON \(register.table) (\(field.column))
            WHERE standing = 'live'
            """)
    }

    func dropUniqueness(of field: FieldDefinition) throws {
        try session.define("DROP INDEX IF EXISTS \(register.table)_u_\(field.key)")
    }

    private static func column(_ field: FieldDefinition) -> String { "\(field.column) \(field.type.column)" }
}
