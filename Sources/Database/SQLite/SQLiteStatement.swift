import GRDB
import GRDBSQLite

/// A prepared SQLite statement: bind, step, read the columns, reset.
final class SQLiteStatement: RowSource {
    private let statement: GRDB.Statement
    private let handle: OpaquePointer
    private let connection: OpaquePointer
    /// True while a caller steps through it; the same text inside its loop gets a second statement.
    private(set) var isRunning = false
    private(set) var columns = ColumnNames([])
    /// How often the statement had been prepared anew when its columns were read; nil before they were.
    private var columnsReadAt: Int32?
    /// Whether it can change nothing.
    let isReadOnly: Bool

    init(_ statement: GRDB.Statement, on connection: OpaquePointer) {
        self.statement = statement
        self.handle = statement.sqliteStatement
        isReadOnly = sqlite3_stmt_readonly(statement.sqliteStatement) != 0
        self.connection = connection
    }

    /// Binds the values and makes the statement ready to step.
    func start(_ values: ArraySlice<SQLValue>) throws(DatabaseError) {
        guard Int(sqlite3_bind_parameter_count(handle)) == values.count else { throw .parameterCount }
        isRunning = true
        var index: Int32 = 0
        for value in values {
            index += 1
            guard try bind(value, at: index) == SQLITE_OK else { throw error() }
        }
    }

    /// Ends the run and begins the next one with other values.
    func startOver(_ values: ArraySlice<SQLValue>) throws(DatabaseError) {
        sqlite3_reset(handle)
        try start(values)
    }

    /// Goes to the next row; false at the end.
    func step() throws(DatabaseError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw error()
        }
    }

    /// Reads the columns' names where they may have changed since: SQLite prepares a statement anew when a table has changed.
    func readColumns() {
        let times = sqlite3_stmt_status(handle, SQLITE_STMTSTATUS_REPREPARE, 0)
        guard times != columnsReadAt else { return columns.startOver() }
        columnsReadAt = times
        columns = ColumnNames(
            (0..<sqlite3_column_count(handle)).map { index in
                sqlite3_column_name(handle, index).map { String(cString: $0) } ?? ""
            })
    }

    /// Ends the run and forgets the bound values.
    func finish() {
        sqlite3_reset(handle)
        sqlite3_clear_bindings(handle)
        isRunning = false
    }

    /// The columns of the row, all of them whole numbers.
    func addIntegers(to numbers: inout [Int64]) throws(DatabaseError) {
        for column in 0..<sqlite3_column_count(handle) {
            guard sqlite3_column_type(handle, column) == SQLITE_INTEGER else {
                throw .typeMismatch(column: "\(column)", expected: "an integer", found: "something else")
            }
            numbers.append(sqlite3_column_int64(handle, column))
        }
    }

    func value(at column: Int, ofRow position: Int) throws -> SQLValue {
        let column = Int32(column)
        switch sqlite3_column_type(handle, column) {
        case SQLITE_NULL: return .null
        case SQLITE_INTEGER: return .integer(sqlite3_column_int64(handle, column))
        case SQLITE_TEXT:
            guard let start = sqlite3_column_text(handle, column) else { return .text("") }
            let bytes = UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            guard let start = sqlite3_column_blob(handle, column) else { return .blob([]) }
            return .blob(
                [UInt8](UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))))
        default:
            throw DatabaseError.typeMismatch(column: "", expected: "an exact value", found: "binary floating point")
        }
    }

    private func bind(_ value: SQLValue, at index: Int32) throws(DatabaseError) -> Int32 {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(handle, index)
        case .integer(let number): return sqlite3_bind_int64(handle, index, number)
        case .text(var text):
            let code: Int32? = text.withUTF8 { bytes in
                guard !bytes.contains(0) else { return nil }
                return bytes.withMemoryRebound(to: CChar.self) {
                    guard let start = $0.baseAddress else { return sqlite3_bind_text(handle, index, "", 0, copied) }
                    return sqlite3_bind_text64(
                        handle, index, start, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
                }
            }
            guard let code else { throw .nulInText }
            return code
        case .blob(let bytes):
            guard !bytes.isEmpty else { return sqlite3_bind_zeroblob(handle, index, 0) }
            return bytes.withUnsafeBytes {
                sqlite3_bind_blob64(handle, index, $0.baseAddress, UInt64($0.count), copied)
            }
        }
    }

    private func error() -> DatabaseError {
        DatabaseError(
            sqliteCode: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)))
    }
}
