extension Value: Equatable {
    /// The language's equality; it never fails.
    public static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.int(let one), .int(let other)): one == other
        case (.string(let one), .string(let other)): one.hasSameCodePoints(as: other)
        case (.bool(let one), .bool(let other)): one == other
        case (.null, .null): true
        case (.bytes(let one), .bytes(let other)): one == other
        case (.list(let one), .list(let other)): one.elements == other.elements
        case (.map(let one), .map(let other)): one.hasSameEntries(as: other)
        case (.type(let one), .type(let other)): one.runtimeName == other.runtimeName
        case (.timestamp(let one), .timestamp(let other)): one == other
        case (.duration(let one), .duration(let other)): one == other
        case (.optional(let one), .optional(let other)): one.value == other.value
        case (.record(let one), .record(let other)): one === other
        default: numericOrder(left, right) == .same
        }
    }
}

extension MapValue {
    /// Whether both have equal keys with equal values.
    func hasSameEntries(as other: MapValue) -> Bool {
        guard count == other.count else { return false }
        for (key, value) in zip(keys, values) {
            guard let counterpart = other[key], counterpart == value else { return false }
        }
        return true
    }
}
