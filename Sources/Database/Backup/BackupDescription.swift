import Crypto
import Foundation

/// A file that lies beside a database and goes with its backup.
package struct BackupFile: Sendable, Equatable {
    /// Its path inside the data folder.
    package let name: String
    package let content: [UInt8]

    package init(name: String, content: [UInt8]) {
        self.name = name
        self.content = content
    }
}

/// What a backup says about itself, kept inside it.
package struct BackupDescription: Codable, Sendable, Equatable {
    /// The form of the file; this program reads 1.
    package let format: Int
    /// The version of the program that wrote it.
    package let program: String
    /// ISO 8601, UTC.
    package let takenAt: String
    /// The engine it was taken from.
    package let engine: String
    package let tables: [TableContent]
    /// The SHA-256 of each file, by name.
    package let files: [String: String]
    /// Over the contents of all tables and files.
    package let sha256: String

    static let currentFormat = 1
    /// The two tables that a backup has beside the system's own.
    static let tableNames: Set<String> = ["backup_description", "backup_files"]

    init(program: String, takenAt: Date, engine: Engine, tables: [TableContent], files: [BackupFile]) {
        format = Self.currentFormat
        self.program = program
        self.takenAt = takenAt.formatted(.iso8601)
        self.engine = engine == .sqlite ? "sqlite" : "postgresql"
        self.tables = tables
        self.files = Self.digests(files)
        sha256 = Self.digest(tables, self.files)
    }

    /// Writes the description and the files into the backup.
    func write(_ files: [BackupFile], in session: any EngineSession) throws {
        try session.run(
            script: """
                CREATE TABLE backup_description (json TEXT PRIMARY KEY NOT NULL) STRICT;
                CREATE TABLE backup_files (name TEXT PRIMARY KEY NOT NULL, content BLOB NOT NULL) STRICT;
                """)
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let json = String(decoding: try encoder.encode(self), as: UTF8.self)
        try session.execute("INSERT INTO backup_description (json) VALUES (\(json))")
        try session.executeBatch(files) {
            "INSERT INTO backup_files (name, content) VALUES (\($0.name), \($0.content))"
        }
    }

    /// Throws `BackupError.damaged` where tables or files are not those that were written.
    func compare(_ tables: [TableContent], _ files: [BackupFile]) throws {
        let found = Set(tables)
        if let table = self.tables.first(where: { !found.contains($0) }) { throw BackupError.damaged(table.name) }
        guard tables.count == self.tables.count else { throw BackupError.damaged("sqlite_master") }
        let digests = Self.digests(files)
        if let file = self.files.keys.sorted().first(where: { digests[$0] != self.files[$0] }) {
            throw BackupError.damaged(file)
        }
        guard digests.count == self.files.count, sha256 == Self.digest(tables, digests) else {
            throw BackupError.damaged("backup_description")
        }
    }

    private static func digests(_ files: [BackupFile]) -> [String: String] {
        Dictionary(files.map { ($0.name, SHA256.hash(data: $0.content).hexadecimal) }) { first, _ in first }
    }

    private static func digest(_ tables: [TableContent], _ files: [String: String]) -> String {
        let lines =
            tables.map { "table \($0.name) \($0.rows) \($0.sha256)" }.sorted()
            + files.map { "file \($0.key) \($0.value)" }.sorted()
        return SHA256.hash(data: Array(lines.joined(separator: "\n").utf8)).hexadecimal
    }
}
