import Database
import DatabaseTesting
import Testing

@Suite struct ManyRowsTests {
    private static let table = Migration(
        "0001", "CREATE TABLE v (id INTEGER PRIMARY KEY, i INTEGER, t TEXT, b BLOB, n INTEGER) STRICT;")
    private static let columns = ["id", "i", "t", "b", "n"]

    @Test(arguments: TestDatabases.engines)
    func `many rows at once come back as they went in, nulls among them`(engine: TestEngine) async throws {
        let texts: [String?] = [nil, "", "NULL", "{a,\"b\",\\c}", "百色 🎓 ?$1"]
        let blobs: [[UInt8]?] = [[], [0, 255], nil]
        let rows = (0..<1_000).map { id -> [SQLValue] in
            let number: Int64? = id % 3 == 0 ? nil : .min + Int64(id)
            let text = texts[id % 5].sqlValue
            return [.integer(Int64(id)), number.sqlValue, text, blobs[id % 3].sqlValue, .null]
        }
        let flat = rows.flatMap { $0 }
        try await withDatabase(engine, migrations: [Self.table]) { database in
            try await database.write { session in
                try session.insert(flat, into: "v", Self.columns)
                try session.insert([], into: "v", Self.columns)
            }
            let read = try await database.read { session in
                try session.all("SELECT id, i, t, b, n FROM v ORDER BY id") { row in
                    try Self.columns.map { try row[$0] as SQLValue }
                }
            }
            #expect(read == rows)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `rows that are there are added to where it says so, and else refused`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.table]) { database in
            let conflict = "ON CONFLICT (id) DO UPDATE SET i = v.i + excluded.i"
            let sums = try await database.write { session in
                try session.insert([1, 10, 2, 20].map(SQLValue.integer), into: "v", ["id", "i"])
                try session.insert([2, 5, 3, 7].map(SQLValue.integer), into: "v", ["id", "i"], conflict: conflict)
                return try session.all("SELECT i FROM v ORDER BY id") { try $0["i"] as Int }
            }
            #expect(sums == [10, 25, 7])
            await #expect(throws: DatabaseError.self) {
                try await database.write {
                    try $0.insert([4, 1, 3, 1].map(SQLValue.integer), into: "v", ["id", "i"])
                }
            }
            #expect(
                try await database.read { try $0.first("SELECT i FROM v WHERE id = 4") { try $0["i"] as Int } } == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `text with a NUL character is refused among many as well`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.table]) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.write {
                    try $0.insert([.integer(1), .text("a"), .integer(2), .text("b\u{0}")], into: "v", ["id", "t"])
                }
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `whole numbers come row after row, and nothing else does`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.table]) { database in
            let values: [SQLValue] = [1, .min, 2, .max].map(SQLValue.integer)
            try await database.write { try $0.insert(values, into: "v", ["id", "i"]) }
            let read = try await database.read { try $0.integers("SELECT id, i FROM v ORDER BY id") }
            #expect(read == [1, .min, 2, .max])
            #expect(try await database.read { try $0.integers("SELECT id FROM v WHERE id > 9") } == [])
            for column: SQL in ["t", "n"] {
                await #expect(throws: DatabaseError.self) {
                    try await database.read { try $0.integers("SELECT \(sql: column) FROM v") }
                }
            }
        }
    }
}
