import Foundation
import GRDB
import GRDBSQLite

/// One connection to an SQLite database and its prepared statements. Used by one thread at a time.
final class SQLiteConnection: ThreadConnection {
    /// What a connection is for.
    enum Role {
        case memory
        case writer(path: String)
        case reader(path: String)
        /// A file that nobody else opens and that is worth nothing until it is finished: no journal, no waiting for the disk.
        case whole(path: String)
    }

    let isUsable = true
    private let role: Role
    private let queue: DatabaseQueue
    private let handle: OpaquePointer
    private var statements: RecentlyUsed<String, SQLiteStatement>
    /// For transactions that read.
    var memory = SQLiteMemory()
    /// While a reader has a connection that could write.
    private var isOnlyReading = false

    /// Opens the connection: WAL, every commit synced to disk, foreign keys enforced.
    init(_ role: Role, options: DatabaseOptions) throws(DatabaseError) {
        self.role = role
        statements = RecentlyUsed(capacity: options.preparedStatements)
        var configuration = Configuration()
        configuration.busyMode = .timeout(options.busyTimeout)
        configuration.foreignKeysEnabled = !role.isWhole
        configuration.allowsUnsafeTransactions = true
        (queue, handle) = try translatingGRDB {
            let queue: DatabaseQueue
            switch role {
            case .memory: queue = try DatabaseQueue(configuration: configuration)
            case .writer(let path):
                configuration.journalMode = .wal
                queue = try DatabaseQueue(path: path, configuration: configuration)
            case .reader(let path):
                configuration.readonly = true
                queue = try DatabaseQueue(path: path, configuration: configuration)
            case .whole(let path): queue = try DatabaseQueue(path: path, configuration: configuration)
            }
            let handle = try queue.unsafeReentrantWrite { database in
                // GRDB chooses synchronous = NORMAL with WAL, which may lose the last transactions when the power fails.
                try database.execute(sql: "PRAGMA synchronous = \(role.isWhole ? "OFF" : "FULL")")
                if role.isWhole { try database.execute(sql: "PRAGMA journal_mode = OFF") }
                try database.execute(sql: "PRAGMA cache_size = -\(options.cacheKibibytes)")
                if case .writer = role { try database.execute(sql: "PRAGMA journal_size_limit = 67108864") }
                guard let handle = database.sqliteConnection else { throw DatabaseError.closed }
                // GRDB follows transactions for its observers. There are none, and statements are stepped past it.
                sqlite3_commit_hook(handle, nil, nil)
                sqlite3_rollback_hook(handle, nil, nil)
                // Nor does anybody ask which columns a statement reads, which it finds out as each is prepared.
                sqlite3_set_authorizer(handle, nil, nil)
                return handle
            }
            return (queue, handle)
        }
    }

    /// Whether a transaction is open; SQLite itself ends one after some failures, such as a full disk.
    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Whether rows wait for a row that they refer to and that must exist before COMMIT.
    var hasOpenReferences: Bool {
        var current: Int32 = 0
        var highest: Int32 = 0
        sqlite3_db_status(handle, SQLITE_DBSTATUS_DEFERRED_FKS, &current, &highest, 0)
        return current > 0
    }

    /// Rows that the last INSERT, UPDATE or DELETE changed, given the total before: 0 for any other statement.
    func changes(since total: Int64) -> Int {
        totalChanges == total ? 0 : Int(sqlite3_changes64(handle))
    }

    /// Rows changed since the connection was opened.
    var totalChanges: Int64 { sqlite3_total_changes64(handle) }

    /// The statement for the text, prepared now or before.
    func statement(_ text: String) throws(DatabaseError) -> SQLiteStatement {
        let known = statements.value(for: text)
        if let known, !known.isRunning { return try allowed(known) }
        let statement = try allowed(
            translatingGRDB {
                try queue.unsafeReentrantWrite { SQLiteStatement(try $0.makeStatement(sql: text), on: handle) }
            })
        if known == nil {
            statements.keep(statement, for: text)
            _ = statements.trim()
        }
        return statement
    }

    /// Refuses a statement that may write while somebody only reads. `PRAGMA query_only` would do the same, and have every
    /// statement prepared anew.
    private func allowed(_ statement: SQLiteStatement) throws(DatabaseError) -> SQLiteStatement {
        guard isOnlyReading, !statement.isReadOnly else { return statement }
        throw .other(code: "SQLITE_\(SQLITE_READONLY)", message: "attempt to write a readonly database")
    }

    /// Runs a statement without values or answer, such as BEGIN.
    func run(_ text: String) throws(DatabaseError) {
        let statement = try statement(text)
        defer { statement.finish() }
        try statement.start([][...])
        while try statement.step() {}
    }

    /// Runs several statements without values.
    func run(script: String) throws(DatabaseError) {
        try translatingGRDB { try queue.unsafeReentrantWrite { try $0.execute(sql: script) } }
    }

    /// Writes a compact copy of what is committed now to a new file, while others read and write.
    func vacuum(into path: String) throws(DatabaseError) {
        try translatingGRDB {
            try queue.unsafeReentrantWrite { try $0.execute(sql: "VACUUM INTO ?", arguments: [path]) }
        }
    }

    /// Writes every page into another, empty database.
    func copy(to other: SQLiteConnection) throws(DatabaseError) {
        guard let backup = sqlite3_backup_init(other.handle, "main", handle, "main") else {
            throw DatabaseError(sqliteCode: sqlite3_extended_errcode(other.handle), message: "the copy cannot begin")
        }
        sqlite3_backup_step(backup, -1)
        let code = sqlite3_backup_finish(backup)
        guard code == SQLITE_OK else { throw DatabaseError(sqliteCode: code, message: "the copy was not finished") }
    }

    /// Runs the body on a snapshot that it cannot change.
    func read<T>(_ body: (any EngineSession) throws -> T) throws -> T {
        isOnlyReading = true
        defer { isOnlyReading = false }
        try run("BEGIN")
        defer { if isInTransaction { try? run("ROLLBACK") } }
        let session = SQLiteSession(self, isReading: true)
        let value = try body(session)
        if let failure = session.failure { throw failure }
        return value
    }

    func close() {
        statements.removeAll()
        try? queue.close()
    }
}

extension SQLiteConnection.Role {
    fileprivate var isWhole: Bool { if case .whole = self { true } else { false } }
}
