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

    func isAnswering() async -> Bool { (try? await read { try $0.first("SELECT 1 AS one") { _ in 1 } }) == 1 }

    var waiting: (reads: Int, writes: Int) { (readers.waiting, writer.waiting) }

    /// Without what was deleted: VACUUM leaves free pages behind, and with them the keys that were destroyed.
    func copy<T: Sendable>(
        to path: String, _ migrations: [Migration],
        _ body: @Sendable @escaping (SQLiteConnection, _ source: [TableContent]?) throws -> T
    ) async throws -> T {
        try await readers.run { connection in
            try connection.vacuum(into: path)
            let file = try SQLiteConnection(.whole(path: path), options: DatabaseOptions())
            defer { file.close() }
            return try body(file, nil)
        }
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

    /// Begins as another database in memory is now.
    private init(copying source: SQLiteSession, options: DatabaseOptions) throws(DatabaseError) {
        nonisolated(unsafe) let connection = try SQLiteConnection(.memory, options: options)
        try source.copy(to: connection)
        writer = SQLiteWriter(connection)
    }

    func copy(options: DatabaseOptions) async throws -> SQLiteMemoryBackend {
        try await writer.run(reading: true) { session in
            guard let session = session as? SQLiteSession else { throw DatabaseError.closed }
            return try SQLiteMemoryBackend(copying: session, options: options)
        }
    }

    var engine: Engine { .sqlite }
    var schema: String? { nil }

    func read<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await writer.run(reading: true, body)
    }

    func write<T: Sendable>(_ body: @Sendable @escaping (any EngineSession) throws -> T) async throws -> T {
        try await writer.run(body)
    }

    func isAnswering() async -> Bool { true }

    var waiting: (reads: Int, writes: Int) { (0, writer.waiting) }

    func copy<T: Sendable>(
        to path: String, _ migrations: [Migration],
        _ body: @Sendable @escaping (SQLiteConnection, _ source: [TableContent]?) throws -> T
    ) async throws -> T {
        try await writer.run(reading: true) { session in
            let file = try SQLiteConnection(.whole(path: path), options: DatabaseOptions())
            defer { file.close() }
            let source = try TableCopy(from: session, to: file, migrations: migrations).run()
            return try body(file, source)
        }
    }

    func close() async {
        await writer.close()
    }
}
