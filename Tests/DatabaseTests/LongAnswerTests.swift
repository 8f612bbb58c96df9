import Database
import DatabaseTesting
import Foundation
import Testing

@Suite(.serialized) struct LongAnswerTests {
    private static let table = Migration(
        "0001", "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL, name TEXT NOT NULL) STRICT;")

    @Test(arguments: TestDatabases.engines)
    func `a walk over 200,000 rows takes constant memory`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.table]) { database in
            try await database.write { session in
                try session.execute(
                    """
                    INSERT INTO t (id, n, name)
                    WITH RECURSIVE numbers (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < 200000)
                    SELECT i, i * 2, \(String(repeating: "长", count: 100)) FROM numbers
                    """)
            }
            let before = residentKibibytes()
            let (rows, sum, peak) = try await database.read { session in
                var (rows, sum, peak) = (0, 0, 0)
                try session.forEach("SELECT id, n, name FROM t WHERE id > \(0) ORDER BY id") { row in
                    rows += 1
                    sum += try row["n"] as Int
                    if (try row["name"] as String).count != 100 { sum = -1 }
                    if rows.isMultiple(of: 20_000) { peak = max(peak, residentKibibytes()) }
                }
                return (rows, sum, peak)
            }
            #expect(rows == 200_000)
            #expect(sum == 200_000 * 200_001)
            // The answer is 60 MB.
            #expect(peak - before < 20_000)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `other statements run inside a walk, even the same one`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.table]) { database in
            let pairs = try await database.write { session in
                try session.executeBatch(1...700) { "INSERT INTO t (id, n, name) VALUES (\($0), 0, 'x')" }
                var pairs = 0
                let walk: SQL = "SELECT id FROM t WHERE id % 100 = 0 ORDER BY id"
                try session.forEach(walk) { outer in
                    let id: Int = try outer["id"]
                    try session.forEach(walk) { inner in if try inner["id"] as Int == id { pairs += 1 } }
                    pairs +=
                        try session.first("SELECT count(*) AS n FROM t WHERE id = \(id)") { try $0["n"] as Int } ?? 0
                    let again: Int = try outer["id"]
                    #expect(again == id)
                }
                return pairs
            }
            #expect(pairs == 14)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an error thrown inside a walk leaves the transaction usable`(engine: TestEngine) async throws {
        struct Enough: Error {}
        try await withDatabase(engine, migrations: [Self.table]) { database in
            let left = try await database.write { session in
                try session.executeBatch(1...1000) { "INSERT INTO t (id, n, name) VALUES (\($0), 0, 'x')" }
                #expect(throws: Enough.self) { try session.forEach("SELECT id FROM t") { _ in throw Enough() } }
                try session.execute("DELETE FROM t WHERE id > 10")
                return try session.first("SELECT count(*) AS n FROM t") { try $0["n"] as Int }
            }
            #expect(left == 10)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a batch of 10,000 arrives in order`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.table]) { database in
            try await database.write { session in
                try session.executeBatch(0..<10_000) { number in
                    let n: Int? = number.isMultiple(of: 3) ? nil : number
                    return "INSERT INTO t (id, n, name) VALUES (\(number), coalesce(\(n), 0), \("第\(number)行"))"
                }
                try session.executeBatch(0..<10_000) {
                    "UPDATE t SET n = (n * 10 + \($0 % 10)) % 1000 WHERE id = \($0 % 5)"
                }
            }
            let rows = try await database.read { session in
                try session.all("SELECT id, n, name FROM t ORDER BY id LIMIT 7") {
                    "\(try $0["id"] as Int) \((try $0["n"] as Int) % 100) \(try $0["name"] as String)"
                }
            }
            #expect(rows.count == 7)
            #expect(rows[4] == "4 49 第4行")
            #expect(rows[6] == "6 0 第6行")
            #expect(try await database.number("SELECT count(*) AS n FROM t") == 10_000)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `many different texts do not fill the connection`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.table]) { database in
            for round in 0..<3 {
                try await database.write { session in
                    for number in 0..<400 {
                        let sum = try session.first("SELECT \(raw: "\(number)") + \(round) AS x") { try $0["x"] as Int }
                        #expect(sum == number + round)
                    }
                }
            }
        }
    }
}

private func residentKibibytes() -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    return (status.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4
}
