import DatabaseTesting
import Foundation
import Testing

@testable import Database

@Suite struct BackupTests {
    /// Tables that make copying hard: values at their limits, references to oneself and in a ring, rows that a migration wrote.
    private static let migrations = [
        Migration(
            "core-001",
            """
            CREATE TABLE people (id TEXT PRIMARY KEY NOT NULL, chief TEXT REFERENCES people (id), photo BLOB, age INTEGER) STRICT;
            CREATE TABLE words (word TEXT PRIMARY KEY NOT NULL) STRICT;
            INSERT INTO words (word) VALUES ('seed');
            """),
        Migration(
            "top-001",
            """
            CREATE TABLE houses (id INTEGER PRIMARY KEY NOT NULL, owner TEXT NOT NULL REFERENCES people (id)) STRICT;
            CREATE TABLE pairs (a INTEGER NOT NULL, b TEXT NOT NULL, house INTEGER REFERENCES houses (id), PRIMARY KEY (b, a)) STRICT;
            """),
    ]

    private static func fill(_ database: Database, from: Int = 0, count: Int = 300) async throws {
        try await database.write { session in
            for number in from..<from + count {
                let id = "p\(number)"
                let chief = number == from ? id : "p\(from)"
                let photo: [UInt8]? =
                    number % 7 == 0 ? nil : (0..<number % 50).map { UInt8(truncatingIfNeeded: $0 * number) }
                try session.execute(
                    """
                    INSERT INTO people (id, chief, photo, age)
                    VALUES (\(id), \(chief), \(photo), \(number % 3 == 0 ? nil : Int64.max - Int64(number)))
                    """)
                try session.execute("INSERT INTO houses (id, owner) VALUES (\(number - 5), \(id))")
                try session.execute(
                    "INSERT INTO pairs (a, b, house) VALUES (\(number), \(["一", "é", "Z", ""][number % 4]), \(number - 5))"
                )
            }
        }
    }

    private static func backUp(_ database: Database, _ path: String, files: [BackupFile] = []) async throws
        -> BackupDescription
    {
        try await database.backUp(
            to: path, migrations: migrations, program: "test", at: Date(timeIntervalSince1970: 0), files: files)
    }

    /// Restores to a place of the engine's and gives what the tables hold there.
    private static func restored(_ backup: Backup, to engine: TestEngine) async throws -> [TableContent] {
        var contents: [TableContent] = []
        try await withLocation(engine) { location in
            if case .file(let path) = location {
                try await backup.restore(toFile: path, knowing: migrations) {}
            }
            let database = try Database(location)
            if engine == .postgreSQL { try await database.restore(backup, knowing: migrations) {} }
            try await database.migrate(migrations)
            contents = try await Self.contents(database, backup)
            await database.close()
        }
        return contents
    }

    private static func contents(_ database: Database, _ backup: Backup) async throws -> [TableContent] {
        let file = try SQLiteConnection(.reader(path: backup.path), options: DatabaseOptions())
        defer { file.close() }
        let shapes = try TableShape.all(in: SQLiteSession(file))
        return try await database.writeScript { session in try shapes.map { try $0.content(in: session) } }
    }

