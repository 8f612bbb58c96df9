/// A type whose values can be bound to a statement and read from a column.
package protocol SQLConvertible: Sendable {
    /// The value as it is stored.
    var sqlValue: SQLValue { get }

    /// Reads the stored value, or throws `DatabaseError.typeMismatch` when it is of another kind.
    init(sqlValue: SQLValue) throws

    /// The column type that holds such values, where it is known: it gives an empty list a type.
    static var columnType: ColumnType? { get }
}

/// The column types that both engines have in common.
package enum ColumnType: Sendable {
    case integer
    case text
    case blob

    /// The type's name in `CAST(… AS …)`, understood by both engines.
    var castName: String {
        switch self {
        case .integer: "BIGINT"
        case .text: "TEXT"
        case .blob: "BYTEA"
        }
    }
}

extension SQLConvertible {
    package static var columnType: ColumnType? { nil }

    /// The error for a stored value of the wrong kind; the row that is being read adds the column's name.
    package static func mismatch(_ value: SQLValue) -> DatabaseError {
        .typeMismatch(column: "", expected: "\(Self.self)", found: value.kind)
    }
}

extension SQLValue: SQLConvertible {
    package var sqlValue: SQLValue { self }

    package init(sqlValue: SQLValue) { self = sqlValue }
}

extension Int64: SQLConvertible {
    package static var columnType: ColumnType? { .integer }

    package var sqlValue: SQLValue { .integer(self) }

    package init(sqlValue: SQLValue) throws {
        guard case .integer(let value) = sqlValue else { throw Self.mismatch(sqlValue) }
        self = value
    }
}

extension Int: SQLConvertible {
    package static var columnType: ColumnType? { .integer }

    package var sqlValue: SQLValue { .integer(Int64(self)) }

    package init(sqlValue: SQLValue) throws {
        guard case .integer(let value) = sqlValue else { throw Self.mismatch(sqlValue) }
        self = Int(value)
    }
}

/// Stored as 0 or 1; any other number is refused.
extension Bool: SQLConvertible {
    package static var columnType: ColumnType? { .integer }

    package var sqlValue: SQLValue { .integer(self ? 1 : 0) }

    package init(sqlValue: SQLValue) throws {
        switch sqlValue {
        case .integer(0): self = false
        case .integer(1): self = true
        default: throw Self.mismatch(sqlValue)
        }
    }
}

extension String: SQLConvertible {
    package static var columnType: ColumnType? { .text }

    package var sqlValue: SQLValue { .text(self) }

    package init(sqlValue: SQLValue) throws {
        guard case .text(let value) = sqlValue else { throw Self.mismatch(sqlValue) }
        self = value
    }
}

extension [UInt8]: SQLConvertible {
    package static var columnType: ColumnType? { .blob }

    package var sqlValue: SQLValue { .blob(self) }

    package init(sqlValue: SQLValue) throws {
        guard case .blob(let value) = sqlValue else { throw Self.mismatch(sqlValue) }
        self = value
    }
}

extension Optional: SQLConvertible where Wrapped: SQLConvertible {
    package static var columnType: ColumnType? { Wrapped.columnType }

    package var sqlValue: SQLValue { self?.sqlValue ?? .null }

    package init(sqlValue: SQLValue) throws {
        self = sqlValue == .null ? nil : try Wrapped(sqlValue: sqlValue)
    }
}

/// What an enumeration with raw values gets when it declares its conformance.
extension SQLConvertible where Self: RawRepresentable, RawValue: SQLConvertible {
    package static var columnType: ColumnType? { RawValue.columnType }

    package var sqlValue: SQLValue { rawValue.sqlValue }

    package init(sqlValue: SQLValue) throws {
        guard let value = Self(rawValue: try RawValue(sqlValue: sqlValue)) else {
            throw DatabaseError.typeMismatch(
                column: "", expected: "\(Self.self)", found: "\(sqlValue.kind) outside its cases")
        }
        self = value
    }
}
