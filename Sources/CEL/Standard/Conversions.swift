extension StandardLibrary {
    typealias Unary = @Sendable (Value, Meter) throws(EvaluationFailure) -> Value

    /// A form with one value.
    static func unary(_ from: ValueType, _ to: ValueType, member: Bool = false, _ body: @escaping Unary) -> Overload {
        Overload([from], to, member: member, .unary(body))
    }

    private static func range(_ what: String, _ type: String) -> EvaluationFailure {
        EvaluationFailure("range error: \(what) is outside \(type)")
    }

    private static func unreadable(_ text: String, _ type: String) -> EvaluationFailure {
        EvaluationFailure("\(Value.string(text).quotedShort) cannot be read as \(type)")
    }

    /// Conversions between types. Source: language definition, "Type conversions".
    static let conversions: [Function] = [
        Function("dyn", [unary(a, .dyn) { (value, _) throws(EvaluationFailure) in value }]),
        Function("type", [unary(a, .type(a)) { (value, _) throws(EvaluationFailure) in .type(value.type) }]),
        Function("int", toInt), Function("uint", toUint), Function("double", toDouble), Function("string", toText),
        Function("bool", toBool),
        Function(
            "bytes",
            [
                unary(.bytes, .bytes) { (value, _) throws(EvaluationFailure) in value },
                unary(.string, .bytes) { (value, meter) throws(EvaluationFailure) in
                    guard case .string(let text) = value else { throw .noOverload("bytes", value) }
                    try meter.charge(value.weight)
                    return .bytes(Array(text.utf8))
                },
            ]),
    ]

    private static let toInt: [Overload] = [
        unary(.int, .int) { (value, _) throws(EvaluationFailure) in value },
        unary(.uint, .int) { (value, _) throws(EvaluationFailure) in
            guard case .uint(let number) = value, let exact = Int64(exactly: number) else {
                throw range(value.quotedShort, "int")
            }
            return .int(exact)
        },
        unary(.double, .int) { (value, _) throws(EvaluationFailure) in
            // The ends are excluded: as doubles they are no longer the integers' own.
            guard case .double(let number) = value, number > -0x1p63, number < 0x1p63 else {
                throw range(value.quotedShort, "int")
            }
            return .int(Int64(number))
        },
        unary(.string, .int) { (value, _) throws(EvaluationFailure) in
            guard case .string(let text) = value else { throw .noOverload("int", value) }
            guard let number = Int64(text) else { throw unreadable(text, "an int") }
            return .int(number)
        },
        unary(.timestamp, .int) { (value, _) throws(EvaluationFailure) in
            guard case .timestamp(let moment) = value else { throw .noOverload("int", value) }
            return .int(moment.seconds)
        },
        unary(.decimal, .int) { (value, _) throws(EvaluationFailure) in
            guard case .decimal(let number) = value, let whole = number.rounded(to: 0, .down),
                let exact = Int64(exactly: whole.coefficient)
            else { throw range("the decimal", "int") }
            return .int(exact)
        },
    ]

    private static let toUint: [Overload] = [
        unary(.uint, .uint) { (value, _) throws(EvaluationFailure) in value },
        unary(.int, .uint) { (value, _) throws(EvaluationFailure) in
            guard case .int(let number) = value, let exact = UInt64(exactly: number) else {
                throw range(value.quotedShort, "uint")
            }
            return .uint(exact)
        },
        unary(.double, .uint) { (value, _) throws(EvaluationFailure) in
            guard case .double(let number) = value, number >= 0, number < 0x1p64 else {
                throw range(value.quotedShort, "uint")
            }
            return .uint(UInt64(number))
        },
        unary(.string, .uint) { (value, _) throws(EvaluationFailure) in
            guard case .string(let text) = value else { throw .noOverload("uint", value) }
            guard let number = UInt64(text) else { throw unreadable(text, "a uint") }
            return .uint(number)
        },
    ]

    private static let toDouble: [Overload] = [
        unary(.double, .double) { (value, _) throws(EvaluationFailure) in value },
        unary(.int, .double) { (value, _) throws(EvaluationFailure) in
            guard case .int(let number) = value else { throw .noOverload("double", value) }
            return .double(Double(number))
        },
        unary(.uint, .double) { (value, _) throws(EvaluationFailure) in
            guard case .uint(let number) = value else { throw .noOverload("double", value) }
            return .double(Double(number))
        },
        unary(.string, .double) { (value, _) throws(EvaluationFailure) in
            guard case .string(let text) = value else { throw .noOverload("double", value) }
            // Swift also reads hexadecimal numbers and NaNs with a content.
            guard !text.utf8.contains(where: { [0x28, 0x58, 0x78].contains($0) }), let number = Double(text) else {
                throw unreadable(text, "a double")
            }
            return .double(number)
        },
        unary(.decimal, .double) { (value, _) throws(EvaluationFailure) in
            guard case .decimal(let decimal) = value, let number = Double(decimal.text) else {
                throw .noOverload("double", value)
            }
            return .double(number)
        },
    ]

    private static let toText: [Overload] =
        [.bool, .int, .uint, .double, .decimal, .string, .timestamp, .duration].map {
            unary($0, .string) { (value, meter) throws(EvaluationFailure) in
                guard let text = value.plainText else { throw .noOverload("string", value) }
                return .string(text)
            }
        } + [
            unary(.bytes, .string) { (value, meter) throws(EvaluationFailure) in
                guard case .bytes(let bytes) = value else { throw .noOverload("string", value) }
                try meter.charge(value.weight)
                guard let text = String(validating: bytes, as: UTF8.self) else {
                    throw EvaluationFailure("invalid UTF-8: these bytes are no text")
                }
                return .string(text)
            }
        ]

    private static let truths: [String: Bool] = [
        "1": true, "t": true, "true": true, "TRUE": true, "True": true, "T": true, "0": false, "f": false,
        "false": false, "FALSE": false, "False": false, "F": false,
    ]

    private static let toBool: [Overload] = [
        unary(.bool, .bool) { (value, _) throws(EvaluationFailure) in value },
        unary(.string, .bool) { (value, _) throws(EvaluationFailure) in
            guard case .string(let text) = value else { throw .noOverload("bool", value) }
            guard let truth = truths[text] else { throw unreadable(text, "a bool; 'true' and 'false' can") }
            return .bool(truth)
        },
    ]
}

extension Value {
    /// The value as `string(x)` gives it; nil for what has no text.
    var plainText: String? {
        switch self {
        case .bool(let truth): String(truth)
        case .int(let number): String(number)
        case .uint(let number): String(number)
        case .double(let number): doubleText(number)
        case .decimal(let number): number.text
        case .string(let text): text
        case .timestamp(let moment): moment.text
        case .duration(let span): span.text
        default: nil
        }
    }
}
