/// What a database refuses or fails to do, in the same words for both engines. No case carries a bound value.
package enum DatabaseError: Error, Sendable, Hashable {
    /// A second row with the same key. The constraint is `table.column, table.other` on both engines,
    /// or the index's name where the index is over an expression.
    case uniqueViolation(constraint: String)
    /// A reference to a row that does not exist, or the removal of a row that others refer to.
    case foreignKeyViolation
    /// A named check that does not hold; an unnamed one is called differently on each engine.
    case checkViolation(String)
    /// A required column left empty.
    case notNullViolation
    /// The transaction met another one and was undone, and running it again did not help.
    case serializationFailure
    /// The server cannot be reached, or the connection broke before COMMIT: the transaction did not happen.
    case connectionLost(String)
    /// The connection broke during COMMIT: nobody knows whether the transaction happened.
    case commitUnknown(String)
    /// Another transaction held what this one needs for longer than it may wait, or a statement ran too long.
    case timedOut(String)
    /// The row has no such column.
    case invalidColumn(String)
    /// The column holds a value of another kind than the code expects.
    case typeMismatch(column: String, expected: String, found: String)
    /// Anything else: the engine's code (SQLSTATE, SQLite's extended code) or a word of this floor, and what it says.
    case other(code: String, message: String)
}

extension DatabaseError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .uniqueViolation(let constraint): "a row with the same \(constraint) exists"
        case .foreignKeyViolation: "a reference between rows would be broken"
        case .checkViolation(let constraint): "the check \(constraint) does not hold"
        case .notNullViolation: "a required column is empty"
        case .serializationFailure: "the transaction was undone because of another one; try again"
        case .connectionLost(let detail): "the connection to the database was lost: \(detail)"
        case .commitUnknown(let detail):
            "the connection was lost during COMMIT, so it is unknown whether the transaction happened: \(detail)"
        case .timedOut(let detail): "the database took too long: \(detail)"
        case .invalidColumn(let column): "the row has no column \(column)"
        case .typeMismatch(let column, let expected, let found): "column \(column) holds \(found), not \(expected)"
        case .other(let code, let message): "database error \(code): \(message)"
        }
    }
}

extension DatabaseError {
    /// The database was closed before the work could start.
    static let closed = DatabaseError.other(code: "closed", message: "the database is closed")

    /// A statement failed earlier and the code went on: the transaction can only be rolled back.
    static func transactionFailed(_ cause: DatabaseError) -> DatabaseError {
        .other(code: "25P02", message: "an earlier statement of this transaction failed (\(cause))")
    }

    /// The statement holds other parameters than it binds values.
    static let parameterCount = DatabaseError.other(
        code: "parameters", message: "the statement holds question marks that no value is bound to")

    /// Text with a NUL character, which PostgreSQL cannot store.
    static let nulInText = DatabaseError.other(code: "22021", message: "text cannot hold a NUL character")

    /// Adds the column's name to a mismatch that a type reported about a bare value.
    func naming(_ name: String) -> DatabaseError {
        guard case .typeMismatch("", let expected, let found) = self else { return self }
        return .typeMismatch(column: name, expected: expected, found: found)
    }
}
