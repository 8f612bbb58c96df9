import Database
import DatabaseTesting
import LuoshiCore

/// What a test works in: a database of its own with the core's tables, the tiny package in force, and a door.
struct House {
    let database: Database
    let door: Door
    let clock: StandingClock

    /// Opens an account in a unit; no password fits it.
    func account(_ login: String, unit: String? = nil, roles: [String] = []) async throws -> Actor {
        let create = CreateAccount(login: login, person: "人\(login)", unit: unit, roles: roles, passwordHash: "-")
        return .account(try await door.perform(create, as: .system("test")))
    }

    /// The number in the column `n` of the answer's only row.
    func number(_ sql: SQL) async throws -> Int { try await database.number(sql) }

    /// Rows that any command or refusal could have left behind.
    func footprint() async throws -> [Int] {
        var counts: [Int] = []
        for table in ["test_notes", "test_counters", "audit_entries", "audit_payloads", "audit_subjects", "requests"] {
            counts.append(try await number("SELECT COUNT(*) AS n FROM \(raw: table)"))
        }
        return counts
    }
}

extension Database {
    /// The number in the column `n` of the answer's only row.
    func number(_ sql: SQL) async throws -> Int {
        try await read { try $0.first(sql) { try $0["n"] as Int } ?? 0 }
    }

    /// The texts in the column `t`.
    func texts(_ sql: SQL) async throws -> [String] {
        try await read { try $0.all(sql) { try $0["t"] as String } }
    }
}

extension Migration {
    /// The core's tables and two of the tests' own.
    static let house =
        Migration.core + [
            Migration(
                "test-001",
                """
                CREATE TABLE test_notes (
                    position INTEGER PRIMARY KEY NOT NULL,
                    label TEXT NOT NULL,
                    business_day TEXT NOT NULL,
                    instant INTEGER NOT NULL
                ) STRICT;
                CREATE TABLE test_counters (name TEXT PRIMARY KEY NOT NULL, total INTEGER NOT NULL) STRICT;
                CREATE TABLE test_items (name TEXT PRIMARY KEY NOT NULL, unit TEXT NOT NULL) STRICT;
                """)
        ]
}

/// Runs the body in a house of its own.
func withHouse(
    _ engine: TestEngine, today: Day? = nil, handlers: [EventHandler] = [], files: PackageFiles = TinyPackage.files,
    _ body: (House) async throws -> Void
) async throws {
    try await withDatabase(engine, migrations: Migration.house) { database in
        let clock = StandingClock()
        let door = Door(
            database: database, clock: clock.business(today: today), handlers: [.seedUnits] + handlers)
        try await door.adopt(files)
        try await body(House(database: database, door: door, clock: clock))
    }
}

extension Door {
    /// Proposes and adopts a package as the system itself.
    @discardableResult func adopt(_ files: PackageFiles) async throws -> Int {
        let hash = try await perform(ProposePackage(files), as: .system("test"))
        return try await perform(AdoptPackage(hash: hash), as: .system("test"))
    }
}
