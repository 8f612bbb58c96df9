extension Compiler {
    /// A macro that goes through a list or a map.
    mutating func comprehension(_ expression: Expression, _ loop: Comprehension) -> Step {
        let range = step(loop.range)
        let firstSlot = push(loop.first)
        let secondSlot = loop.second.map { push($0) }
        let condition = loop.condition.map { truth($0, "_&&_") }
        let result = loop.result.map { step($0) }
        pop(secondSlot == nil ? 1 : 2)
        let cost = 1 + parts(loop.condition) + parts(loop.result)
        let walk = Walk(
            range: range, first: firstSlot, second: secondSlot, cost: cost, place: place(expression))
        switch loop.kind {
        case .all: return quantifier(walk, condition, decisive: false)
        case .exists: return quantifier(walk, condition, decisive: true)
        case .existsOne: return exactlyOne(walk, condition)
        case .list: return collected(walk, condition, result)
        case .map, .entries: return mapped(walk, condition, result, isEntries: loop.kind == .entries)
        }
    }

    private func parts(_ expression: Expression?) -> Int {
        guard let expression else { return 0 }
        return expression.node.children.reduce(1) { $0 + parts($1) }
    }

    private func quantifier(_ walk: Walk, _ condition: Truth?, decisive: Bool) -> Step {
        guard let condition else { return { (_) throws(EvaluationFailure) in .bool(!decisive) } }
        return { (frame) throws(EvaluationFailure) in
            var failure: EvaluationFailure?
            var decided = false
            try walk.each(frame) { (_) throws(EvaluationFailure) in
                do throws(EvaluationFailure) {
                    decided = try condition(frame) == decisive
                } catch {
                    if error.kind == .budget { throw error }
                    failure = failure?.joined(with: error) ?? error
                }
                return !decided
            }
            if decided { return .bool(decisive) }
            if let failure { throw failure }
            return .bool(!decisive)
        }
    }

    private func exactlyOne(_ walk: Walk, _ condition: Truth?) -> Step {
        guard let condition else { return { (_) throws(EvaluationFailure) in .bool(false) } }
        return { (frame) throws(EvaluationFailure) in
            var count = 0
            try walk.each(frame) { (_) throws(EvaluationFailure) in
                if try condition(frame) { count += 1 }
                return true
            }
            return .bool(count == 1)
        }
    }

    private func collected(_ walk: Walk, _ condition: Truth?, _ result: Step?) -> Step {
        guard let result else { return { (_) throws(EvaluationFailure) in .list([]) } }
        return { (frame) throws(EvaluationFailure) in
            var values: [Value] = []
            try walk.each(frame) { (_) throws(EvaluationFailure) in
                if let condition, !(try condition(frame)) { return true }
                values.append(try result(frame))
                return true
            }
            return .list(values)
        }
    }

    private func mapped(_ walk: Walk, _ condition: Truth?, _ result: Step?, isEntries: Bool) -> Step {
        guard let result else { return { (_) throws(EvaluationFailure) in .map(MapValue([:])) } }
        return { (frame) throws(EvaluationFailure) in
            var builder = MapValue.Builder()
            func insert(_ key: Value, _ value: Value) throws(EvaluationFailure) {
                if let refusal = builder.insert(key, value) { throw refusal.failure(key).at(walk.place) }
            }
            try walk.each(frame) { (key) throws(EvaluationFailure) in
                if let condition, !(try condition(frame)) { return true }
                let value = try result(frame)
                guard isEntries else {
                    try insert(key, value)
                    return true
                }
                guard case .map(let map) = value else {
                    throw EvaluationFailure("transformMapEntry makes maps of entries", at: walk.place)
                }
                for (key, value) in zip(map.keys, map.values) { try insert(key, value) }
                return true
            }
            return .map(builder.map)
        }
    }
}

/// Goes through a list or a map, its variables in their slots.
private struct Walk: Sendable {
    let range: Step
    let first: Int
    let second: Int?
    /// What one round costs.
    let cost: Int
    let place: Place

    /// Calls the body with each index or key, until it returns false.
    func each(
        _ frame: Frame, _ body: (Value) throws(EvaluationFailure) -> Bool
    ) throws(EvaluationFailure) {
        let whole = try range(frame)
        switch whole {
        case .list(let list):
            for (index, element) in list.elements.enumerated() {
                try frame.meter.charge(cost)
                let position = Value.int(Int64(index))
                frame.slots[first] = second == nil ? element : position
                if let second { frame.slots[second] = element }
                guard try body(position) else { return }
            }
        case .map(let map):
            for (key, value) in zip(map.keys, map.values) {
                try frame.meter.charge(cost)
                frame.slots[first] = key
                if let second { frame.slots[second] = value }
                guard try body(key) else { return }
            }
        default:
            throw EvaluationFailure(
                "no such overload: a macro goes through a list or a map, not a \(whole.type.shortName)",
                at: place)
        }
    }
}
