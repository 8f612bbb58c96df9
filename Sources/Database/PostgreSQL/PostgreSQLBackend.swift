import CPostgreSQL

/// A PostgreSQL server: two pools of connections, for writing and for reading, each connection on its own thread and
/// opened when needed.
final class PostgreSQLBackend: Backend {
    private static let attempts = 6

    let schema: String?
    private let writers: ConnectionThreads<PostgreSQLConnection>
    private let readers: ConnectionThreads<PostgreSQLConnection>
    private let reconnectTimeout: Duration

    /// Reads the URL; the server is called by the first transaction.
    init(url: String, schema: String?, options: DatabaseOptions) throws(DatabaseError) {
        guard let parsed = PQconninfoParse(url, nil) else {
            throw .other(code: "url", message: "the PostgreSQL URL cannot be read")
        }
        PQconninfoFree(parsed)
        self.schema = schema
        reconnectTimeout = .seconds(options.reconnectTimeout)
        let open: @Sendable () throws -> PostgreSQLConnection = {
            try PostgreSQLConnection(url: url, schema: schema, options: options)
        }
        writers = ConnectionThreads(name: "postgresql writer", count: options.connections, open: open)
        readers = ConnectionThreads(name: "postgresql reader", count: options.readConnections, open: open)
    }

    var engine: Engine { .postgreSQL }
    var waiting: (reads: Int, writes: Int) { (readers.waiting, writers.waiting) }

    func read<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await repeating { try await self.readers.run { try $0.transaction(.read, body) } }
    }

    func write<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await repeating { try await self.writers.run { try $0.transaction(.write, body) } }
    }

    func isAnswering() async -> Bool {
        let answer = try? await readers.run { try $0.transaction(.read) { try $0.first("SELECT 1 AS one") { _ in 1 } } }
        return answer == 1
    }

    func copy<T: Sendable>(
        to path: String, _ migrations: [Migration],
        _ body: @Sendable @escaping (SQLiteConnection, _ source: [TableContent]?) throws -> T
    ) async throws -> T {
        try await readers.run { connection in
            try connection.transaction(.read) { session in
                let file = try SQLiteConnection(.whole(path: path), options: DatabaseOptions())
                defer { file.close() }
                let source = try TableCopy(from: session, to: file, migrations: migrations).run()
                return try body(file, source)
            }
        }
    }

    func close() async {
        await readers.close()
        await writers.close()
    }

    /// Runs a transaction, again when it met another one (the waits grow from about 5 to about 80 milliseconds), and again
    /// for a while when the server was lost before COMMIT. When it was lost during COMMIT only the caller can know what to do.
    private func repeating<T: Sendable>(_ transaction: () async throws -> T) async throws -> T {
        let deadline = ContinuousClock.now + reconnectTimeout
        var conflicts = 0
        var losses = 0
        while true {
            do {
                return try await transaction()
            } catch DatabaseError.serializationFailure where conflicts < Self.attempts - 1 {
                conflicts += 1
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...(5 << (conflicts - 1)))))
            } catch DatabaseError.connectionLost where ContinuousClock.now < deadline {
                losses += 1
                try await Task.sleep(for: .milliseconds(min(50 << min(losses, 4), 500)))
            }
        }
    }
}
