import CPostgreSQL

/// A PostgreSQL server: a pool of connections, each on its own thread, opened when needed.
final class PostgreSQLBackend: Backend {
    private static let attempts = 6

    let schema: String?
    private let connections: ConnectionThreads<PostgreSQLConnection>

    /// Reads the URL; the server is called by the first transaction.
    init(url: String, schema: String?, options: DatabaseOptions) throws(DatabaseError) {
        guard let parsed = PQconninfoParse(url, nil) else {
            throw .other(code: "url", message: "the PostgreSQL URL cannot be read")
        }
        PQconninfoFree(parsed)
        self.schema = schema
        connections = ConnectionThreads(name: "postgresql", count: options.connections) {
            try PostgreSQLConnection(url: url, schema: schema, options: options)
        }
    }

    var engine: Engine { .postgreSQL }

    func read<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await transaction(.read, body)
    }

    func write<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await transaction(.write, body)
    }

    func close() async {
        await connections.close()
    }

    /// Runs a transaction, again when it met another one. The waits grow from about 5 to about 80 milliseconds.
    private func transaction<T: Sendable>(
        _ mode: PostgreSQLConnection.Mode, _ body: @Sendable @escaping (any EngineSession) throws -> T
    ) async throws -> T {
        for attempt in 1..<Self.attempts {
            do {
                return try await once(mode, body)
            } catch DatabaseError.serializationFailure {
                try await Task.sleep(for: .milliseconds(Int.random(in: 1...(5 << (attempt - 1)))))
            }
        }
        return try await once(mode, body)
    }

    private func once<T: Sendable>(
        _ mode: PostgreSQLConnection.Mode, _ body: @Sendable @escaping (any EngineSession) throws -> T
    ) async throws -> T {
        try await connections.run { try $0.transaction(mode, body) }
    }
}
