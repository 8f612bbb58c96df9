/// `format`: puts values into the clauses of a text, `%s %d %f %e %b %o %x %X %%`.
struct Formatter {
    let values: [Value]
    let meter: Meter
    private var next = 0

    init(values: [Value], meter: Meter) {
        self.values = values
        self.meter = meter
    }

    /// The text with its clauses filled.
    mutating func format(_ clauses: String) throws(EvaluationFailure) -> String {
        var result = String.UnicodeScalarView()
        var rest = Substring(clauses).unicodeScalars
        while let scalar = rest.popFirst() {
            guard scalar == "%" else {
                result.append(scalar)
                continue
            }
            if rest.first == "%" {
                rest.removeFirst()
                result.append("%")
                continue
            }
            let text = try clause(&rest)
            try meter.charge(1 + text.utf8.count / 16)
            result.append(contentsOf: text.unicodeScalars)
        }
        return String(result)
    }

    private mutating func clause(_ rest: inout Substring.UnicodeScalarView) throws(EvaluationFailure) -> String {
        var places = 6
        if rest.first == "." {
            rest.removeFirst()
            var number = 0
            var digits = 0
            while let digit = rest.first?.decimalDigit, digits < 4 {
                number = number * 10 + digit
                digits += 1
                rest.removeFirst()
            }
            guard digits > 0, number <= 1000 else {
                throw EvaluationFailure("a clause's digits after the point are a number up to 1000, as in %.2f")
            }
            places = number
        }
        guard let verb = rest.popFirst() else { throw EvaluationFailure("the text ends within a clause after '%'") }
        guard "sdfebxXo".unicodeScalars.contains(verb) else {
            throw EvaluationFailure("unrecognized formatting clause \"%\(verb)\"; there are %s %d %f %e %b %o %x %X %%")
        }
        guard next < values.count else { throw EvaluationFailure("index \(next) out of range: a clause has no value") }
        let value = values[next]
        next += 1
        switch verb {
        case "s": return try FormattedText.text(value, depth: 0)
        case "d": return try decimal(value)
        case "f": return try fixed(value, places, scientific: false)
        case "e": return try fixed(value, places, scientific: true)
        case "b": return try radix(value, 2, "binary")
        case "o": return try radix(value, 8, "octal")
        default: return try hexadecimal(value, uppercase: verb == "X")
        }
    }

    private func refusal(_ clause: String, _ takes: String, _ value: Value) -> EvaluationFailure {
        EvaluationFailure("error during formatting: %\(clause) takes \(takes), not \(value.type.shortName)")
    }

    private func decimal(_ value: Value) throws(EvaluationFailure) -> String {
        switch value {
        case .int, .uint, .double, .decimal: value.plainText ?? ""
        default: throw refusal("d", "integers", value)
        }
    }

    private func fixed(_ value: Value, _ places: Int, scientific: Bool) throws(EvaluationFailure) -> String {
        let number: Double
        switch value {
        case .double(let double): number = double
        case .int(let integer):
            if !scientific { return String(integer) + (places > 0 ? "." + String(repeating: "0", count: places) : "") }
            number = Double(integer)
        case .uint(let integer):
            if !scientific { return String(integer) + (places > 0 ? "." + String(repeating: "0", count: places) : "") }
            number = Double(integer)
        case .decimal(let decimal):
            guard !scientific, let rounded = decimal.rounded(to: min(places, 38), .halfEven) else {
                throw refusal(scientific ? "e" : "f", "numbers", value)
            }
            return rounded.text
        default: throw refusal(scientific ? "e" : "f", "numbers", value)
        }
        guard number.isFinite else { return doubleText(number) }
        try meter.charge(50)
        return scientific ? ExactDigits.scientific(number, places) : ExactDigits.fixed(number, places)
    }

    private func radix(_ value: Value, _ radix: Int, _ name: String) throws(EvaluationFailure) -> String {
        switch value {
        case .int(let number): String(number, radix: radix)
        case .uint(let number): String(number, radix: radix)
        case .bool(let truth) where radix == 2: truth ? "1" : "0"
        default: throw refusal(radix == 2 ? "b" : "o", radix == 2 ? "integers and bools" : "integers", value)
        }
    }

    private func hexadecimal(_ value: Value, uppercase: Bool) throws(EvaluationFailure) -> String {
        func digits(_ bytes: some Sequence<UInt8>) -> String {
            bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: uppercase) }.joined()
        }
        switch value {
        case .int(let number): return String(number, radix: 16, uppercase: uppercase)
        case .uint(let number): return String(number, radix: 16, uppercase: uppercase)
        case .string(let text): return digits(text.utf8)
        case .bytes(let bytes): return digits(bytes)
        default: throw refusal(uppercase ? "X" : "x", "integers, bytes and strings", value)
        }
    }
}

/// What `%s` makes of values.
enum FormattedText {
    static func text(_ value: Value, depth: Int) throws(EvaluationFailure) -> String {
        guard depth < 100 else { throw EvaluationFailure("the value is nested deeper than 100") }
        switch value {
        case .null: return "null"
        case .bytes(let bytes): return String(decoding: bytes, as: UTF8.self)
        case .type(let type): return type.runtimeName
        case .list(let list):
            var parts: [String] = []
            for element in list.elements { parts.append(try text(element, depth: depth + 1)) }
            return "[" + parts.joined(separator: ", ") + "]"
        case .map(let map):
            var parts: [(key: String, value: String)] = []
            for (key, value) in zip(map.keys, map.values) {
                parts.append((try text(key, depth: depth + 1), try text(value, depth: depth + 1)))
            }
            parts.sort { $0.key.precedesByCodePoints($1.key) }
            return "{" + parts.map { $0.key + ": " + $0.value }.joined(separator: ", ") + "}"
        default:
            guard let plain = value.plainText else {
                throw EvaluationFailure("error during formatting: %s has no text for \(value.type.shortName)")
            }
            return plain
        }
    }
}
