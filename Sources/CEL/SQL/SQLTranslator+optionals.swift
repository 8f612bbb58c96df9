extension SQLTranslator {
    func isOptional(_ part: Expression) -> Bool {
        if case .optional = checked.type(part) { true } else { false }
    }

    /// `has(this.level)` and `this.?level.hasValue()`, which never fail; nil for any other part.
    func knownPresence(_ part: Expression) throws(SQLRefusal) -> SQLCondition? {
        if let column = column(part, .test) { return "(\(raw: column.name) IS NOT NULL)" }
        guard case .call("hasValue", let target?, let arguments) = part.node, arguments.isEmpty,
            let column = column(target, .optional)
        else { return nil }
        return "(\(raw: column.name) IS NOT NULL)"
    }

    /// `==` and `!=` of optional values, which are equal if both are none: they never fail, except for a constant that does.
    func optionalComparison(
        _ part: Expression, _ sign: Comparison, _ left: Expression, _ right: Expression
    ) throws(SQLRefusal) -> SQLCondition {
        guard usesColumns(left) else { return try optionalComparison(part, sign, right, left) }
        guard let one = column(left, .optional) else {
            throw refusal(left, "of optional values only a column's own, as this.?level, has an exact equal in SQL")
        }
        let equal: SQLCondition
        if usesColumns(right) {
            guard let other = column(right, .optional), one.form == other.form else {
                throw refusal(part, "two columns of different kinds have no exact comparison in SQL")
            }
            equal =
                dialect == .sqlite
                ? "(\(raw: one.name) IS \(raw: other.name))"
                : "(\(raw: one.name) IS NOT DISTINCT FROM \(raw: other.name))"
        } else {
            guard let value = try value(right) else { return Self.failure }
            equal = try optionalEquality(part, one, value)
        }
        return sign == .equal ? equal : "(NOT \(equal))"
    }

    private func optionalEquality(
        _ part: Expression, _ column: SQLColumn, _ value: Value
    ) throws(SQLRefusal) -> SQLCondition {
        guard case .optional(let optional) = value else { return "FALSE" }
        guard let inner = optional.value else { return "(\(raw: column.name) IS NULL)" }
        guard let bound = try bound(part, inner, column.form) else { return "FALSE" }
        return "COALESCE(\(Comparison.equal.condition("\(raw: column.name)", bound)), FALSE)"
    }
}
