import DatabaseTesting
import Testing

@testable import Database

@Suite struct MigrationTests {
    private static let first = Migration(
        "0001-people",
        """
        -- People; INTEGER is a word here.
        CREATE TABLE people (
            id INTEGER PRIMARY KEY,
            text TEXT NOT NULL DEFAULT 'TEXT; INTEGER',
            photo BLOB
        ) STRICT;
        CREATE INDEX people_text ON people (text);
        """)
    private static let second = Migration(
        "0002-age",
        """
        ALTER TABLE people ADD COLUMN age INTEGER;
        CREATE TABLE pairs (a INTEGER NOT NULL, b TEXT NOT NULL, PRIMARY KEY (a, b)) STRICT, WITHOUT ROWID;
        INSERT INTO people (id, age) VALUES (1, 9223372036854775807);
        """)
    private static let broken = Migration(
        "0003-broken", "CREATE TABLE half (id INTEGER) STRICT;\nINSERT INTO nowhere (id) VALUES (1);")

    private static func error(_ database: Database, _ migrations: [Migration]) async -> String {
        do {
            try await database.migrate(migrations)
            return "none"
        } catch DatabaseError.other(let code, let message) {
            return "\(code): \(message)"
        } catch { return "\(error)" }
    }

    @Test(arguments: TestDatabases.engines)
    func `migrations are applied once, in order`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.first]) { database in
            try await database.migrate([Self.first, Self.second])
            try await database.migrate([Self.first, Self.second])
            let people = try await database.read { session in
                try session.all("SELECT text, age FROM people") {
                    "\(try $0["text"] as String) \(try $0["age"] as Int)"
                }
            }
            #expect(people == ["TEXT; INTEGER 9223372036854775807"])
            let applied = try await database.read { session in
                try session.all("SELECT id, applied_at FROM schema_migrations ORDER BY id") { row in
                    let at: String = try row["applied_at"]
                    #expect(at.count == 20 && at.hasSuffix("Z"))
                    return try row["id"] as String
                }
            }
            #expect(applied == ["0001-people", "0002-age"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a changed, unknown or misplaced migration is refused`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.first, Self.second]) { database in
            let changed = Migration(Self.first.id, Self.first.sql + " ")
            #expect(await Self.error(database, [changed, Self.second]).hasPrefix("migration-changed: "))
            #expect(await Self.error(database, [changed, Self.second]).contains("0001-people"))
            #expect(await Self.error(database, [Self.first]).hasPrefix("migration-unknown: "))
            #expect(await Self.error(database, [Self.first]).contains("0002-age"))
            let late = Migration("0001b", "CREATE TABLE late (id INTEGER) STRICT;")
            #expect(await Self.error(database, [Self.first, late, Self.second]).hasPrefix("migration-order: "))
            #expect(await Self.error(database, [Self.first, Self.first]).hasPrefix("migration-twice: "))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a floor's next migration comes after those of the floors above`(engine: TestEngine) async throws {
        let core = Migration("core-001", "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;")
        let next = Migration("core-002", "CREATE TABLE c (id INTEGER PRIMARY KEY) STRICT;")
        let plan = Migration("plan-001", "CREATE TABLE b (id INTEGER PRIMARY KEY) STRICT;")
        try await withDatabase(engine, migrations: [core, plan]) { database in
            #expect(try await database.schemaState([core, next, plan]) == .older(["core-002"]))
            try await database.migrate([core, next, plan])
            #expect(try await database.schemaState([core, next, plan]) == .current)
            #expect(try await database.schemaState([core, plan]) == .newer(["core-002"]))
            let late = Migration("core-001b", "CREATE TABLE d (id INTEGER PRIMARY KEY) STRICT;")
            #expect(await Self.error(database, [core, late, next, plan]).hasPrefix("migration-order: "))
        }
    }

    @Test(arguments: TestDatabases.engines.filter { $0 != .sqliteMemory })
    func `a program that finds nothing to do waits for nobody`(engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let database = try Database(location)
            try await database.migrate([Self.first])
            let gate = Gate()
            let holding = Task {
                try await database.write { session in
                    try session.lock([Migration.lockKey])
                    gate.open(0)
                    gate.wait(1)
                }
            }
            await gate.passed(0)
            let other = try Database(location)
            try await other.migrate([Self.first])
            await other.close()
            gate.open(1)
            try await holding.value
            await database.close()
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a migration that fails leaves nothing behind, and the ones before it stay`(engine: TestEngine) async throws {
        try await withDatabase(engine) { database in
            #expect(await Self.error(database, [Self.first, Self.broken]).contains("nowhere"))
            await #expect(throws: DatabaseError.self) {
                try await database.read { try $0.all("SELECT id FROM half") { _ in 1 } }
            }
            try await database.migrate([Self.first, Self.second])
        }
    }

    @Test(arguments: TestDatabases.engines.filter { $0 != .sqliteMemory })
    func `servers that start together do not race`(engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            try await withThrowingTaskGroup { group in
                for _ in 0..<6 {
                    group.addTask {
                        let database = try Database(location)
                        try await database.migrate([Self.first, Self.second])
                        await database.close()
                    }
                }
                try await group.waitForAll()
            }
            let database = try Database(location)
            #expect(
                try await database.number("SELECT count(*) AS n FROM people") == 1)
            await database.close()
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `text compares by its bytes`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.first]) { database in
            let words = ["b", "B", "a", "中", "一", "Z", "é", "10", "9", ""]
            let sorted = try await database.write { session in
                try session.executeBatch(words.enumerated()) {
                    "INSERT INTO people (id, text) VALUES (\($0.offset), \($0.element))"
                }
                return try session.all("SELECT text FROM people ORDER BY text") { try $0["text"] as String }
            }
            #expect(sorted == ["", "10", "9", "B", "Z", "a", "b", "é", "一", "中"])
        }
    }
}