    @Test(arguments: TestDatabases.engines)
    func `a backup restores on either engine with the same content`(engine: TestEngine) async throws {
        try await withFolder { folder in
            try await withDatabase(engine, migrations: Self.migrations) { database in
                try await Self.fill(database)
                try await database.write { session in
                    try session.define("CREATE TABLE later (n INTEGER NOT NULL PRIMARY KEY, day TEXT) STRICT")
                    try session.define("CREATE INDEX later_by_day ON later (day NULLS FIRST, n)")
                    try session.execute("INSERT INTO later (n) VALUES (7)")
                }
                let path = folder + "/backup"
                let file = BackupFile(name: "beside", content: [1, 2, 3])
                let description = try await Self.backUp(database, path, files: [file])
                #expect(
                    description.tables.map(\.name) == [
                        "houses", "later", "pairs", "people", "schema_definitions", "schema_migrations", "words",
                    ])
                #expect(description.tables.map(\.rows) == [300, 1, 300, 300, 2, 2, 1])
                let backup = try Backup(path: path)
                #expect(backup.description == description)
                #expect(backup.files == [file])
                #expect(try await Self.contents(database, backup) == description.tables)
                for other in TestDatabases.engines where other != .sqliteMemory {
                    #expect(try await Self.restored(backup, to: other) == description.tables)
                }
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the digest tells any change`(engine: TestEngine) async throws {
        try await withFolder { folder in
            try await withDatabase(engine, migrations: Self.migrations) { database in
                try await Self.fill(database, count: 20)
                var seen: Set<String> = [try await Self.backUp(database, folder + "/0").sha256]
                #expect(try await Self.backUp(database, folder + "/again").sha256 == seen.first)
                let changes: [SQL] = [
                    "UPDATE people SET age = age - 1 WHERE id = 'p1'", "UPDATE people SET photo = NULL WHERE id = 'p1'",
                    "UPDATE people SET photo = \([UInt8]()) WHERE id = 'p1'",
                    "DELETE FROM pairs WHERE a = 3", "INSERT INTO words (word) VALUES ('x')",
                ]
                for (number, change) in changes.enumerated() {
                    try await database.write { try $0.execute(change) }
                    seen.insert(try await Self.backUp(database, folder + "/\(number + 1)").sha256)
                }
                #expect(seen.count == changes.count + 1)
            }
        }
    }

    @Test(arguments: TestDatabases.engines.filter { $0 != .sqliteMemory })
    func `writers go on during a backup, which holds whole transactions and all from before it`(
        engine: TestEngine
    ) async throws {
        try await withFolder { folder in
            try await withDatabase(engine, migrations: Self.migrations) { database in
                try await Self.fill(database, from: 0, count: 2000)
                let writer = Task {
                    var next = 2000
                    while !Task.isCancelled {
                        try await Self.fill(database, from: next, count: 10)
                        next += 10
                    }
                    return next
                }
                while try await database.number("SELECT COUNT(*) AS n FROM people") ?? 0 < 2050 { await Task.yield() }
                let before = try await database.number("SELECT COUNT(*) AS n FROM people") ?? 0
                let description = try await Self.backUp(database, folder + "/backup")
                writer.cancel()
                let after = try await writer.value
                let rows = Dictionary(uniqueKeysWithValues: description.tables.map { ($0.name, $0.rows) })
                let people = try #require(rows["people"])
                #expect(people >= before && people < after && people % 10 == 0)
                #expect(rows["houses"] == people && rows["pairs"] == people)
                let backup = try Backup(path: folder + "/backup")
                for other in TestDatabases.engines where other != .sqliteMemory {
                    #expect(try await Self.restored(backup, to: other) == description.tables)
                }
            }
        }
    }

    @Test func `what was changed on the way is found, wherever it is`() async throws {
        try await withFolder { folder in
            try await withDatabase(.sqliteFile, migrations: Self.migrations) { database in
                try await Self.fill(database, count: 10)
                let path = folder + "/backup"
                _ = try await Self.backUp(database, path, files: [BackupFile(name: "beside", content: [1])])
                let deeds: [SQL] = [
                    "UPDATE people SET age = 1 WHERE id = 'p1'", "DELETE FROM words", "DELETE FROM backup_files",
                    "UPDATE backup_files SET content = \([UInt8]([2]))", "DROP TABLE pairs",
                    "UPDATE backup_description SET json = replace(json, '\"rows\":10', '\"rows\":11')",
                ]
                for (number, deed) in deeds.enumerated() {
                    let changed = folder + "/changed-\(number)"
                    try FileManager.default.copyItem(atPath: path, toPath: changed)
                    let meddler = try Database(.file(path: changed))
                    try await meddler.write { try $0.execute(deed) }
                    await meddler.close()
                    let backup = try Backup(path: changed)
                    for engine in TestDatabases.engines where engine != .sqliteMemory {
                        await #expect(throws: BackupError.self, "\(deed) on \(engine)") {
                            _ = try await Self.restored(backup, to: engine)
                        }
                    }
                }
            }
        }
    }

    @Test func `nothing is written over`() async throws {
        try await withFolder { folder in
            try await withDatabase(.sqliteFile, migrations: Self.migrations) { database in
                let path = folder + "/backup"
                _ = try await Self.backUp(database, path)
                await #expect(throws: BackupError.occupied(path)) { try await Self.backUp(database, path) }
                let backup = try Backup(path: path)
                await #expect(throws: BackupError.occupied(path)) {
                    try await backup.restore(toFile: path, knowing: Self.migrations) {}
                }
                if TestDatabases.engines.contains(.postgreSQL) {
                    try await withDatabase(.postgreSQL, migrations: [Self.migrations[0]]) { server in
                        await #expect(throws: BackupError.occupied("people")) {
                            try await server.restore(backup, knowing: Self.migrations) {}
                        }
                    }
                }
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["backup"])
            }
        }
    }

    @Test(arguments: TestDatabases.engines.filter { $0 != .sqliteMemory })
    func `a step that fails before the end leaves nothing`(engine: TestEngine) async throws {
        struct Stop: Error {}
        try await withFolder { folder in
            try await withDatabase(.sqliteFile, migrations: Self.migrations) { database in
                try await Self.fill(database, count: 10)
                _ = try await Self.backUp(database, folder + "/backup")
                let backup = try Backup(path: folder + "/backup")
                try await withLocation(engine) { location in
                    if case .file(let path) = location {
                        await #expect(throws: Stop.self) {
                            try await backup.restore(toFile: path, knowing: Self.migrations) { throw Stop() }
                        }
                        #expect(!FileManager.default.fileExists(atPath: path))
                    } else {
                        let server = try Database(location)
                        await #expect(throws: Stop.self) {
                            try await server.restore(backup, knowing: Self.migrations) { throw Stop() }
                        }
                        #expect(try await server.schemaState(Self.migrations) == .older(["core-001", "top-001"]))
                        await server.close()
                    }
                }
            }
        }
    }

    @Test func `a backup of a newer program is refused, one of an older program is brought up to date`() async throws {
        try await withFolder { folder in
            for engine in TestDatabases.engines {
                try await withDatabase(engine, migrations: [Self.migrations[0]]) { database in
                    try await Self.fillWords(database)
                    let path = folder + "/\(engine)"
                    _ = try await Self.backUp(database, path)
                    let backup = try Backup(path: path)
                    let target = folder + "/target-\(engine)"
                    await #expect(throws: BackupError.unknownMigration("core-001")) {
                        try await backup.restore(toFile: target, knowing: [Self.migrations[1]]) {}
                    }
                    try await backup.restore(toFile: target, knowing: Self.migrations) {}
                    let restored = try Database(.file(path: target))
                    try await restored.migrate(Self.migrations)
                    #expect(try await restored.number("SELECT COUNT(*) AS n FROM words") == 51)
                    #expect(try await restored.number("SELECT COUNT(*) AS n FROM houses") == 0)
                    await restored.close()
                }
            }
        }
    }

    private static func fillWords(_ database: Database) async throws {
        try await database.write { try $0.executeBatch(0..<50) { "INSERT INTO words (word) VALUES (\("w\($0)"))" } }
    }

    @Test(
        .enabled(if: TestDatabases.postgreSQL != nil)
    ) func `a table that no migration made is not left out in silence`() async throws {
        try await withFolder { folder in
            try await withDatabase(.postgreSQL, migrations: Self.migrations) { database in
                try await database.write { try $0.execute("CREATE TABLE foreigner (id BIGINT PRIMARY KEY)") }
                await #expect(throws: BackupError.unknownTable("foreigner")) {
                    try await Self.backUp(database, folder + "/backup")
                }
                #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
            }
        }
    }

    @Test func `what a killed program left is cleared away, what a running one makes is not`() async throws {
        try await withFolder { folder in
            try await withDatabase(.sqliteFile, migrations: Self.migrations) { database in
                let dead = folder + "/backup.999999999.partial"
                let alive = folder + "/backup.1.partial"
                for path in [dead, alive] { #expect(FileManager.default.createFile(atPath: path, contents: Data([1]))) }
                _ = try await Self.backUp(database, folder + "/backup")
                #expect(
                    try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == [
                        "backup", "backup.1.partial",
                    ])
            }
        }
    }
}

/// Runs the body with a folder of its own.
func withFolder(_ body: (String) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("luoshi-test-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try await body(folder)
}
