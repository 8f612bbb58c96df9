package import CEL
import Database
package import LuoshiCore

/// A value of a field, exact; an empty field has none.
package enum FieldValue: Sendable, Hashable {
    /// Text, and every kind of key and code.
    case text(String)
    case integer(Int64)
    /// Money in fen, numbers in their smallest part.
    case scaled(Int64, scale: Int)
    /// A date, or the first day of a month.
    case day(Day)
    case truth(Bool)
    /// Keys of choices, sorted.
    case keys([String])
    case files([RecordFile])
    /// Rows of a table.
    case rows([FieldValues])
}

/// A file in a field: its content's SHA-256 and the name it came with.
package struct RecordFile: Sendable, Hashable, Codable {
    package let hash: String
    package let name: String

    package init(hash: String, name: String) {
        self.hash = hash
        self.name = name
    }
}

extension FieldValue {
    /// As expressions see it.
    package var expressionValue: Value {
        switch self {
        case .text(let text): .string(text)
        case .integer(let number): .int(number)
        case .scaled(let number, let scale):
            DecimalValue(coefficient: Int128(number), scale: scale).map(Value.decimal) ?? .null
        case .day(let day): .timestamp(TimestampValue(day: day))
        case .truth(let truth): .bool(truth)
        case .keys(let keys): .list(keys.map(Value.string))
        case .files(let files): .list(files.map { .string($0.name) })
        case .rows: .null
        }
    }

    /// The exact decimal of money and numbers.
    package var decimal: DecimalValue? {
        switch self {
        case .scaled(let number, let scale): DecimalValue(coefficient: Int128(number), scale: scale)
        case .integer(let number): DecimalValue(number)
        default: nil
        }
    }
}

extension TimestampValue {
    /// 00:00 UTC of a day (DESIGN §5).
    package init(day: Day) {
        // Four-digit years are all within the language's range.
        self = TimestampValue(seconds: Int64(day.number) * 86_400) ?? .epoch
    }

    /// The day in which it lies.
    package var day: Day {
        let (days, rest) = seconds.quotientAndRemainder(dividingBy: 86_400)
        return Day(number: Int(rest < 0 ? days - 1 : days))
    }
}
