/// The engine behind a database, for the rare statement that must differ.
package enum Engine: Sendable, Hashable {
    case sqlite
    case postgreSQL
}

/// One open transaction on one connection, used on one thread.
///
/// A statement that the engine refuses ends the transaction on both engines: what follows throws, and the transaction is
/// rolled back even when the error was caught. `INSERT … ON CONFLICT DO NOTHING` is the way to go on after a conflict.
package protocol Session: AnyObject {
    /// The engine this transaction runs on.
    var engine: Engine { get }

    /// Runs one statement and returns the number of rows it inserted, updated or deleted.
    @discardableResult func execute(_ sql: SQL) throws -> Int

    /// All rows of the answer, decoded.
    func all<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> [T]

    /// The first row of the answer, decoded, or nil. Say `LIMIT 1` where there may be many.
    func first<T>(_ sql: SQL, _ decode: (Row) throws -> T) throws -> T?

    /// All rows of an answer of whole numbers, row after row: for what is read by the hundred on every page. Throws
    /// `DatabaseError.typeMismatch` at anything else.
    func integers(_ sql: SQL) throws -> [Int64]

    /// Walks over the answer of a SELECT in constant memory. Other statements may run inside the body;
    /// they should not write to the tables being walked.
    func forEach(_ sql: SQL, _ body: (Row) throws -> Void) throws

    /// Runs one statement for each item, in order: prepared once, and sent without waiting for each answer.
    func executeBatch<S: Sequence>(_ items: S, _ statement: (S.Element) -> SQL) throws

    /// Inserts many rows at once: their values row after row, in the order of the columns. What to do with rows that are there
    /// already is said in `conflict` (`ON CONFLICT …`); a row may come once only then. Names are the code's own.
    func insert(_ values: [SQLValue], into table: String, _ columns: [String], conflict: String) throws

    /// What `read` gives, which must follow from what is committed alone: where the engine can tell that nothing was
    /// committed since, it is not read again. In a transaction that writes it always is.
    func remembered<T: Sendable>(_ name: String, _ read: () throws -> T) throws -> T

    /// Waits until this transaction alone holds every key, and until nobody holds alone those that are shared; they are freed at
    /// its end. Taken in one order by everyone, so callers that name all their keys at once cannot block each other for ever.
    func lock(_ keys: [String], shared: [String]) throws

    /// How the engine would find the answer, for tests that guard an index. On PostgreSQL whole-table scans are shown only
    /// where no index would do, whatever the size of the tables.
    func explain(_ sql: SQL) throws -> String
}

/// What the engines offer this floor beyond a session.
protocol EngineSession: Session {
    /// The first error an engine reported in this transaction, if any.
    var failure: DatabaseError? { get }

    /// Walks over an answer row by row, whatever the rows' size; no other statement may run on the session meanwhile.
    func stream(_ sql: SQL, _ body: (Row) throws -> Void) throws

    /// Runs several statements without bound values: the text of a migration.
    func run(script: String) throws
}

extension Session {
    package func remembered<T: Sendable>(_ name: String, _ read: () throws -> T) throws -> T { try read() }

    package func insert(_ values: [SQLValue], into table: String, _ columns: [String]) throws {
        try insert(values, into: table, columns, conflict: "")
    }

    /// Waits until this transaction alone holds every key.
    package func lock(_ keys: [String]) throws { try lock(keys, shared: []) }

    /// Makes or changes a table while the system runs, in SQLite's words for STRICT tables, and notes it, so that a backup and a
    /// restore on the other engine make the same. Names in it are the code's own, never what a person typed.
    package func define(_ definition: String) throws {
        try execute("\(raw: engine.definition(definition))")
        try execute(
            """
            INSERT INTO schema_definitions (number, sql)
            SELECT COALESCE(MAX(number), 0) + 1, \(definition) FROM schema_definitions
            """)
    }
}
