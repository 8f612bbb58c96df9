extension StandardLibrary {
    /// Exact decimals: made from text and integers, rounded and divided by a named rounding.
    static let decimals: [Function] = [
        Function(
            "decimal",
            [
                unary(.decimal, .decimal) { (value, _) throws(EvaluationFailure) in value },
                unary(.int, .decimal) { (value, _) throws(EvaluationFailure) in
                    guard case .int(let number) = value else { throw .noOverload("decimal", value) }
                    return .decimal(DecimalValue(number))
                },
                unary(.string, .decimal) { (value, meter) throws(EvaluationFailure) in
                    try meter.charge(value.weight)
                    guard case .string(let text) = value, let number = DecimalValue(text) else {
                        throw EvaluationFailure(
                            "\(value.quotedShort) is no decimal; one is written '12.50', with up to 38 digits")
                    }
                    return .decimal(number)
                },
            ]),
        Function(
            "round",
            [
                Overload(
                    [.decimal, .int, .string], .decimal,
                    .many { (values, _) throws(EvaluationFailure) in
                        guard case .decimal(let number) = values[0] else { throw .noOverload("round", values) }
                        let (places, rounding) = try placesAndRounding(values[1], values[2])
                        return .decimal(try held(number.rounded(to: places, rounding)))
                    })
            ]),
        Function(
            "divide",
            [ValueType.decimal, .int].flatMap { one in
                [ValueType.decimal, .int].map { other in
                    Overload([one, other, .int, .string], .decimal, .many(divide))
                }
            }),
    ]

    private static let divide: @Sendable ([Value], Meter) throws(EvaluationFailure) -> Value = {
        (values, _) throws(EvaluationFailure) in
        guard let one = exact(values[0]), let other = exact(values[1]) else { throw .noOverload("divide", values) }
        guard !other.isZero else { throw EvaluationFailure("divide by zero") }
        let (places, rounding) = try placesAndRounding(values[2], values[3])
        return .decimal(try held(one.divided(by: other, places: places, rounding)))
    }

    private static func exact(_ value: Value) -> DecimalValue? {
        switch value {
        case .decimal(let number): number
        case .int(let number): DecimalValue(number)
        default: nil
        }
    }

    private static func held(_ number: DecimalValue?) throws(EvaluationFailure) -> DecimalValue {
        guard let number else { throw Arithmetic.overflow("decimal") }
        return number
    }

    private static func placesAndRounding(
        _ places: Value, _ name: Value
    ) throws(EvaluationFailure) -> (Int, DecimalRounding) {
        guard case .int(let number) = places, (0...Int64(DecimalValue.greatestScale)).contains(number) else {
            throw EvaluationFailure("a decimal has 0 to 38 digits after the point")
        }
        guard case .string(let text) = name, let rounding = DecimalRounding(rawValue: text) else {
            let known = DecimalRounding.allCases.map(\.rawValue).joined(separator: ", ")
            throw EvaluationFailure("\(name.quotedShort) is no rounding; there are \(known)")
        }
        return (Int(number), rounding)
    }
}
