extension Value {
    /// The value of the conformance cases' tagged form, as `{"int": "1"}`; nil if it is none.
    public init?(tagged json: JSONText) {
        guard case .object(let members) = json, let (tag, content) = members.first, members.count == 1 else {
            return nil
        }
        switch (tag, content) {
        case ("null", _): self = .null
        case ("bool", .bool(let truth)): self = .bool(truth)
        case ("string", .string(let text)): self = .string(text)
        case ("int", .string(let text)):
            guard let number = Int64(text) else { return nil }
            self = .int(number)
        case ("uint", .string(let text)):
            guard let number = UInt64(text) else { return nil }
            self = .uint(number)
        case ("double", .string(let text)):
            guard let number = Double(text) else { return nil }
            self = .double(number)
        case ("decimal", .string(let text)):
            guard let number = DecimalValue(text) else { return nil }
            self = .decimal(number)
        case ("bytes", .string(let text)):
            guard let bytes = Base64.bytes(text) else { return nil }
            self = .bytes(bytes)
        case ("type", .string(let text)):
            guard let type = ValueType(notation: text) else { return nil }
            self = .type(type)
        case ("timestamp", .string(let text)):
            guard let moment = TimestampValue(text) else { return nil }
            self = .timestamp(moment)
        case ("duration", .string(let text)):
            guard let span = DurationValue(text) else { return nil }
            self = .duration(span)
        case ("optional", .null): self = .optional(.none)
        case ("optional", let content):
            guard let value = Value(tagged: content) else { return nil }
            self = .optional(OptionalValue(value))
        case ("list", .array(let items)):
            let values = items.compactMap { Value(tagged: $0) }
            guard values.count == items.count else { return nil }
            self = .list(values)
        case ("map", .array(let items)):
            var entries: [(key: Value, value: Value)] = []
            for item in items {
                guard case .array(let pair) = item, pair.count == 2, let key = Value(tagged: pair[0]),
                    let value = Value(tagged: pair[1])
                else { return nil }
                entries.append((key, value))
            }
            guard let map = MapValue(entries) else { return nil }
            self = .map(map)
        default: return nil
        }
    }

    /// Whether two values are the same in type too: `1` is not `1u`, and NaN is NaN.
    func isIdentical(to other: Value) -> Bool {
        switch (self, other) {
        case (.double(let one), .double(let another)):
            return one.isNaN && another.isNaN || one == another && one.sign == another.sign
        case (.list(let one), .list(let another)):
            return one.elements.count == another.elements.count
                && zip(one.elements, another.elements).allSatisfy { $0.isIdentical(to: $1) }
        case (.map(let one), .map(let another)):
            return one.count == another.count
                && zip(one.keys, one.values).allSatisfy { key, value in
                    another[key].map { $0.isIdentical(to: value) } ?? false
                }
        default: return type.runtimeName == other.type.runtimeName && self == other
        }
    }
}

/// Base64 as RFC 4648 has it.
enum Base64 {
    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// Bytes as text.
    static func text(_ bytes: [UInt8]) -> String {
        var result: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var buffer: UInt32 = 0
            for byte in group { buffer = buffer << 8 | UInt32(byte) }
            buffer <<= UInt32(8 * (3 - group.count))
            for place in 0..<4 {
                let digit = Int(buffer >> UInt32(18 - 6 * place)) & 63
                result.append(place <= group.count ? digits[digit] : UInt8(ascii: "="))
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The bytes of a text, or nil.
    static func bytes(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in text.utf8 where byte != UInt8(ascii: "=") {
            guard let digit = digits.firstIndex(of: byte) else { return nil }
            buffer = buffer << 6 | UInt32(digit)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bytes
    }
}
