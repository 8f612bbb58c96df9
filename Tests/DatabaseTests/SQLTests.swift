@testable import Database
import DatabaseTesting
import Testing

@Suite struct SQLTests {
    @Test func `interpolated values are bound, in both engines' numbering`() {
        let sql: SQL = "SELECT '?' , a FROM t WHERE b = \(1) AND c = \("it's") AND d IN \(list: [2, 3])"
        #expect(sql.text == "SELECT '?' , a FROM t WHERE b = ? AND c = ? AND d IN (?, ?)")
        #expect(sql.numberedText == "SELECT '?' , a FROM t WHERE b = $1 AND c = $2 AND d IN ($3, $4)")
        #expect(sql.values == [.integer(1), .text("it's"), .integer(2), .integer(3)])
    }

    @Test func `parts are joined, nested and added with their values in order`() {
        let conditions: [SQL] = ["名 = \("甲")", "b > \(2)"]
        var sql: SQL = "SELECT \(raw: "x") FROM t WHERE \(sql: conditions.joined(separator: " AND "))"
        sql += " OR c = \(3)"
        #expect((sql + " LIMIT \(4)").numberedText == "SELECT x FROM t WHERE 名 = $1 AND b > $2 OR c = $3 LIMIT $4")
        #expect((sql + " LIMIT \(4)").values == [.text("甲"), .integer(2), .integer(3), .integer(4)])
    }

    @Test func `a description shows no bound value`() {
        #expect("\("SELECT \("secret")" as SQL)" == "SELECT ?")
    }

    @Test(arguments: TestDatabases.engines)
    func `an empty list contains nothing, and NOT IN it is everything`(engine: TestEngine) async throws {
        let table = Migration("0001", "CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT, data BLOB) STRICT;")
        try await withDatabase(engine, migrations: [table]) { database in
            try await database.write { session in
                try session.execute("INSERT INTO t (id, name, data) VALUES (1, 'a', \([1] as [UInt8]))")
                func count(_ condition: SQL) throws -> Int? {
                    try session.first("SELECT count(*) AS n FROM t WHERE \(sql: condition)") { try $0["n"] as Int }
                }
                #expect(try count("id IN \(list: [Int]())") == 0)
                #expect(try count("id NOT IN \(list: [Int]())") == 1)
                #expect(try count("name NOT IN \(list: [String]())") == 1)
                #expect(try count("data NOT IN \(list: [[UInt8]]())") == 1)
                #expect(try count("name IN \(list: ["a", "b"])") == 1)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `one text takes values of changing kinds, null first`(engine: TestEngine) async throws {
        let table = Migration("0001", "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER, name TEXT) STRICT;")
        try await withDatabase(engine, migrations: [table]) { database in
            try await database.write { session in
                let rows: [(Int?, String?)] = [(nil, nil), (1, nil), (nil, "a"), (2, "b")]
                for (id, row) in rows.enumerated() {
                    try session.execute("INSERT INTO t (id, n, name) VALUES (\(id), \(row.0), \(row.1))")
                }
                for value in [SQLValue.null, .text("a"), .integer(3), .blob([1]), .null] {
                    #expect(try session.first("SELECT \(value) AS x") { try $0["x"] as SQLValue } == value)
                }
                #expect(try session.first("SELECT count(n) + count(name) AS c FROM t") { try $0["c"] as Int } == 4)
            }
        }
    }
}
