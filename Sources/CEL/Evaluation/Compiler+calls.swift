extension Compiler {
    /// A function's or operator's call.
    mutating func call(
        _ expression: Expression, _ name: String, _ target: Expression?, _ arguments: [Expression]
    ) -> Step {
        if name == "_?_:_" { return conditional(arguments) }
        guard case .function(let function, let overloads, let isNamespaced)? = checked.references[expression.id] else {
            let failure = EvaluationFailure("there is no function '\(name)'", at: place(expression))
            return { (_) throws(EvaluationFailure) in throw failure }
        }
        if function.name == "matches", let fixed = fixedPattern(expression, target, arguments) { return fixed }
        let parts = (isNamespaced ? [] : target.map { [$0] } ?? []) + arguments
        let steps = parts.map { step($0) }
        let run = Call(function: function, overloads: overloads, steps: steps).step
        let place = place(expression)
        return { (frame) throws(EvaluationFailure) in
            do throws(EvaluationFailure) { return try run(frame) } catch { throw error.at(place) }
        }
    }

    /// `matches` with a constant pattern, which is compiled once; nil if it is no constant.
    private mutating func fixedPattern(
        _ expression: Expression, _ target: Expression?, _ arguments: [Expression]
    ) -> Step? {
        let parts = (target.map { [$0] } ?? []) + arguments
        guard parts.count == 2, case .string(let source)? = constant(parts[1]) else { return nil }
        let place = place(expression)
        let subject = step(parts[0])
        let pattern: Pattern
        do throws(EvaluationFailure) { pattern = try StandardLibrary.pattern(source) } catch {
            let failure = error.at(place)
            return { (_) throws(EvaluationFailure) in throw failure }
        }
        return { (frame) throws(EvaluationFailure) in
            let value = try subject(frame)
            guard case .string(let text) = value else {
                throw EvaluationFailure.noOverload("matches", value, .string(source)).at(place)
            }
            do throws(EvaluationFailure) { return .bool(try pattern.matches(text, frame.meter)) } catch {
                throw error.at(place)
            }
        }
    }

    private mutating func conditional(_ arguments: [Expression]) -> Step {
        let condition = truth(arguments[0], "_?_:_")
        let one = step(arguments[1])
        let other = step(arguments[2])
        return { (frame) throws(EvaluationFailure) in try condition(frame) ? try one(frame) : try other(frame) }
    }
}

/// A call with its possible forms; which one is meant shows in the values.
private struct Call {
    let function: Function
    let overloads: [Overload]
    let steps: [Step]

    var step: Step {
        switch function.common {
        case .unary(let body)? where steps.count == 1:
            let first = steps[0]
            return { (frame) throws(EvaluationFailure) in try body(try first(frame), frame.meter) }
        case .binary(let body)? where steps.count == 2:
            let first = steps[0]
            let second = steps[1]
            return { (frame) throws(EvaluationFailure) in
                let one = try first(frame)
                return try body(one, try second(frame), frame.meter)
            }
        default: return chosen
        }
    }

    private var chosen: Step {
        let name = function.name
        let overloads = overloads
        let steps = steps
        if overloads.count == 1, steps.count == 1, case .unary(let body) = overloads[0].body {
            let type = overloads[0].parameters[0]
            let first = steps[0]
            return { (frame) throws(EvaluationFailure) in
                let value = try first(frame)
                guard value.isOfType(type) else { throw .noOverload(name, value) }
                return try body(value, frame.meter)
            }
        }
        if overloads.count == 1, steps.count == 2, case .binary(let body) = overloads[0].body {
            let type = overloads[0].parameters[0]
            let otherType = overloads[0].parameters[1]
            let first = steps[0]
            let second = steps[1]
            return { (frame) throws(EvaluationFailure) in
                let value = try first(frame)
                let other = try second(frame)
                guard value.isOfType(type), other.isOfType(otherType) else { throw .noOverload(name, value, other) }
                return try body(value, other, frame.meter)
            }
        }
        return { (frame) throws(EvaluationFailure) in
            var values: [Value] = []
            values.reserveCapacity(steps.count)
            for step in steps { values.append(try step(frame)) }
            for overload in overloads where overload.accepts(values) {
                return try overload.body.run(values, frame.meter)
            }
            throw .noOverload(name, values)
        }
    }
}

extension Overload.Body {
    /// Runs the body on as many values as it takes.
    func run(_ values: [Value], _ meter: Meter) throws(EvaluationFailure) -> Value {
        switch self {
        case .nullary(let body): try body()
        case .unary(let body): try body(values[0], meter)
        case .binary(let body): try body(values[0], values[1], meter)
        case .many(let body): try body(values, meter)
        case .common: throw EvaluationFailure("this form has no body")
        }
    }
}
