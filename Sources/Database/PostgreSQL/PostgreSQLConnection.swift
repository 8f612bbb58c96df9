import CPostgreSQL
import Foundation

/// One connection to a PostgreSQL server and its prepared statements. Used by one thread.
final class PostgreSQLConnection: ThreadConnection {
    let handle: OpaquePointer
    let schema: String?
    var statements: PreparedStatements
    /// Set when a statement must be forgotten because a table it reads has changed.
    var hasStaleStatements = false
    private var isBroken = false

    /// Connects. Throws `connectionLost` when the server cannot be reached or refuses.
    init(url: String, schema: String?, options: DatabaseOptions) throws(DatabaseError) {
        let settings: [(String, String)] = [
            ("connect_timeout", "5"),
            ("keepalives_idle", "30"),
            ("keepalives_interval", "10"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", "60000"),
            ("application_name", "luoshi"),
            ("dbname", url),
            ("client_encoding", "UTF8"),
        ]
        guard let handle = Self.connect(settings) else { throw .connectionLost("out of memory") }
        guard PQstatus(handle) == CONNECTION_OK else {
            let message = Self.firstLine(PQerrorMessage(handle))
            PQfinish(handle)
            throw .connectionLost(message)
        }
        self.handle = handle
        self.schema = schema
        statements = PreparedStatements(capacity: options.preparedStatements)
        PQsetNoticeProcessor(handle, { _, _ in }, nil)
        try run(
            """
            SET client_min_messages = warning; SET bytea_output = hex; SET standard_conforming_strings = on;
            SET cursor_tuple_fraction = 1; SET TimeZone = 'UTC';
            SET lock_timeout = \(Self.milliseconds(options.lockTimeout));
            SET statement_timeout = \(Self.milliseconds(options.statementTimeout));
            SET idle_in_transaction_session_timeout = \(Self.milliseconds(options.idleTimeout))
            """)
        if let schema { try run("SET search_path TO \(Self.quoted(schema))") }
    }

    deinit {
        PQfinish(handle)
    }

    var isUsable: Bool { !isBroken && PQstatus(handle) == CONNECTION_OK }

    /// The connection is closed when the object goes.
    func close() {
        isBroken = true
    }

    /// Runs one or several statements without values.
    @discardableResult func run(_ text: String) throws(DatabaseError) -> PostgreSQLResult {
        try checked(PQexec(handle, text))
    }

    /// Wraps an answer, or throws the error in it.
    func checked(_ pointer: OpaquePointer?) throws(DatabaseError) -> PostgreSQLResult {
        guard let pointer else { throw lost() }
        let result = PostgreSQLResult(pointer)
        if result.isSuccess { return result }
        throw error(in: result)
    }

    /// The error that an answer reports. A prepared statement whose table has changed since asks for a second run.
    func error(in result: PostgreSQLResult) -> DatabaseError {
        guard PQstatus(handle) == CONNECTION_OK else { return lost() }
        guard let code = result.errorField("C") else {
            return .other(code: "libpq", message: Self.firstLine(PQerrorMessage(handle)))
        }
        guard code == "0A000", result.errorField("R") == "RevalidateCachedQuery" else { return DatabaseError(result) }
        hasStaleStatements = true
        return .serializationFailure
    }

    /// The error for a connection that broke, which is not used again.
    func lost() -> DatabaseError {
        isBroken = true
        return .connectionLost(Self.firstLine(PQerrorMessage(handle)))
    }

    /// The name as an identifier.
    static func quoted(_ name: String) -> String {
        "\"\(name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\""))\""
    }

    private static func milliseconds(_ seconds: Double) -> Int { Int(seconds * 1000) }

    private static func firstLine(_ message: UnsafeMutablePointer<CChar>?) -> String {
        let text = message.map { String(cString: $0) } ?? ""
        return text.split(separator: "\n").first.map(String.init) ?? "no reason given"
    }

    private static func connect(_ settings: [(String, String)]) -> OpaquePointer? {
        let keywords: [UnsafeMutablePointer<CChar>?] = settings.map { strdup($0.0) }
        let values: [UnsafeMutablePointer<CChar>?] = settings.map { strdup($0.1) }
        defer { for string in keywords + values { free(string) } }
        let expandsURL: Int32 = 1
        return PQconnectdbParams(
            keywords.map { UnsafePointer($0) } + [nil], values.map { UnsafePointer($0) } + [nil], expandsURL)
    }
}
