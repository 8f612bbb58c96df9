import Foundation

/// How a database's tables stand to what a program knows.
package enum SchemaState: Sendable, Equatable {
    case current
    /// Migrations of the program that the database does not have.
    case older([String])
    /// Migrations of the database that the program does not know.
    case newer([String])
}

extension Database {
    /// Applies the migrations that this database does not have yet, in order, each in a transaction of its own.
    ///
    /// Servers that start together take turns, and where nothing is to be done nobody waits. Throws `DatabaseError.other`
    /// with the code `migration-changed` when the text of an applied migration is another one now, `migration-unknown` when
    /// the database has migrations that this program does not know, `migration-order` when one is missing before an applied
    /// one of its own series, `migration-twice` when two share an id; `DatabaseError.timedOut` when another migration or a
    /// backup holds the tables.
    package func migrate(_ migrations: [Migration]) async throws {
        guard Set(migrations.map(\.id)).count == migrations.count else {
            throw DatabaseError.other(code: "migration-twice", message: "two migrations have the same id")
        }
        let schema = schema
        var isComplete = try await read { session in
            try Self.hasMigrationTable(session) && Self.nextMigration(of: migrations, session) == nil
        }
        while !isComplete {
            isComplete = try await writeScript { session in
                if session.engine == .postgreSQL {
                    try session.run(script: "SET LOCAL statement_timeout = 0; SET LOCAL lock_timeout = '60s'")
                }
                try session.lock([Migration.lockKey])
                if let schema {
                    try session.run(script: "CREATE SCHEMA IF NOT EXISTS \(PostgreSQLConnection.quoted(schema))")
                }
                try session.run(script: session.engine.definition(Migration.table))
                guard let next = try Self.nextMigration(of: migrations, session) else { return true }
                try session.run(script: session.engine.definition(next.sql))
                try session.execute(
                    """
                    INSERT INTO schema_migrations (id, sha256, applied_at)
                    VALUES (\(next.id), \(next.sha256), \(Date.now.formatted(.iso8601)))
                    """)
                return false
            }
        }
    }

    /// How the tables stand to the migrations, without changing anything.
    package func schemaState(_ migrations: [Migration]) async throws -> SchemaState {
        try await read { session in
            let applied = try Self.hasMigrationTable(session) ? Set(Migration.applied(in: session).map(\.id)) : []
            let unknown = applied.subtracting(migrations.map(\.id))
            if !unknown.isEmpty { return .newer(unknown.sorted()) }
            let missing = migrations.map(\.id).filter { !applied.contains($0) }
            return missing.isEmpty ? .current : .older(missing)
        }
    }

    private static func hasMigrationTable(_ session: any Session) throws -> Bool {
        let query: SQL =
            session.engine == .sqlite
            ? "SELECT 1 AS one FROM sqlite_master WHERE type = 'table' AND name = 'schema_migrations'"
            : "SELECT 1 AS one WHERE to_regclass('schema_migrations') IS NOT NULL"
        return try session.first(query) { _ in true } ?? false
    }

    private static func nextMigration(of migrations: [Migration], _ session: any Session) throws -> Migration? {
        let applied = Dictionary(
            uniqueKeysWithValues: try Migration.applied(in: session).map { ($0.id, $0.sha256) })
        if let unknown = Set(applied.keys).subtracting(migrations.map(\.id)).min() {
            throw DatabaseError.other(
                code: "migration-unknown",
                message:
                    "the database has the migration \(unknown), which this program does not know; use a newer program")
        }
        if let changed = migrations.first(where: { applied[$0.id] != nil && applied[$0.id] != $0.sha256 }) {
            throw DatabaseError.other(
                code: "migration-changed",
                message: "the migration \(changed.id) was applied with another text; restore it and add a new migration"
            )
        }
        let next = migrations.firstIndex { applied[$0.id] == nil }
        if let next,
            let late = migrations[next...].first(where: {
                applied[$0.id] != nil && $0.series == migrations[next].series
            })
        {
            throw DatabaseError.other(
                code: "migration-order",
                message: "the migration \(migrations[next].id) stands before \(late.id), which is applied; put it last")
        }
        return next.map { migrations[$0] }
    }
}

extension Migration {
    /// What a migration, a backup and a restore hold, so that they do not meet.
    static let lockKey = "schema_migrations"

    /// Where the applied migrations are noted, and what was defined while the system ran.
    static let table = """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            id TEXT PRIMARY KEY,
            sha256 TEXT NOT NULL,
            applied_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE IF NOT EXISTS schema_definitions (
            number INTEGER NOT NULL PRIMARY KEY,
            sql TEXT NOT NULL
        ) STRICT;
        """

    /// A floor's migrations are in order among themselves: `core` in `core-001-audit`; empty for `0001-people`.
    var series: Substring {
        let first = id.prefix { $0 != "-" }
        return first.contains(where: \.isNumber) ? "" : first
    }

    /// Id and SHA-256 of the migrations that a database has.
    static func applied(in session: any Session) throws -> [(id: String, sha256: String)] {
        try session.all("SELECT id, sha256 FROM schema_migrations ORDER BY id") { (try $0["id"], try $0["sha256"]) }
    }

    /// Makes empty tables as those of another database were made: by the applied migrations, in the order of the known ones, and
    /// by its own definitions. Throws `BackupError.unknownMigration` for one that is not known.
    static func makeTables(
        as source: any Session, in session: any EngineSession, knowing migrations: [Migration]
    ) throws {
        let applied = try applied(in: source)
        let known = Dictionary(migrations.map { ($0.id, $0.sha256) }) { first, _ in first }
        if let unknown = applied.first(where: { known[$0.id] != $0.sha256 }) {
            throw BackupError.unknownMigration(unknown.id)
        }
        let ids = Set(applied.map(\.id))
        try session.run(script: session.engine.definition(table))
        for migration in migrations where ids.contains(migration.id) {
            try session.run(script: session.engine.definition(migration.sql))
        }
        let definitions: [String] = try source.all("SELECT sql FROM schema_definitions ORDER BY number") {
            try $0["sql"]
        }
        for definition in definitions { try session.run(script: session.engine.definition(definition)) }
    }
}
