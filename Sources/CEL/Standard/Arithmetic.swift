/// Arithmetic on values: never wraps around, never mixes types. Source: language definition, "Arithmetic".
enum Arithmetic {
    static func overflow(_ type: String) -> EvaluationFailure {
        EvaluationFailure("\(type) overflow: the result is outside its range")
    }

    @inline(__always)
    private static func exact<Number>(_ result: (partialValue: Number, overflow: Bool), _ type: String)
        throws(EvaluationFailure) -> Number
    {
        guard !result.overflow else { throw overflow(type) }
        return result.partialValue
    }

    private static func within<Result>(_ result: Result?, _ type: String) throws(EvaluationFailure) -> Result {
        guard let result else { throw overflow(type) }
        return result
    }

    static func add(_ left: Value, _ right: Value, _ meter: Meter) throws(EvaluationFailure) -> Value {
        switch (left, right) {
        case (.int(let one), .int(let other)): return .int(try exact(one.addingReportingOverflow(other), "int"))
        case (.uint(let one), .uint(let other)): return .uint(try exact(one.addingReportingOverflow(other), "uint"))
        case (.double(let one), .double(let other)): return .double(one + other)
        case (.string(let one), .string(let other)):
            try meter.charge(left.weight.addingWithCeiling(right.weight))
            return .string(one + other)
        case (.bytes(let one), .bytes(let other)):
            try meter.charge(left.weight.addingWithCeiling(right.weight))
            return .bytes(one + other)
        case (.list(let one), .list(let other)):
            try meter.charge(one.elements.count.addingWithCeiling(other.elements.count))
            return .list(one.appending(other))
        case (.timestamp(let moment), .duration(let span)), (.duration(let span), .timestamp(let moment)):
            return .timestamp(try within(moment.adding(span), "timestamp"))
        case (.duration(let one), .duration(let other)):
            return .duration(
                DurationValue(
                    nanoseconds: try exact(one.nanoseconds.addingReportingOverflow(other.nanoseconds), "duration")))
        default:
            if let (one, other) = decimals(left, right) { return .decimal(try within(one.adding(other), "decimal")) }
            throw .noOverload("_+_", left, right)
        }
    }

    static func subtract(_ left: Value, _ right: Value, _ meter: Meter) throws(EvaluationFailure) -> Value {
        switch (left, right) {
        case (.int(let one), .int(let other)): return .int(try exact(one.subtractingReportingOverflow(other), "int"))
        case (.uint(let one), .uint(let other)):
            return .uint(try exact(one.subtractingReportingOverflow(other), "uint"))
        case (.double(let one), .double(let other)): return .double(one - other)
        case (.timestamp(let one), .timestamp(let other)): return .duration(try within(one.since(other), "duration"))
        case (.timestamp(let moment), .duration(let span)):
            let back = try exact(Int64(0).subtractingReportingOverflow(span.nanoseconds), "duration")
            return .timestamp(try within(moment.adding(DurationValue(nanoseconds: back)), "timestamp"))
        case (.duration(let one), .duration(let other)):
            return .duration(
                DurationValue(
                    nanoseconds: try exact(one.nanoseconds.subtractingReportingOverflow(other.nanoseconds), "duration"))
            )
        default:
            if let (one, other) = decimals(left, right) {
                return .decimal(try within(one.subtracting(other), "decimal"))
            }
            throw .noOverload("_-_", left, right)
        }
    }

    static func multiply(_ left: Value, _ right: Value, _ meter: Meter) throws(EvaluationFailure) -> Value {
        switch (left, right) {
        case (.int(let one), .int(let other)): return .int(try exact(one.multipliedReportingOverflow(by: other), "int"))
        case (.uint(let one), .uint(let other)):
            return .uint(try exact(one.multipliedReportingOverflow(by: other), "uint"))
        case (.double(let one), .double(let other)): return .double(one * other)
        default:
            if let (one, other) = decimals(left, right) {
                return .decimal(try within(one.multiplied(by: other), "decimal"))
            }
            throw .noOverload("_*_", left, right)
        }
    }

    static func divide(_ left: Value, _ right: Value, _ meter: Meter) throws(EvaluationFailure) -> Value {
        switch (left, right) {
        case (.int(let one), .int(let other)):
            guard other != 0 else { throw EvaluationFailure("divide by zero") }
            return .int(try exact(one.dividedReportingOverflow(by: other), "int"))
        case (.uint(let one), .uint(let other)):
            guard other != 0 else { throw EvaluationFailure("divide by zero") }
            return .uint(one / other)
        case (.double(let one), .double(let other)): return .double(one / other)
        default: throw .noOverload("_/_", left, right)
        }
    }

    static func modulus(_ left: Value, _ right: Value, _ meter: Meter) throws(EvaluationFailure) -> Value {
        switch (left, right) {
        case (.int(let one), .int(let other)):
            guard other != 0 else { throw EvaluationFailure("modulus by zero") }
            return .int(try exact(one.remainderReportingOverflow(dividingBy: other), "int"))
        case (.uint(let one), .uint(let other)):
            guard other != 0 else { throw EvaluationFailure("modulus by zero") }
            return .uint(one % other)
        default: throw .noOverload("_%_", left, right)
        }
    }

    static func negate(_ value: Value, _ meter: Meter) throws(EvaluationFailure) -> Value {
        switch value {
        case .int(let number): return .int(try exact(Int64(0).subtractingReportingOverflow(number), "int"))
        case .double(let number): return .double(-number)
        case .decimal(let number): return .decimal(try within(number.negated, "decimal"))
        default: throw .noOverload("-_", value)
        }
    }

    /// Two decimals, or a decimal and an integer.
    private static func decimals(_ left: Value, _ right: Value) -> (DecimalValue, DecimalValue)? {
        switch (left, right) {
        case (.decimal(let one), .decimal(let other)): (one, other)
        case (.decimal(let one), .int(let other)): (one, DecimalValue(other))
        case (.int(let one), .decimal(let other)): (DecimalValue(one), other)
        default: nil
        }
    }
}
