import Database
import DatabaseTesting
import Testing

private enum Colour: String, SQLConvertible { case red, green }

@Suite struct ValueTests {
    private static let table = Migration(
        "0001", "CREATE TABLE v (id INTEGER PRIMARY KEY, i INTEGER, t TEXT, b BLOB) STRICT;")

    @Test(arguments: TestDatabases.engines)
    func `every kind of value comes back as it went in`(engine: TestEngine) async throws {
        let rows: [(Int64?, String?, [UInt8]?)] = [
            (nil, nil, nil),
            (.min, "", []),
            (.max, "百色市科技“十四五”规划 🎓 ?$1", [0, 1, 127, 128, 255]),
            (0, "it's; -- \"x\" \\ \n\t \u{1}", [UInt8](repeating: 0, count: 100_000)),
            (-1, String(repeating: "长", count: 50_000), (0...255).map { UInt8($0) }),
        ]
        try await withDatabase(engine, migrations: [Self.table]) { database in
            try await database.write { session in
                for (id, row) in rows.enumerated() {
                    try session.execute("INSERT INTO v (id, i, t, b) VALUES (\(id), \(row.0), \(row.1), \(row.2))")
                }
            }
            let read = try await database.read { session in
                try session.all("SELECT i, t, b FROM v ORDER BY id") {
                    (try $0["i"] as Int64?, try $0["t"] as String?, try $0["b"] as [UInt8]?)
                }
            }
            #expect(read.count == rows.count)
            for (one, other) in zip(read, rows) {
                #expect(one.0 == other.0)
                #expect(one.1 == other.1)
                #expect(one.2 == other.2)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a bound value keeps its kind without a table`(engine: TestEngine) async throws {
        let values: [SQLValue] = [
            .null, .integer(.min), .integer(.max), .text(""), .text("12"), .text("中文"), .blob([]), .blob([0, 255]),
        ]
        try await withDatabase(engine) { database in
            let read = try await database.read { session in
                try values.map { value in try session.first("SELECT \(value) AS x") { try $0["x"] as SQLValue } }
            }
            #expect(read == values)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `text with a NUL character is refused, not cut`(engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            let error = await #expect(throws: DatabaseError.self) {
                try await database.read { try $0.first("SELECT \("a\u{0}secret") AS x") { try $0["x"] as String } }
            }
            #expect("\(error.map { "\($0)" } ?? "")".contains("secret") == false)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `booleans, enumerations and sums are read from what each engine calls them`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.table]) { database in
            try await database.write { session in
                try session.executeBatch(1...3) {
                    "INSERT INTO v (id, i, t) VALUES (\($0), \($0 * 10), \(Colour.green))"
                }
                #expect(try session.first("SELECT sum(i) AS s FROM v") { try $0["s"] as Int } == 60)
                #expect(try session.first("SELECT count(*) AS n FROM v WHERE i > \(10)") { try $0["n"] as Int } == 2)
                #expect(try session.first("SELECT i = \(10) AS y FROM v ORDER BY id") { try $0["y"] as Bool } == true)
                #expect(
                    try session.first("SELECT EXISTS (SELECT 1 FROM v WHERE i = 5) AS y") { try $0["y"] as Bool }
                        == false)
                #expect(try session.first("SELECT t FROM v") { try $0["t"] as Colour } == .green)
                #expect(
                    try session.first("SELECT sum(i) AS s FROM v WHERE id > 9") { try $0["s"] as Int? } == .some(nil))
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what does not fit says the column and never the value`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.table]) { database in
            try await database.write { session in
                try session.execute("INSERT INTO v (id, i, t) VALUES (1, 7, 'secret')")
                func error<T: SQLConvertible>(_ column: String, _ type: T.Type) -> DatabaseError? {
                    do {
                        _ = try session.first("SELECT i, t, b FROM v") { try $0[column] as T }
                        return nil
                    } catch { return error as? DatabaseError }
                }
                #expect(error("t", Int.self) == .typeMismatch(column: "t", expected: "Int", found: "text"))
                #expect(error("i", String.self) == .typeMismatch(column: "i", expected: "String", found: "integer"))
                #expect(error("b", String.self) == .typeMismatch(column: "b", expected: "String", found: "null"))
                #expect(error("i", Bool.self) == .typeMismatch(column: "i", expected: "Bool", found: "integer"))
                #expect(
                    error("t", Colour.self)
                        == .typeMismatch(column: "t", expected: "Colour", found: "text outside its cases"))
                #expect(error("nothing", Int.self) == .invalidColumn("nothing"))
            }
        }
    }
}
