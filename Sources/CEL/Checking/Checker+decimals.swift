extension Checker {
    /// Reads literals that stand beside a decimal as decimals, from their spelling; returns the types that result.
    ///
    /// - Parameters:
    ///   - expressions: what stands beside each other.
    ///   - given: the types found so far.
    ///   - wholeToo: whether whole numbers are read as decimals too, where one type is wanted of all.
    /// - Returns: the types, decimals where they were read so.
    mutating func readingDecimals(
        _ expressions: [Expression], _ given: [ValueType], wholeToo: Bool = false
    ) -> [ValueType] {
        guard given.contains(where: holdsDecimals) else { return given }
        return zip(expressions, given).map { expression, type in readDecimal(expression, wholeToo) ?? type }
    }

    /// Whether a type is decimal, or a list or an optional of decimals.
    private func holdsDecimals(_ type: ValueType) -> Bool {
        switch found.resolved(type) {
        case .decimal: true
        case .list(let inner), .optional(let inner): found.resolved(inner) == .decimal
        default: false
        }
    }

    private mutating func readDecimal(_ expression: Expression, _ wholeToo: Bool) -> ValueType? {
        switch expression.node {
        case .literal(.double, .some(let spelling)):
            guard let number = DecimalValue(spelling) else {
                return fault(expression, "\(spelling) has more digits than a decimal holds")
            }
            return keep(expression, number)
        case .literal(.int(let number), _): return wholeToo ? keep(expression, DecimalValue(number)) : nil
        case .list(let elements) where !elements.isEmpty:
            let areNumbers = elements.allSatisfy { element in
                switch element.value.node {
                case .literal(.double, .some), .literal(.int, _): !element.isOptional
                default: false
                }
            }
            guard areNumbers else { return nil }
            for element in elements where readDecimal(element.value, true) == .error { return .error }
            types[expression.id] = .list(.decimal)
            return .list(.decimal)
        default: return nil
        }
    }

    private mutating func keep(_ expression: Expression, _ number: DecimalValue) -> ValueType {
        decimals[expression.id] = number
        types[expression.id] = .decimal
        return .decimal
    }
}
