extension StandardLibrary {
    private static let maybe = ValueType.optional(a)

    /// Optional values. Source: cel-go, "OptionalTypes".
    static let optionals: [Function] = [
        Function(
            "optional.of", [unary(a, maybe) { (value, _) throws(EvaluationFailure) in .optional(OptionalValue(value)) }]
        ),
        Function("optional.none", [Overload([], maybe, .nullary { () throws(EvaluationFailure) in .optional(.none) })]),
        Function(
            "optional.ofNonZeroValue",
            [
                unary(a, maybe) { (value, _) throws(EvaluationFailure) in
                    .optional(OptionalValue(value.isZero ? nil : value))
                }
            ]),
        Function(
            "hasValue",
            [
                unary(maybe, .bool, member: true) { (value, _) throws(EvaluationFailure) in
                    guard case .optional(let optional) = value else { throw .noOverload("hasValue", value) }
                    return .bool(optional.value != nil)
                }
            ]),
        Function(
            "value",
            [
                unary(maybe, a, member: true) { (value, _) throws(EvaluationFailure) in
                    guard case .optional(let optional) = value else { throw .noOverload("value", value) }
                    guard let inner = optional.value else {
                        throw EvaluationFailure(
                            "optional.none() has no value; ask hasValue() before, or use orValue(…)")
                    }
                    return inner
                }
            ]),
        Function("optional.unwrap", [unary(.list(maybe), .list(a), unwrapped)]),
        Function("unwrapOpt", [unary(.list(maybe), .list(a), member: true, unwrapped)]),
        Function(
            "first",
            [
                unary(.list(a), maybe, member: true) { (value, _) throws(EvaluationFailure) in
                    guard case .list(let list) = value else { throw .noOverload("first", value) }
                    return .optional(OptionalValue(list.elements.first))
                }
            ]),
        Function(
            "last",
            [
                unary(.list(a), maybe, member: true) { (value, _) throws(EvaluationFailure) in
                    guard case .list(let list) = value else { throw .noOverload("last", value) }
                    return .optional(OptionalValue(list.elements.last))
                }
            ]),
        Function(
            "or",
            [
                Overload(
                    [maybe, maybe], maybe, member: true,
                    .binary { (one, other, _) throws(EvaluationFailure) in
                        guard case .optional(let optional) = one else { throw .noOverload("or", one, other) }
                        return optional.value == nil ? other : one
                    })
            ]),
        Function(
            "orValue",
            [
                Overload(
                    [maybe, a], a, member: true,
                    .binary { (one, other, _) throws(EvaluationFailure) in
                        guard case .optional(let optional) = one else { throw .noOverload("orValue", one, other) }
                        return optional.value ?? other
                    })
            ]),
    ]

    private static let unwrapped: Unary = { (value, meter) throws(EvaluationFailure) in
        guard case .list(let list) = value else { throw .noOverload("optional.unwrap", value) }
        try meter.charge(list.elements.count)
        var values: [Value] = []
        for element in list.elements {
            guard case .optional(let optional) = element else { throw .noOverload("optional.unwrap", value) }
            if let inner = optional.value { values.append(inner) }
        }
        return .list(values)
    }
}
