extension CheckedExpression {
    /// The condition in SQL for rows whose fields are columns; throws where there is no exact equal.
    ///
    /// What names no column is computed once, now, by the evaluator: `this.issued <= today()` compares with this day.
    ///
    /// - Parameters:
    ///   - columns: the columns by how the expression names them: `this.level`, `score`.
    ///   - constants: values of the other variables.
    ///   - dialect: the engine.
    /// - Returns: the condition with the values to be bound.
    /// - Throws: the first part that has no exact equal, and why.
    public func sql(
        columns: [String: SQLColumn], constants: [String: Value] = [:], dialect: SQLDialect
    ) throws(SQLRefusal) -> SQLCondition {
        let translator = SQLTranslator(checked: self, columns: columns, constants: constants, dialect: dialect)
        guard type == .bool else {
            throw translator.refusal(expression, "the expression gives a \(type), not a bool")
        }
        let condition = try translator.condition(expression)
        let values = condition.parts.count { if case .words = $0 { false } else { true } }
        guard values <= Self.mostBoundValues else {
            throw translator.refusal(expression, "\(values) values are too many for a statement")
        }
        return condition
    }

    /// SQLite takes 32,766 in a statement, which may have others of its own.
    private static let mostBoundValues = 30_000
}
