extension Value {
    /// A value from plain JSON: whole numbers are ints where they fit, others doubles; an object is a map.
    public init(json: JSONText) {
        switch json {
        case .null: self = .null
        case .bool(let truth): self = .bool(truth)
        case .number(let text): self = Int64(text).map { .int($0) } ?? .double(Double(text) ?? .nan)
        case .string(let text): self = .string(text)
        case .array(let items): self = .list(items.map { Value(json: $0) })
        case .object(let members):
            var builder = MapValue.Builder()
            // Of a key that occurs twice the first stays.
            for (key, value) in members { _ = builder.insert(.string(key), Value(json: value)) }
            self = .map(builder.map)
        }
    }

    /// A value of a type from plain JSON; text stands for what JSON has no form for. Nil where it does not fit.
    ///
    /// A decimal, timestamp, duration or uint is written as its text, bytes as base64.
    public init?(json: JSONText, as type: ValueType) {
        switch (type, json) {
        case (.decimal, .string(let text)), (.decimal, .number(let text)):
            guard let number = DecimalValue(text) else { return nil }
            self = .decimal(number)
        case (.timestamp, .string(let text)):
            guard let moment = TimestampValue(text) else { return nil }
            self = .timestamp(moment)
        case (.duration, .string(let text)):
            guard let span = DurationValue(text) else { return nil }
            self = .duration(span)
        case (.bytes, .string(let text)):
            guard let bytes = Base64.bytes(text) else { return nil }
            self = .bytes(bytes)
        case (.uint, .number(let text)), (.uint, .string(let text)):
            guard let number = UInt64(text) else { return nil }
            self = .uint(number)
        case (.double, .number(let text)):
            guard let number = Double(text) else { return nil }
            self = .double(number)
        case (.optional, .null): self = .optional(.none)
        case (.optional(let inner), _):
            guard let value = Value(json: json, as: inner) else { return nil }
            self = .optional(OptionalValue(value))
        case (.list(let element), .array(let items)):
            let values = items.compactMap { Value(json: $0, as: element) }
            guard values.count == items.count else { return nil }
            self = .list(values)
        case (.map(let key, let element), .object(let members)):
            guard key == .string || key == .dyn else { return nil }
            var builder = MapValue.Builder()
            for (key, member) in members {
                guard let value = Value(json: member, as: element) else { return nil }
                _ = builder.insert(.string(key), value)
            }
            self = .map(builder.map)
        default:
            let value = Value(json: json)
            guard type == .dyn || value.isOfType(type) else { return nil }
            self = value
        }
    }

    /// The value as plain JSON: what JSON has no form for is its text, bytes are base64, none is null.
    public var json: String {
        switch self {
        case .null: "null"
        case .bool(let truth): "\(truth)"
        case .int(let number): "\(number)"
        case .uint(let number): "\(number)"
        case .double(let number) where number.isFinite: doubleText(number)
        case .list(let list): "[" + list.elements.map(\.json).joined(separator: ",") + "]"
        case .map(let map):
            "{"
                + zip(map.keys, map.values).map { quotedJSON($0.plainText ?? "") + ":" + $1.json }.joined(
                    separator: ",")
                + "}"
        case .optional(let optional): optional.value?.json ?? "null"
        case .timestamp(let moment): quotedJSON(moment.text)
        case .duration(let span): quotedJSON(span.text)
        case .bytes(let bytes): quotedJSON(Base64.text(bytes))
        case .type(let type): quotedJSON(type.runtimeName)
        case .record(let record): quotedJSON(record.typeName)
        case .decimal, .string, .double: quotedJSON(plainText ?? "")
        }
    }
}
