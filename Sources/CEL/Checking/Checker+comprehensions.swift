extension Checker {
    /// The type of a macro that goes through a list or a map.
    mutating func comprehension(_ loop: Comprehension) -> ValueType {
        let (key, value, isMap) = variables(loop)
        if let second = loop.second {
            scope.push(loop.first, key)
            scope.push(second, value)
        } else {
            scope.push(loop.first, isMap ? key : value)
        }
        defer { scope.pop(loop.second == nil ? 1 : 2) }
        if let condition = loop.condition {
            let truth = type(condition)
            if !found.accept([truth], as: [.bool]) {
                _ = fault(condition, "A condition must be bool here, not \(shown(truth))")
            }
        }
        let result = loop.result.map { type($0) }
        switch loop.kind {
        case .all, .exists, .existsOne: return .bool
        case .list: return .list(result ?? .dyn)
        case .map: return .map(key, result ?? .dyn)
        case .entries:
            let newKey = found.fresh()
            let newValue = found.fresh()
            if let part = loop.result, let result, !found.accept([result], as: [.map(newKey, newValue)]) {
                return fault(part, "transformMapEntry makes maps of entries, not \(shown(result))")
            }
            return .map(newKey, newValue)
        }
    }

    /// The types of what is gone through: index or key, and element or value.
    private mutating func variables(_ loop: Comprehension) -> (key: ValueType, value: ValueType, isMap: Bool) {
        let range = found.resolved(type(loop.range))
        switch range {
        case .list(let element): return (.int, element, false)
        case .map(let key, let value): return (key, value, true)
        case .dyn, .error, .unknown: return (.dyn, .dyn, false)
        default:
            _ = fault(loop.range, "A macro goes through a list or a map, not \(shown(range))")
            return (.error, .error, false)
        }
    }
}
