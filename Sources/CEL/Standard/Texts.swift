extension StandardLibrary {
    /// `size`, and what is asked of strings. Source: language definition, "List of standard definitions".
    static let texts: [Function] = [
        Function(
            "size",
            [.string, .bytes, .list(a), .map(a, b)].flatMap { (type: ValueType) in
                [unary(type, .int, size), unary(type, .int, member: true, size)]
            }),
        Function("contains", [relation { $0.containsText($1) }]),
        Function("startsWith", [relation { $0.utf8.starts(with: $1.utf8) }]),
        Function("endsWith", [relation { $0.utf8.reversed().starts(with: $1.utf8.reversed()) }]),
        Function(
            "matches",
            [
                Overload([.string, .string], .bool, member: true, .binary(matches)),
                Overload([.string, .string], .bool, .binary(matches)),
            ]),
    ]

    private static let size: Unary = { (value, meter) throws(EvaluationFailure) in
        switch value {
        case .string(let text):
            try meter.charge(value.weight)
            return .int(text.unicodeScalars.count)
        case .bytes(let bytes): return .int(bytes.count)
        case .list(let list): return .int(list.elements.count)
        case .map(let map): return .int(map.count)
        default: throw .noOverload("size", value)
        }
    }

    private static func relation(_ holds: @escaping @Sendable (String, String) -> Bool) -> Overload {
        Overload(
            [.string, .string], .bool, member: true,
            .binary { (left, right, meter) throws(EvaluationFailure) in
                guard case .string(let one) = left, case .string(let other) = right else { return .bool(false) }
                try meter.charge(left.weight)
                return .bool(holds(one, other))
            })
    }

    private static let matches: @Sendable (Value, Value, Meter) throws(EvaluationFailure) -> Value = {
        (left, right, meter) throws(EvaluationFailure) in
        guard case .string(let text) = left, case .string(let source) = right else {
            throw .noOverload("matches", left, right)
        }
        let pattern = try pattern(source)
        try meter.charge(pattern.size)
        return .bool(try pattern.matches(text, meter))
    }

    /// A pattern compiled; fails with what is wrong with it.
    static func pattern(_ source: String) throws(EvaluationFailure) -> Pattern {
        do throws(PatternFault) { return try Pattern(source) } catch {
            throw EvaluationFailure("\(Value.string(source).quotedShort) is no regular expression: \(error.message)")
        }
    }
}

extension String {
    /// Whether the other text occurs in this one, code point by code point.
    func containsText(_ other: String) -> Bool {
        position(of: Array(other.utf8), in: Array(utf8)) != nil
    }

    /// Knuth, Morris and Pratt: the first place of one text in another, in time that grows with both.
    private func position(of needle: [UInt8], in whole: [UInt8]) -> Int? {
        firstPosition(of: needle, in: whole, from: 0)
    }
}

/// The first place at or after a start where one sequence occurs in another, or nil.
func firstPosition<Element: Equatable>(of needle: [Element], in whole: [Element], from start: Int) -> Int? {
    guard !needle.isEmpty else { return start <= whole.count ? start : nil }
    guard whole.count - start >= needle.count else { return nil }
    var failure = Array(repeating: 0, count: needle.count)
    var length = 0
    for index in needle.indices.dropFirst() {
        while length > 0, needle[index] != needle[length] { length = failure[length - 1] }
        if needle[index] == needle[length] { length += 1 }
        failure[index] = length
    }
    length = 0
    for index in start..<whole.count {
        while length > 0, whole[index] != needle[length] { length = failure[length - 1] }
        if whole[index] == needle[length] { length += 1 }
        if length == needle.count { return index - length + 1 }
    }
    return nil
}
