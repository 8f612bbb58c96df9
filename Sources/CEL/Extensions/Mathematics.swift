extension StandardLibrary {
    /// The math extension. Source: google/cel-spec and cel-go, "ext/math".
    static let mathematics: [Function] =
        [
            Function("math.@max", extremes { order($0, $1) == .before }),
            Function("math.@min", extremes { order($0, $1) == .after }),
            rounding("ceil") { $0.rounded(.up) }, rounding("floor") { $0.rounded(.down) },
            rounding("round") { $0.rounded(.toNearestOrAwayFromZero) }, rounding("trunc") { $0.rounded(.towardZero) },
            question("isNaN") { $0.isNaN }, question("isInf") { $0.isInfinite }, question("isFinite") { $0.isFinite },
            Function(
                "math.sqrt",
                [.double, .int, .uint].map { (type: ValueType) in
                    unary(type, .double) { (value, _) throws(EvaluationFailure) in
                        switch value {
                        case .double(let number): .double(number.squareRoot())
                        case .int(let number): .double(Double(number).squareRoot())
                        case .uint(let number): .double(Double(number).squareRoot())
                        default: throw .noOverload("math.sqrt", value)
                        }
                    }
                }),
            Function("math.abs", [.int, .uint, .double, .decimal].map { unary($0, $0, absolute) }),
            Function("math.sign", [.int, .uint, .double, .decimal].map { unary($0, $0, sign) }),
        ] + bits

    private static func rounding(_ name: String, _ round: @escaping @Sendable (Double) -> Double) -> Function {
        Function(
            "math." + name,
            [
                unary(.double, .double) { (value, _) throws(EvaluationFailure) in
                    guard case .double(let number) = value else { throw .noOverload(name, value) }
                    return .double(round(number))
                }
            ])
    }

    private static func question(_ name: String, _ holds: @escaping @Sendable (Double) -> Bool) -> Function {
        Function(
            "math." + name,
            [
                unary(.double, .bool) { (value, _) throws(EvaluationFailure) in
                    guard case .double(let number) = value else { throw .noOverload(name, value) }
                    return .bool(holds(number))
                }
            ])
    }

    private static let absolute: Unary = { (value, _) throws(EvaluationFailure) in
        switch value {
        case .int(let number):
            guard number != Int64.min else { throw Arithmetic.overflow("int") }
            return .int(abs(number))
        case .double(let number): return .double(number.magnitude)
        case .decimal(let number):
            guard number.coefficient < 0 else { return value }
            guard let turned = number.negated else { throw Arithmetic.overflow("decimal") }
            return .decimal(turned)
        default: return value
        }
    }

    private static let sign: Unary = { (value, _) throws(EvaluationFailure) in
        switch value {
        case .int(let number): .int(number.signum())
        case .uint(let number): .uint(number.signum())
        case .double(let number): .double(number > 0 ? 1 : number < 0 ? -1 : number)
        case .decimal(let number): .decimal(DecimalValue(Int64(number.coefficient.signum())))
        default: throw .noOverload("math.sign", value)
        }
    }

    /// The forms of `greatest` and `least`: one number, two, or a list.
    private static func extremes(_ isWorse: @escaping @Sendable (Value, Value) -> Bool) -> [Overload] {
        let types: [ValueType] = [.int, .uint, .double, .decimal]
        var overloads = types.map { unary($0, $0) { (value, _) throws(EvaluationFailure) in value } }
        let two: @Sendable (Value, Value, Meter) throws(EvaluationFailure) -> Value = {
            (one, other, _) throws(EvaluationFailure) in isWorse(one, other) ? other : one
        }
        for one in types {
            for other in types {
                guard (one == .decimal) == (other == .decimal) else { continue }
                overloads.append(Overload([one, other], one == other ? one : .dyn, .binary(two)))
            }
        }
        // Beside an int a decimal gives a decimal, whichever of them it is.
        for pair in [[ValueType.decimal, .int], [.int, .decimal]] {
            overloads.append(
                Overload(
                    pair, .decimal,
                    .binary { (one, other, meter) throws(EvaluationFailure) in
                        let best = try two(one, other, meter)
                        return if case .int(let number) = best { .decimal(DecimalValue(number)) } else { best }
                    }))
        }
        for type in types {
            overloads.append(
                unary(.list(type), type) { (value, meter) throws(EvaluationFailure) in
                    guard case .list(let list) = value, var best = list.elements.first else {
                        throw EvaluationFailure("the greatest or least of an empty list does not exist")
                    }
                    try meter.charge(list.elements.count)
                    guard best.isNumber else { throw .noOverload("math.greatest", value) }
                    for candidate in list.elements.dropFirst() {
                        guard candidate.isNumber else { throw .noOverload("math.greatest", value) }
                        if isWorse(best, candidate) { best = candidate }
                    }
                    return best
                })
        }
        return overloads
    }
}

extension Value {
    fileprivate var isNumber: Bool {
        switch self {
        case .int, .uint, .double, .decimal: true
        default: false
        }
    }
}
