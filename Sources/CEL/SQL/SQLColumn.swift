/// A column that a variable or a field of an expression stands for; where it is null the field is absent.
public struct SQLColumn: Sendable, Hashable {
    /// How the column holds its values.
    ///
    /// There is none for doubles: the engines differ in NaN, and nothing that is stored is a binary number.
    public enum Form: Sendable, Hashable {
        /// An int, as a 64-bit integer.
        case integer
        /// A string without NUL, compared by its bytes: SQLite's `BINARY`, PostgreSQL's `COLLATE "C"`.
        case text
        /// A bool, as the integer 0 or 1.
        case truth
        /// A timestamp at 00:00 UTC, as the text `2022-08-05`, compared by its bytes.
        case day
        /// A decimal, as a 64-bit integer of its smallest part: scale 2 for yuan kept in fen.
        case scaled(Int)
    }

    /// The column as SQL names it.
    public let name: String
    /// How it holds its values.
    public let form: Form

    /// A column by its name, which is written into the text as it is, and its form.
    public init(_ name: String, _ form: Form) {
        self.name = name
        self.form = form
    }
}

/// The engines, whose words differ.
public enum SQLDialect: Sendable, Hashable, CaseIterable {
    /// SQLite 3.39 or newer.
    case sqlite
    /// PostgreSQL 15 or newer.
    case postgreSQL
}

/// Why a part of an expression has no exact equal in SQL, and stays in memory.
public struct SQLRefusal: Error, Sendable, CustomStringConvertible {
    /// What it is and why.
    public let message: String
    /// Where it stands.
    public let position: SourcePosition

    /// Line, column and message.
    public var description: String { "\(position.line):\(position.column): \(message)" }
}
