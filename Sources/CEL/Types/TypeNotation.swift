extension ValueType {
    /// The type in the language's own notation: `int`, `list(string)`, `map(string, dyn)`, `optional_type(int)`.
    ///
    /// A single capital letter is a type parameter, another unknown name a record; nil if the text is no type.
    public init?(notation text: String) {
        var reader = TypeNotationReader(text)
        guard let type = reader.type(depth: 0), reader.isAtEnd else { return nil }
        self = type
    }

    /// The built-in type that a plain name denotes, if any; `list` is a list of anything.
    static func named(_ name: String) -> ValueType? { names[name] }

    private static let names: [String: ValueType] = [
        "dyn": .dyn, "any": .dyn, "google.protobuf.Any": .dyn, "null_type": .null, "null": .null, "bool": .bool,
        "int": .int, "uint": .uint, "double": .double, "decimal": .decimal, "string": .string, "bytes": .bytes,
        "timestamp": .timestamp, "google.protobuf.Timestamp": .timestamp, "duration": .duration,
        "google.protobuf.Duration": .duration, "list": .list(.dyn), "map": .map(.dyn, .dyn),
        "optional_type": .optional(.dyn), "optional": .optional(.dyn), "type": .type(.dyn),
    ]
}

/// Reads a type from its notation.
private struct TypeNotationReader {
    private var rest: Substring

    init(_ text: String) { rest = Substring(text) }

    var isAtEnd: Bool { rest.allSatisfy { $0 == " " } }

    mutating func type(depth: Int) -> ValueType? {
        guard depth < 64 else { return nil }
        rest = rest.drop { $0 == " " }
        let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." })
        guard !name.isEmpty else { return nil }
        rest = rest.dropFirst(name.count).drop { $0 == " " }
        guard let open = rest.first, open == "(" || open == "<" else { return plain(name) }
        rest = rest.dropFirst()
        var parts: [ValueType] = []
        repeat {
            guard let part = type(depth: depth + 1) else { return nil }
            parts.append(part)
            rest = rest.drop { $0 == " " }
        } while take(",")
        guard take(open == "(" ? ")" : ">") else { return nil }
        return with(parts, name)
    }

    private func plain(_ name: String) -> ValueType {
        if let known = ValueType.named(name) { return known }
        if name.count == 1, name.first?.isUppercase == true { return .parameter(name) }
        return .record(name)
    }

    private func with(_ parts: [ValueType], _ name: String) -> ValueType? {
        switch (name, parts.count) {
        case ("list", 1): .list(parts[0])
        case ("map", 2): .map(parts[0], parts[1])
        case ("optional_type", 1), ("optional", 1): .optional(parts[0])
        case ("type", 1): .type(parts[0])
        default: nil
        }
    }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }
}
