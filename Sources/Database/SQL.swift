/// A statement's text and the values bound to it.
///
/// Interpolated values are bound, never written into the text: `"SELECT name FROM units WHERE id = \(id)"`.
package struct SQL: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The text with `?` for every bound value, as SQLite reads it.
    private(set) var text: String
    /// Where the bound values' question marks stand in the text's UTF-8; other question marks belong to the text.
    private(set) var placeholders: [Int]
    /// The bound values, in the order of their question marks.
    private(set) var values: [SQLValue]

    package init(stringLiteral value: String) {
        text = value
        placeholders = []
        values = []
    }

    package init(stringInterpolation: Interpolation) {
        self = stringInterpolation.sql
    }

    /// Collects the text and the values of an interpolated literal.
    package struct Interpolation: StringInterpolationProtocol {
        var sql: SQL = ""

        package init(literalCapacity: Int, interpolationCount: Int) {
            sql.text.reserveCapacity(literalCapacity + interpolationCount)
            sql.values.reserveCapacity(interpolationCount)
            sql.placeholders.reserveCapacity(interpolationCount)
        }

        package mutating func appendLiteral(_ literal: String) {
            sql.text += literal
        }

        /// Binds a value.
        package mutating func appendInterpolation<T: SQLConvertible>(_ value: T) {
            sql.bind(value.sqlValue)
        }

        /// Binds a value or null.
        package mutating func appendInterpolation<T: SQLConvertible>(_ value: T?) {
            sql.bind(value.sqlValue)
        }

        /// Writes a name that the code itself made (a table, a column): never anything a person typed.
        package mutating func appendInterpolation(raw name: String) {
            sql.text += name
        }

        /// Binds each value of a list: `IN \(list: ids)` becomes `IN (?, ?, …)`. An empty list contains nothing.
        package mutating func appendInterpolation<S: Sequence>(list values: S) where S.Element: SQLConvertible {
            let before = sql.values.count
            sql.text += "("
            for value in values {
                if sql.values.count > before { sql.text += ", " }
                sql.bind(value.sqlValue)
            }
            if sql.values.count == before {
                sql.text += S.Element.columnType.map { "SELECT CAST(NULL AS \($0.castName)) WHERE 1 = 0" } ?? "NULL"
            }
            sql.text += ")"
        }

        /// Writes another statement or part of one, with its values.
        package mutating func appendInterpolation(sql other: SQL) {
            sql += other
        }
    }

    private mutating func bind(_ value: SQLValue) {
        placeholders.append(text.utf8.count)
        text += "?"
        values.append(value)
    }

    package static func += (left: inout SQL, right: SQL) {
        let shift = left.text.utf8.count
        left.placeholders.append(contentsOf: right.placeholders.lazy.map { $0 + shift })
        left.text += right.text
        left.values += right.values
    }

    package static func + (left: SQL, right: SQL) -> SQL {
        var sum = left
        sum += right
        return sum
    }

    /// The text with `$1`, `$2`, … for the bound values, as PostgreSQL reads it.
    var numberedText: String {
        guard !placeholders.isEmpty else { return text }
        var result = ""
        result.reserveCapacity(text.utf8.count + placeholders.count * 2)
        var start = text.utf8.startIndex
        var offset = 0
        for (number, placeholder) in placeholders.enumerated() {
            let mark = text.utf8.index(start, offsetBy: placeholder - offset)
            result += text[start..<mark]
            result += "$\(number + 1)"
            start = text.utf8.index(after: mark)
            offset = placeholder + 1
        }
        result += text[start...]
        return result
    }
}

/// Shows the text without the bound values, so that a log never holds a person's data.
extension SQL: CustomStringConvertible {
    package var description: String { text }
}

extension Sequence where Element == SQL {
    /// The parts in order, the separator between them: conditions with `" AND "`, columns with `", "`.
    package func joined(separator: SQL) -> SQL {
        var result: SQL = ""
        var isFirst = true
        for part in self {
            if !isFirst { result += separator }
            result += part
            isFirst = false
        }
        return result
    }
}
