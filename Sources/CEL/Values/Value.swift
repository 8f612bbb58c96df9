/// A value of the language: what expressions read, compute and give.
///
/// Equality (`==`) is the language's own: numbers compare across `int`, `uint`, `double` and `decimal`, strings by code
/// points without normalization, values of other differing types are unequal. Source: CEL language definition, "Equality".
public enum Value: Sendable {
    /// The null value, of type `null_type`.
    case null
    /// A truth value.
    case bool(Bool)
    /// A signed 64-bit integer; arithmetic on it never wraps around.
    case int(Int64)
    /// An unsigned 64-bit integer.
    case uint(UInt64)
    /// A 64-bit IEEE 754 number.
    case double(Double)
    /// An exact decimal number.
    case decimal(DecimalValue)
    /// A sequence of Unicode code points.
    case string(String)
    /// A sequence of bytes.
    case bytes([UInt8])
    /// A list of values.
    case list(ListValue)
    /// A map from bool, int, uint or string keys to values.
    case map(MapValue)
    /// A type, as `type(x)` gives it.
    case type(ValueType)
    /// A moment with nanoseconds.
    case timestamp(TimestampValue)
    /// A span of time in nanoseconds.
    case duration(DurationValue)
    /// An optional value: present or none.
    case optional(OptionalValue)
    /// A record of a type that the host has registered.
    case record(any Record)
}

extension Value {
    /// A list of the values given.
    public static func list(_ elements: [Value]) -> Value { .list(ListValue(elements)) }

    /// An `int`; a convenience for Swift's `Int`.
    public static func int(_ number: Int) -> Value { .int(Int64(number)) }

    /// The type that `type(x)` gives: without parameters, as the language has it at run time.
    public var type: ValueType {
        switch self {
        case .null: .null
        case .bool: .bool
        case .int: .int
        case .uint: .uint
        case .double: .double
        case .decimal: .decimal
        case .string: .string
        case .bytes: .bytes
        case .list: .list(.dyn)
        case .map: .map(.dyn, .dyn)
        case .type: .type(.dyn)
        case .timestamp: .timestamp
        case .duration: .duration
        case .optional: .optional(.dyn)
        case .record(let record): .record(record.typeName)
        }
    }

    /// What the value weighs against a budget: about one for sixteen bytes, the sum of its parts for lists and maps.
    var weight: Int {
        switch self {
        case .string(let text): 1 + text.utf8.count / 16
        case .bytes(let bytes): 1 + bytes.count / 16
        case .list(let list): list.weight
        case .map(let map): map.weight
        case .optional(let optional): 1 + (optional.value?.weight ?? 0)
        default: 1
        }
    }

    /// Whether the value is its type's zero: false, 0, empty; `optional.ofNonZeroValue` asks.
    var isZero: Bool {
        switch self {
        case .null: true
        case .bool(let truth): !truth
        case .int(let number): number == 0
        case .uint(let number): number == 0
        case .double(let number): number == 0
        case .decimal(let number): number.isZero
        case .string(let text): text.isEmpty
        case .bytes(let bytes): bytes.isEmpty
        case .list(let list): list.elements.isEmpty
        case .map(let map): map.count == 0
        case .timestamp(let moment): moment == TimestampValue.epoch
        case .duration(let span): span.nanoseconds == 0
        case .optional(let optional): optional.value == nil
        case .type, .record: false
        }
    }
}

/// A record of a type that the host has registered; its fields are read by name.
///
/// Two records are equal if they are the same object.
public protocol Record: AnyObject, Sendable {
    /// The registered type's name.
    var typeName: String { get }

    /// The field's value, or nil if it is absent (`has` is then false, and reading it is an error).
    func field(_ name: String) -> Value?
}
