import Metrics

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
    /// PostgreSQL connections that write, opened when needed.
    package var connections = 8
    /// PostgreSQL connections that only read: writers that wait for one lock leave these alone.
    package var readConnections = 8
    /// Seconds that a transaction on PostgreSQL waits for one lock; 0 waits for ever.
    package var lockTimeout = 10.0
    /// Seconds that one statement may run on PostgreSQL; 0 is without end.
    package var statementTimeout = 60.0
    /// Seconds that a transaction on PostgreSQL may do nothing before the server ends it; 0 is without end.
    package var idleTimeout = 60.0
    /// Seconds in which a lost PostgreSQL server is called again before a transaction is given up.
    package var reconnectTimeout = 3.0
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

    private init(_ backend: any Backend) { self.backend = backend }

    /// Another database in memory with all that is committed in this one, which must be in memory too.
    package func copiedInMemory(options: DatabaseOptions = DatabaseOptions()) async throws -> Database {
        guard let memory = backend as? SQLiteMemoryBackend else {
            throw DatabaseError.other(code: "copy", message: "only a database in memory is copied in memory")
        }
        return Database(try await memory.copy(options: options))
    }

    /// The engine behind the interface.
    package var engine: Engine { backend.engine }

    /// Runs the body on a snapshot: it sees every transaction that was acknowledged before, and none that ends later.
    package func read<T: Sendable>(_ body: @Sendable @escaping (any Session) throws -> T) async throws -> T {
        try await timed("read") { try await backend.read { try body($0) } }
    }

    /// Runs the body as one transaction and returns when it is durable. An error thrown by the body rolls it back and is
    /// rethrown. The body may run again when it met another transaction, so it must not do anything outside the session.
    @discardableResult
    package func write<T: Sendable>(_ body: @Sendable @escaping (any Session) throws -> T) async throws -> T {
        try await timed("write") { try await backend.write { try body($0) } }
    }

    /// Whether the engine answers now; a lost server is not called again.
    package func isAnswering() async -> Bool { await backend.isAnswering() }

    /// Transactions that wait for a thread of their own.
    package var waiting: (reads: Int, writes: Int) { backend.waiting }

    /// Finishes the work that is queued, refuses more, and closes the connections.
    package func close() async {
        await backend.close()
    }

    /// A transaction with what only this floor may use.
    func writeScript<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await backend.write(body)
    }

    /// Hands the engine to the copying of whole databases.
    func withBackend<T: Sendable>(_ body: @Sendable (any Backend) async throws -> T) async throws -> T {
        try await body(backend)
    }

    /// Measures from the call to the answer, the wait for a thread included.
    private func timed<T: Sendable>(_ kind: String, _ work: () async throws -> T) async throws -> T {
        let start = ContinuousClock.now
        defer {
            let timer = Metrics.Timer(label: "luoshi_database_seconds", dimensions: [("kind", kind)])
            timer.recordNanoseconds((ContinuousClock.now - start).nanoseconds)
        }
        return try await work()
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
    /// See `Database.isAnswering`.
    func isAnswering() async -> Bool
    /// See `Database.waiting`.
    var waiting: (reads: Int, writes: Int) { get }
    /// Makes an SQLite file with every table and row of one snapshot, and runs the body on it. Returns the body's value.
    ///
    /// The body gets what was read from the source, where it was counted on the way.
    func copy<T: Sendable>(
        to path: String, _ migrations: [Migration],
        _ body: @Sendable @escaping (SQLiteConnection, _ source: [TableContent]?) throws -> T
    ) async throws -> T
    func close() async
}

extension Duration {
    /// The whole length in nanoseconds.
    fileprivate var nanoseconds: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
