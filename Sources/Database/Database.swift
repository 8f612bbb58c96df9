/// Where the data lives.
package enum DatabaseLocation: Sendable, Hashable {
    /// In memory, private to the instance, gone when it closes.
    case memory
    /// An SQLite file in a directory that exists.
    case file(path: String)
    /// A PostgreSQL server (`postgresql://user@host:port/name`), in the given schema or the user's default one.
    case postgreSQL(url: String, schema: String?)
}

/// How many connections, how long to wait.
package struct DatabaseOptions: Sendable {
    /// SQLite connections that read while one writes.
    package var readers = 4
    /// PostgreSQL connections, opened when needed.
    package var connections = 8
    /// Seconds that SQLite waits for another process that holds the file.
    package var busyTimeout = 5.0
    /// Kibibytes of pages an SQLite connection keeps.
    package var cacheKibibytes = 2048
    /// Prepared statements a connection keeps.
    package var preparedStatements = 256

    package init() {}
}

/// One database: a queue of transactions before SQLite or PostgreSQL, whose blocking clients run on threads of their own.
package final class Database: Sendable {
    private let backend: any Backend

    /// Opens the database without creating any table. PostgreSQL is called when the first transaction needs it.
    ///
    /// Throws when the directory of an SQLite file is missing, the file is no database, or the URL cannot be read.
    package init(_ location: DatabaseLocation, options: DatabaseOptions = DatabaseOptions()) throws {
        switch location {
        case .memory: backend = try SQLiteMemoryBackend(options: options)
        case .file(let path): backend = try SQLiteFileBackend(path: path, options: options)
        case .postgreSQL(let url, let schema):
            backend = try PostgreSQLBackend(url: url, schema: schema, options: options)
        }
    }

    /// The engine behind the interface.
    package var engine: Engine { backend.engine }

    /// Runs the body on a snapshot: it sees every transaction that was acknowledged before, and none that ends later.
    package func read<T: Sendable>(_ body: @Sendable @escaping (any Session) throws -> T) async throws -> T {
        try await backend.read { try body($0) }
    }

    /// Runs the body as one transaction and returns when it is durable. An error thrown by the body rolls it back and is
    /// rethrown. The body may run again when it met another transaction, so it must not do anything outside the session.
    @discardableResult
    package func write<T: Sendable>(_ body: @Sendable @escaping (any Session) throws -> T) async throws -> T {
        try await backend.write { try body($0) }
    }

    /// Finishes the work that is queued, refuses more, and closes the connections.
    package func close() async {
        await backend.close()
    }

    /// A transaction with what only this floor may use.
    func writeScript<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await backend.write(body)
    }

    /// The PostgreSQL schema the tables live in, where one was named.
    var schema: String? { backend.schema }
}

/// What an engine does for `Database`; see there.
protocol Backend: Sendable {
    var engine: Engine { get }
    var schema: String? { get }

    func read<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T
    func write<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T
    func close() async
}
