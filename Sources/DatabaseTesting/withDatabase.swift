package import Database
import Foundation

/// Runs the body on an empty database of its own with the migrations applied, and removes the database afterwards.
package func withDatabase(
    _ engine: TestEngine, migrations: [Migration] = [], _ body: (Database) async throws -> Void
) async throws {
    try await withLocation(engine) { location in
        let database = try Database(location, options: testOptions)
        do {
            if !migrations.isEmpty { try await database.migrate(migrations) }
            try await body(database)
        } catch {
            await database.close()
            throw error
        }
        await database.close()
    }
}

/// Runs the body with a place for a database, for tests that open it several times: a fresh directory, a fresh schema.
package func withLocation(_ engine: TestEngine, _ body: (DatabaseLocation) async throws -> Void) async throws {
    switch engine {
    case .sqliteMemory: try await body(.memory)
    case .sqliteFile: try await withTemporaryFile(body)
    case .postgreSQL: try await withTemporarySchema(body)
    }
}

/// Few connections each and much time, because many tests run at once.
private var testOptions: DatabaseOptions {
    var options = DatabaseOptions()
    options.connections = 4
    options.readConnections = 4
    options.lockTimeout = 60
    return options
}

private func withTemporaryFile(_ body: (DatabaseLocation) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appendingPathComponent("luoshi-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: directory) }
    try await body(.file(path: directory.appendingPathComponent("luoshi.sqlite").path))
}

private func withTemporarySchema(_ body: (DatabaseLocation) async throws -> Void) async throws {
    guard let url = TestDatabases.postgreSQL else {
        throw DatabaseError.other(code: "test", message: "LUOSHI_TEST_POSTGRES is not set")
    }
    await Places.schemas.take()
    defer { Places.schemas.give() }
    let schema = "test_\(UUID().uuidString.lowercased().filter { $0 != "-" })"
    let outcome: Result<Void, any Error>
    do { outcome = .success(try await body(.postgreSQL(url: url, schema: schema))) } catch { outcome = .failure(error) }
    let server = try Database(.postgreSQL(url: url, schema: nil), options: testOptions)
    try await server.write { try $0.execute("DROP SCHEMA IF EXISTS \(raw: schema) CASCADE") }
    await server.close()
    try outcome.get()
}
