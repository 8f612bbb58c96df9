/// A type of the language, as the checker deduces it and as declarations give it.
public indirect enum ValueType: Sendable, Hashable {
    /// Anything; checked when evaluated.
    case dyn
    /// The type of `null`.
    case null
    /// Truth values.
    case bool
    /// Signed 64-bit integers.
    case int
    /// Unsigned 64-bit integers.
    case uint
    /// 64-bit binary numbers.
    case double
    /// Exact decimal numbers.
    case decimal
    /// Code points.
    case string
    /// Bytes.
    case bytes
    /// Moments.
    case timestamp
    /// Spans of time.
    case duration
    /// Lists of one type of element.
    case list(ValueType)
    /// Maps from keys to values.
    case map(ValueType, ValueType)
    /// Values that may be missing.
    case optional(ValueType)
    /// Types themselves.
    case type(ValueType)
    /// Records of a registered type.
    case record(String)
    /// A type parameter of a function's signature, as `A`.
    case parameter(String)
    /// What an expression with a fault has; it agrees with everything, so that one fault is not told twice.
    case error
    /// A type that the checker has yet to find; never in a result.
    case unknown(Int)

    /// The name that the type has at run time, without its parameters.
    public var runtimeName: String {
        switch self {
        case .dyn: "dyn"
        case .null: "null_type"
        case .bool: "bool"
        case .int: "int"
        case .uint: "uint"
        case .double: "double"
        case .decimal: "decimal"
        case .string: "string"
        case .bytes: "bytes"
        case .timestamp: "google.protobuf.Timestamp"
        case .duration: "google.protobuf.Duration"
        case .list: "list"
        case .map: "map"
        case .optional: "optional_type"
        case .type: "type"
        case .record(let name): name
        case .parameter(let name): name
        case .error: "error"
        case .unknown: "?"
        }
    }

    /// The types of its elements, keys or values.
    var parts: [ValueType] {
        switch self {
        case .list(let part), .optional(let part), .type(let part): [part]
        case .map(let key, let value): [key, value]
        default: []
        }
    }

    /// The type with each of its direct parts put through a change.
    func mapParts(_ change: (ValueType) -> ValueType) -> ValueType {
        switch self {
        case .list(let part): .list(change(part))
        case .optional(let part): .optional(change(part))
        case .type(let part): .type(change(part))
        case .map(let key, let value): .map(change(key), change(value))
        default: self
        }
    }

    /// Whether values of this type may be keys of a map, as far as the checker can say.
    var maySuitAsKey: Bool {
        switch self {
        case .bool, .int, .uint, .string, .dyn, .error, .unknown, .parameter: true
        default: false
        }
    }
}

extension ValueType: CustomStringConvertible {
    /// The type in the language's own notation, as `map(string, list(int))`.
    public var description: String {
        switch self {
        case .list(let part): "list(\(part))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .optional(let part): "optional_type(\(part))"
        case .type(.dyn): "type"
        case .type(let part): "type(\(part))"
        case .unknown: "dyn"
        default: shortName
        }
    }

    /// The type's name without its parameters, as declarations have it: `timestamp`, where the run time has a longer one.
    var shortName: String {
        switch self {
        case .timestamp: "timestamp"
        case .duration: "duration"
        default: runtimeName
        }
    }
}
