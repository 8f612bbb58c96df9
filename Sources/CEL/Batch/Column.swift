/// A variable's values for many rows, each at its row's position.
public enum Column: Sendable {
    /// Ints, present in every row.
    case ints([Int64])
    /// Doubles, present in every row.
    case doubles([Double])
    /// Bools, present in every row.
    case bools([Bool])
    /// Strings, present in every row.
    case strings([String])
    /// Values of any type; nil where the row has none.
    case values([Value?])
    /// One value for all rows.
    case constant(Value)

    /// The value of a row, or nil.
    subscript(row: Int) -> Value? {
        switch self {
        case .ints(let numbers): .int(numbers[row])
        case .doubles(let numbers): .double(numbers[row])
        case .bools(let truths): .bool(truths[row])
        case .strings(let texts): .string(texts[row])
        case .values(let values): values[row]
        case .constant(let value): value
        }
    }

    /// How many rows it has; nil for any number.
    var count: Int? {
        switch self {
        case .ints(let numbers): numbers.count
        case .doubles(let numbers): numbers.count
        case .bools(let truths): truths.count
        case .strings(let texts): texts.count
        case .values(let values): values.count
        case .constant: nil
        }
    }
}
