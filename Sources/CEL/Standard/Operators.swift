extension StandardLibrary {
    /// The operators with the types they take. Source: language definition, "List of standard definitions".
    static let operators: [Function] = [
        logical("_&&_", 2), logical("_||_", 2), logical("!_", 1),
        Function("_?_:_", [Overload([.bool, a, a], a)]),
        Function("_==_", equalities), Function("_!=_", equalities),
        Function("_<_", orders), Function("_<=_", orders), Function("_>_", orders), Function("_>=_", orders),
        Function("@in", [Overload([a, .list(a)], .bool), Overload([a, .map(a, b)], .bool)]),
        Function("_+_", sums, common: .binary(Arithmetic.add)),
        Function("_-_", differences, common: .binary(Arithmetic.subtract)),
        Function("_*_", same(.int, .uint, .double) + decimalForms, common: .binary(Arithmetic.multiply)),
        Function("_/_", same(.int, .uint, .double), common: .binary(Arithmetic.divide)),
        Function("_%_", same(.int, .uint), common: .binary(Arithmetic.modulus)),
        Function(
            "-_", [Overload([.int], .int), Overload([.double], .double), Overload([.decimal], .decimal)],
            common: .unary(Arithmetic.negate)),
        Function(
            "_[_]",
            [
                Overload([.list(a), .int], a), Overload([.map(a, b), a], b),
                Overload([.optional(.list(a)), .int], .optional(a)),
                Overload([.optional(.map(a, b)), a], .optional(b)),
            ], common: .binary(Relations.index)),
        Function(
            "_[?_]",
            [
                Overload([.list(a), .int], .optional(a)), Overload([.map(a, b), a], .optional(b)),
                Overload([.optional(.list(a)), .int], .optional(a)),
                Overload([.optional(.map(a, b)), a], .optional(b)),
            ], common: .binary(Relations.optionalIndex)),
    ]

    private static func logical(_ name: String, _ count: Int) -> Function {
        Function(name, [Overload(Array(repeating: .bool, count: count), .bool)])
    }

    private static func same(_ types: ValueType...) -> [Overload] { types.map { Overload([$0, $0], $0) } }

    private static let decimalForms: [Overload] = [
        Overload([.decimal, .decimal], .decimal), Overload([.decimal, .int], .decimal),
        Overload([.int, .decimal], .decimal),
    ]

    private static let sums: [Overload] =
        same(.int, .uint, .double, .string, .bytes, .list(a), .duration) + decimalForms + [
            Overload([.timestamp, .duration], .timestamp), Overload([.duration, .timestamp], .timestamp),
        ]

    private static let differences: [Overload] =
        same(.int, .uint, .double, .duration) + decimalForms + [
            Overload([.timestamp, .timestamp], .duration), Overload([.timestamp, .duration], .timestamp),
        ]

    private static let equalities: [Overload] = [
        Overload([a, a], .bool), Overload([.decimal, .int], .bool), Overload([.int, .decimal], .bool),
    ]

    private static let orders: [Overload] =
        [.bool, .int, .uint, .double, .decimal, .string, .bytes, .timestamp, .duration].map {
            Overload([$0, $0], .bool)
        }
        + [
            (.int, .uint), (.uint, .int), (.int, .double), (.double, .int), (.uint, .double), (.double, .uint),
            (.decimal, .int), (.int, .decimal),
        ].map { (one: ValueType, other: ValueType) in Overload([one, other], .bool) }
}
