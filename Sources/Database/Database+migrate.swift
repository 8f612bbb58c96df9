import Foundation

extension Database {
    /// Applies the migrations that this database does not have yet, in order, each in a transaction of its own.
    ///
    /// Servers that start together take turns. Throws `DatabaseError.other` with the code `migration-changed` when the
    /// text of an applied migration is another one now, `migration-unknown` when the database has migrations that this
    /// program does not know, `migration-order` when one is missing before an applied one, `migration-twice` when two share
    /// an id.
    package func migrate(_ migrations: [Migration]) async throws {
        guard Set(migrations.map(\.id)).count == migrations.count else {
            throw DatabaseError.other(code: "migration-twice", message: "two migrations have the same id")
        }
        let schema = schema
        var isComplete = false
        while !isComplete {
            isComplete = try await writeScript { session in
                try session.lock(["schema_migrations"])
                try Self.createMigrationTable(schema, session)
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

    private static func createMigrationTable(_ schema: String?, _ session: any EngineSession) throws {
        if let schema { try session.run(script: "CREATE SCHEMA IF NOT EXISTS \(PostgreSQLConnection.quoted(schema))") }
        try session.run(
            script: session.engine.definition(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    id TEXT PRIMARY KEY,
                    sha256 TEXT NOT NULL,
                    applied_at TEXT NOT NULL
                ) STRICT
                """))
    }

    private static func nextMigration(of migrations: [Migration], _ session: any EngineSession) throws -> Migration? {
        let applied = Dictionary(
            uniqueKeysWithValues: try session.all("SELECT id, sha256 FROM schema_migrations") {
                (try $0["id"] as String, try $0["sha256"] as String)
            })
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
        if let next, let late = migrations[next...].first(where: { applied[$0.id] != nil }) {
            throw DatabaseError.other(
                code: "migration-order",
                message: "the migration \(migrations[next].id) stands before \(late.id), which is applied; put it last")
        }
        return next.map { migrations[$0] }
    }
}
