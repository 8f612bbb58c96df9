/// Comparisons, membership and indexing.
enum Relations {
    static func equal(_ left: Value, _ right: Value, _ meter: Meter) throws(EvaluationFailure) -> Bool {
        switch (left, right) {
        case (.list, .list), (.map, .map), (.optional, .optional): try meter.charge(min(left.weight, right.weight))
        default: break
        }
        return left == right
    }

    static func less(_ left: Value, _ right: Value) throws(EvaluationFailure) -> Bool {
        guard let order = order(left, right) else { throw .noOverload("_<_", left, right) }
        return order == .before
    }

    static func lessOrEqual(_ left: Value, _ right: Value) throws(EvaluationFailure) -> Bool {
        guard let order = order(left, right) else { throw .noOverload("_<=_", left, right) }
        return order == .before || order == .same
    }

    static func contains(_ element: Value, _ whole: Value, _ meter: Meter) throws(EvaluationFailure) -> Bool {
        switch whole {
        case .list(let list):
            try meter.charge(list.elements.count)
            for candidate in list.elements where try equal(candidate, element, meter) { return true }
            return false
        case .map(let map): return map[element] != nil
        default: throw .noOverload("@in", element, whole)
        }
    }

    static func index(_ whole: Value, _ index: Value, _ meter: Meter) throws(EvaluationFailure) -> Value {
        if case .optional(let optional) = whole {
            guard let value = optional.value else { return whole }
            return .optional(OptionalValue(try find(value, index)))
        }
        if let value = try find(whole, index) { return value }
        if case .list(let list) = whole {
            throw EvaluationFailure("index out of range: the list has \(list.elements.count) elements, counted from 0")
        }
        throw EvaluationFailure("no such key: \(index.quotedShort)")
    }

    static func optionalIndex(_ whole: Value, _ index: Value, _ meter: Meter) throws(EvaluationFailure) -> Value {
        if case .optional(let optional) = whole {
            guard let value = optional.value else { return whole }
            return .optional(OptionalValue(try find(value, index)))
        }
        return .optional(OptionalValue(try find(whole, index)))
    }

    private static func find(_ whole: Value, _ index: Value) throws(EvaluationFailure) -> Value? {
        switch whole {
        case .list(let list):
            let position: Int?
            switch index {
            case .int(let number): position = Int(exactly: number)
            case .uint(let number): position = Int(exactly: number)
            case .double(let number):
                guard let exact = Int(exactly: number) else {
                    throw EvaluationFailure("a list's index is a whole number, not \(number)")
                }
                position = exact
            default: throw .noOverload("_[_]", whole, index)
            }
            guard let position, list.elements.indices.contains(position) else { return nil }
            return list.elements[position]
        case .map(let map): return map[index]
        default: throw .noOverload("_[_]", whole, index)
        }
    }

    /// The field of a map, record or optional; nil if it has none such.
    static func field(_ whole: Value, _ name: String) throws(EvaluationFailure) -> Value? {
        switch whole {
        case .map(let map): return map[name]
        case .record(let record): return record.field(name)
        default:
            throw EvaluationFailure("no such key: a \(whole.type.shortName) has no fields, and so no '\(name)'")
        }
    }

    static func select(_ whole: Value, _ name: String, _ how: Expression.Selection) throws(EvaluationFailure) -> Value {
        if case .optional(let optional) = whole {
            let found = try optional.value.flatMapThrowing { (value) throws(EvaluationFailure) in try field(value, name)
            }
            return how == .test ? .bool(found != nil) : .optional(OptionalValue(found))
        }
        let found = try field(whole, name)
        switch how {
        case .test: return .bool(found != nil)
        case .optional: return .optional(OptionalValue(found))
        case .plain:
            guard let found else {
                throw EvaluationFailure("no such key: '\(name)'; ask has(…) before, if it may be absent")
            }
            return found
        }
    }
}

extension Optional {
    fileprivate func flatMapThrowing<Result>(
        _ change: (Wrapped) throws(EvaluationFailure) -> Result?
    ) throws(EvaluationFailure) -> Result? {
        guard let self else { return nil }
        return try change(self)
    }
}

extension Value {
    /// The value as a message shows it: short, strings in quotes.
    var quotedShort: String {
        switch self {
        case .string(let text): "'" + String(text.prefix(40)) + (text.count > 40 ? "…'" : "'")
        case .int(let number): String(number)
        case .uint(let number): String(number) + "u"
        case .double(let number): doubleText(number)
        case .bool(let truth): String(truth)
        default: type.shortName
        }
    }
}
