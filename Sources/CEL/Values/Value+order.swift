/// How two values stand in order.
enum ValueOrder {
    case before
    case same
    case after
    /// Comparable by type, yet neither before, same nor after: a NaN is one of them.
    case none
}

/// The order of two values that `<` accepts; nil if it has no such overload.
///
/// Bool, string, bytes, timestamp and duration compare with their own kind, numbers across types.
func order(_ left: Value, _ right: Value) -> ValueOrder? {
    switch (left, right) {
    case (.int(let one), .int(let other)): order(of: one, other)
    case (.string(let one), .string(let other)):
        one.hasSameCodePoints(as: other) ? .same : one.precedesByCodePoints(other) ? .before : .after
    case (.bool(let one), .bool(let other)): one == other ? .same : other ? .before : .after
    case (.bytes(let one), .bytes(let other)):
        one == other ? .same : one.lexicographicallyPrecedes(other) ? .before : .after
    case (.timestamp(let one), .timestamp(let other)): order(of: one, other)
    case (.duration(let one), .duration(let other)): order(of: one.nanoseconds, other.nanoseconds)
    default: numericOrder(left, right)
    }
}

/// The order of two numbers of any types; nil if one is no number, or if a decimal stands beside a double.
///
/// An integer beside a double is compared as that double, as the conformance cases demand.
func numericOrder(_ left: Value, _ right: Value) -> ValueOrder? {
    switch (left, right) {
    case (.int(let one), .int(let other)): order(of: one, other)
    case (.uint(let one), .uint(let other)): order(of: one, other)
    case (.double(let one), .double(let other)): order(of: one, other)
    case (.int(let one), .uint(let other)): one < 0 ? .before : order(of: UInt64(one), other)
    case (.uint(let one), .int(let other)): other < 0 ? .after : order(of: one, UInt64(other))
    case (.int(let one), .double(let other)): order(of: Double(one), other)
    case (.uint(let one), .double(let other)): order(of: Double(one), other)
    case (.double(let one), .int(let other)): order(of: one, Double(other))
    case (.double(let one), .uint(let other)): order(of: one, Double(other))
    case (.decimal(let one), .decimal(let other)): order(of: one, other)
    case (.decimal(let one), .int(let other)): order(of: one, DecimalValue(other))
    case (.int(let one), .decimal(let other)): order(of: DecimalValue(one), other)
    default: nil
    }
}

@inline(__always)
private func order<Number: Comparable>(of one: Number, _ other: Number) -> ValueOrder {
    one < other ? .before : one == other ? .same : one > other ? .after : .none
}
