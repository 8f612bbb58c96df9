extension Compiler {
    /// The part as a closure that gives a truth value directly, where its form allows; nil otherwise.
    mutating func specialTruth(_ expression: Expression) -> Truth? {
        guard case .call(let name, nil, let arguments) = expression.node else { return nil }
        guard case .function? = checked.references[expression.id] else { return nil }
        switch (name, arguments.count) {
        case ("_&&_", 2): return logic(expression, arguments, decisive: false)
        case ("_||_", 2): return logic(expression, arguments, decisive: true)
        case ("!_", 1):
            let operand = truth(arguments[0], "!_")
            return { (frame) throws(EvaluationFailure) in !(try operand(frame)) }
        case ("_==_", 2), ("_!=_", 2): return equality(expression, arguments, negated: name == "_!=_")
        case ("_<_", 2), ("_<=_", 2), ("_>_", 2), ("_>=_", 2): return comparison(expression, name, arguments)
        case ("@in", 2): return membership(expression, arguments)
        default: return nil
        }
    }

    /// The part as a condition; a value that is no bool fails.
    mutating func truth(_ expression: Expression, _ function: String) -> Truth {
        if let special = specialTruth(expression) { return special }
        let whole = step(expression)
        let place = place(expression)
        return { (frame) throws(EvaluationFailure) in
            let value = try whole(frame)
            guard case .bool(let truth) = value else {
                throw EvaluationFailure.noOverload(function, value).at(place)
            }
            return truth
        }
    }

    /// `&&` and `||`: the deciding value on either side wins over what the other side cannot say.
    private mutating func logic(_ expression: Expression, _ arguments: [Expression], decisive: Bool) -> Truth {
        let function = decisive ? "_||_" : "_&&_"
        let left = truth(arguments[0], function)
        let right = truth(arguments[1], function)
        return { (frame) throws(EvaluationFailure) in
            let first: Bool
            do throws(EvaluationFailure) {
                first = try left(frame)
            } catch {
                if error.kind == .budget { throw error }
                let second: Bool
                do throws(EvaluationFailure) { second = try right(frame) } catch let other {
                    throw error.joined(with: other)
                }
                if second == decisive { return decisive }
                throw error
            }
            return first == decisive ? decisive : try right(frame)
        }
    }

    private mutating func equality(_ expression: Expression, _ arguments: [Expression], negated: Bool) -> Truth {
        let left = step(arguments[0])
        let right = step(arguments[1])
        let place = place(expression)
        return { (frame) throws(EvaluationFailure) in
            let one = try left(frame)
            let other = try right(frame)
            do throws(EvaluationFailure) { return try Relations.equal(one, other, frame.meter) != negated } catch {
                throw error.at(place)
            }
        }
    }

    private mutating func comparison(_ expression: Expression, _ name: String, _ arguments: [Expression]) -> Truth {
        let place = place(expression)
        if let fast = numericComparison(name, arguments, place) { return fast }
        let left = step(arguments[0])
        let right = step(arguments[1])
        let swapped = name == "_>_" || name == "_>=_"
        let strict = name == "_<_" || name == "_>_"
        return { (frame) throws(EvaluationFailure) in
            let one = try left(frame)
            let other = try right(frame)
            do throws(EvaluationFailure) {
                if strict { return try swapped ? Relations.less(other, one) : Relations.less(one, other) }
                return try swapped ? Relations.lessOrEqual(other, one) : Relations.lessOrEqual(one, other)
            } catch {
                throw error.at(place)
            }
        }
    }

    /// A variable beside a constant integer or double of the same type: read in place, no value copied.
    private func numericComparison(_ name: String, _ arguments: [Expression], _ place: Place) -> Truth? {
        guard let (slot, variable) = slot(arguments[0]), let constant = constant(arguments[1]) else { return nil }
        let swapped = name == "_>_" || name == "_>=_"
        let strict = name == "_<_" || name == "_>_"
        let general: Truth = { (frame) throws(EvaluationFailure) in
            guard let value = frame.slots[slot] else { throw frame.absence(slot, variable).at(place) }
            do throws(EvaluationFailure) {
                if strict { return try swapped ? Relations.less(constant, value) : Relations.less(value, constant) }
                return try swapped ? Relations.lessOrEqual(constant, value) : Relations.lessOrEqual(value, constant)
            } catch {
                throw error.at(place)
            }
        }
        switch constant {
        case .int(let bound):
            switch name {
            case "_<_":
                return { (f) throws(EvaluationFailure) in
                    if case .int(let x)? = f.slots[slot] { x < bound } else { try general(f) }
                }
            case "_<=_":
                return { (f) throws(EvaluationFailure) in
                    if case .int(let x)? = f.slots[slot] { x <= bound } else { try general(f) }
                }
            case "_>_":
                return { (f) throws(EvaluationFailure) in
                    if case .int(let x)? = f.slots[slot] { x > bound } else { try general(f) }
                }
            default:
                return { (f) throws(EvaluationFailure) in
                    if case .int(let x)? = f.slots[slot] { x >= bound } else { try general(f) }
                }
            }
        case .double(let bound):
            switch name {
            case "_<_":
                return { (f) throws(EvaluationFailure) in
                    if case .double(let x)? = f.slots[slot] { x < bound } else { try general(f) }
                }
            case "_<=_":
                return { (f) throws(EvaluationFailure) in
                    if case .double(let x)? = f.slots[slot] { x <= bound } else { try general(f) }
                }
            case "_>_":
                return { (f) throws(EvaluationFailure) in
                    if case .double(let x)? = f.slots[slot] { x > bound } else { try general(f) }
                }
            default:
                return { (f) throws(EvaluationFailure) in
                    if case .double(let x)? = f.slots[slot] { x >= bound } else { try general(f) }
                }
            }
        default: return general
        }
    }

    /// `in`; a constant list of strings or of integers is looked up in what was made of it beforehand.
    private mutating func membership(_ expression: Expression, _ arguments: [Expression]) -> Truth {
        let place = place(expression)
        let element = step(arguments[0])
        let whole = step(arguments[1])
        let general: @Sendable (Value, Frame) throws(EvaluationFailure) -> Bool = {
            (one, frame) throws(EvaluationFailure) in
            let other = try whole(frame)
            do throws(EvaluationFailure) { return try Relations.contains(one, other, frame.meter) } catch {
                throw error.at(place)
            }
        }
        guard case .list(let list)? = constant(arguments[1]) else {
            return { (frame) throws(EvaluationFailure) in try general(try element(frame), frame) }
        }
        let texts = list.elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
        if texts.count == list.elements.count {
            let set = TextSet(texts)
            return { (frame) throws(EvaluationFailure) in
                guard case .string(let text) = try element(frame) else { return false }
                return set.contains(text)
            }
        }
        let numbers = list.elements.compactMap { if case .int(let number) = $0 { number } else { nil } }
        guard numbers.count == list.elements.count else {
            return { (frame) throws(EvaluationFailure) in try general(try element(frame), frame) }
        }
        let set = Set(numbers)
        return { (frame) throws(EvaluationFailure) in
            let value = try element(frame)
            // Numbers of other types are equal to integers in their own ways.
            guard case .int(let number) = value else { return try general(value, frame) }
            return set.contains(number)
        }
    }
}
