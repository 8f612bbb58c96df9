import Database
import DatabaseTesting
import Testing

@Suite struct PlanTests {
    @Test(arguments: TestDatabases.engines)
    func `a plan names the index that finds the answer, or shows that none does`(engine: TestEngine) async throws {
        let table = Migration(
            "0001",
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY, unit INTEGER NOT NULL, name TEXT NOT NULL) STRICT;
            CREATE INDEX t_unit ON t (unit);
            """)
        try await withDatabase(engine, migrations: [table]) { database in
            let (found, scanned) = try await database.read { session in
                (
                    try session.explain("SELECT id FROM t WHERE unit = \(7) ORDER BY id"),
                    try session.explain("SELECT id FROM t WHERE name = \("x")")
                )
            }
            #expect(found.contains("t_unit"))
            #expect(scanned.contains(engine == .postgreSQL ? "Seq Scan on t" : "SCAN t"))
        }
    }
}
