extension StandardLibrary {
    /// The operations on bits of the math extension.
    static let bits: [Function] = [
        pair("math.bitAnd", { $0 & $1 }, { $0 & $1 }), pair("math.bitOr", { $0 | $1 }, { $0 | $1 }),
        pair("math.bitXor", { $0 ^ $1 }, { $0 ^ $1 }),
        Function(
            "math.bitNot",
            [
                unary(.int, .int) { (value, _) throws(EvaluationFailure) in
                    guard case .int(let number) = value else { throw .noOverload("math.bitNot", value) }
                    return .int(~number)
                },
                unary(.uint, .uint) { (value, _) throws(EvaluationFailure) in
                    guard case .uint(let number) = value else { throw .noOverload("math.bitNot", value) }
                    return .uint(~number)
                },
            ]),
        // An integer is shifted as its 64 bits, without regard to its sign.
        shift("math.bitShiftLeft") { $0 << $1 }, shift("math.bitShiftRight") { $0 >> $1 },
    ]

    private static func pair(
        _ name: String, _ signed: @escaping @Sendable (Int64, Int64) -> Int64,
        _ unsigned: @escaping @Sendable (UInt64, UInt64) -> UInt64
    ) -> Function {
        let body: @Sendable (Value, Value, Meter) throws(EvaluationFailure) -> Value = {
            (one, other, _) throws(EvaluationFailure) in
            switch (one, other) {
            case (.int(let one), .int(let other)): return .int(signed(one, other))
            case (.uint(let one), .uint(let other)): return .uint(unsigned(one, other))
            default: throw .noOverload(name, one, other)
            }
        }
        return Function(
            name, [Overload([.int, .int], .int, .binary(body)), Overload([.uint, .uint], .uint, .binary(body))])
    }

    private static func shift(_ name: String, _ shifted: @escaping @Sendable (UInt64, Int64) -> UInt64) -> Function {
        let body: @Sendable (Value, Value, Meter) throws(EvaluationFailure) -> Value = {
            (value, offset, _) throws(EvaluationFailure) in
            guard case .int(let places) = offset else { throw .noOverload(name, value, offset) }
            guard places >= 0 else { throw EvaluationFailure("negative offset: a shift goes by 0 or more") }
            switch value {
            case .int(let number): return .int(Int64(bitPattern: shifted(UInt64(bitPattern: number), places)))
            case .uint(let number): return .uint(shifted(number, places))
            default: throw .noOverload(name, value, offset)
            }
        }
        return Function(
            name, [Overload([.int, .int], .int, .binary(body)), Overload([.uint, .int], .uint, .binary(body))])
    }
}
