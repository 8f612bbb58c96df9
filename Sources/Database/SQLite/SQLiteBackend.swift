import Foundation

/// SQLite in a file: one writer, several readers, each on its own thread.
final class SQLiteFileBackend: Backend {
    private let writer: SQLiteWriter
    private let readers: ConnectionThreads<SQLiteConnection>

    init(path: String, options: DatabaseOptions) throws(DatabaseError) {
        let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
        var isDirectory: ObjCBool = false
        guard FileManager.default.fileExists(atPath: directory, isDirectory: &isDirectory), isDirectory.boolValue else {
            throw .other(code: "directory", message: "the directory \(directory) does not exist")
        }
        writer = SQLiteWriter(try SQLiteConnection(.writer(path: path), options: options))
        readers = ConnectionThreads(name: "sqlite reader", count: options.readers) {
            try SQLiteConnection(.reader(path: path), options: options)
        }
    }

    var engine: Engine { .sqlite }
    var schema: String? { nil }

    func read<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await readers.run { connection in try connection.read(body) }
    }

    func write<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await writer.run(body)
    }

    /// The writer closes last, so that it can fold the log into the file.
    func close() async {
        await readers.close()
        await writer.close()
    }
}

/// SQLite in memory: one connection for writers and readers alike.
final class SQLiteMemoryBackend: Backend {
    private let writer: SQLiteWriter

    init(options: DatabaseOptions) throws(DatabaseError) {
        writer = SQLiteWriter(try SQLiteConnection(.memory, options: options))
    }

    var engine: Engine { .sqlite }
    var schema: String? { nil }

    func read<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await writer.run(reading: true, body)
    }

    func write<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await writer.run(body)
    }

    func close() async {
        await writer.close()
    }
}
