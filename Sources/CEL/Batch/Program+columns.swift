/// What a condition gives for many rows.
public struct RowTruths: Sendable {
    /// Whether it holds, by row; false where it fails.
    public internal(set) var truths: [Bool]
    /// Why it fails, by row.
    public internal(set) var failures: [Int: EvaluationFailure] = [:]

    /// How many rows it holds for.
    public var count: Int { truths.count { $0 } }
}

extension Program {
    /// The truth value for each row, with the answer that evaluating it alone would give.
    ///
    /// Comparisons of a column with a constant, `in` a constant list, and `&&`, `||`, `!` of these go through whole columns.
    /// What else the expression has is evaluated for the rows that are left, which may spare some of them a used-up budget.
    ///
    /// - Parameters:
    ///   - columns: the variables' values; a missing variable has none. Each column must have as many values as there are rows.
    ///   - rows: how many rows there are.
    ///   - steps: the budget of each row.
    /// - Returns: a truth for each row, and why it fails where it does.
    public func truths(_ columns: [String: Column], rows: Int, steps: Int = usualSteps) -> RowTruths {
        requireCounts(columns, rows)
        let plan = ColumnPlan(checked, columns)
        var result = RowTruths(truths: plan.rowsLeft(rows))
        guard !plan.isWhole else { return result }
        let bound = variables.enumerated().compactMap { slot, name in columns[name].map { (slot, $0) } }
        let evaluation = evaluation(steps: steps)
        for row in 0..<rows where result.truths[row] {
            for (slot, column) in bound { evaluation[slot] = column[row] }
            do throws(EvaluationFailure) {
                result.truths[row] = try evaluation.isTrue()
            } catch {
                result.truths[row] = false
                result.failures[row] = error
            }
        }
        return result
    }

    /// The value for each row, or why there is none; see `truths`.
    public func values(
        _ columns: [String: Column], rows: Int, steps: Int = usualSteps
    ) -> [Result<Value, EvaluationFailure>] {
        requireCounts(columns, rows)
        let bound = variables.enumerated().compactMap { slot, name in columns[name].map { (slot, $0) } }
        let evaluation = evaluation(steps: steps)
        return (0..<rows).map { row in
            for (slot, column) in bound { evaluation[slot] = column[row] }
            return Result { () throws(EvaluationFailure) in try evaluation.value() }
        }
    }

    private func requireCounts(_ columns: [String: Column], _ rows: Int) {
        for (name, column) in columns {
            precondition(column.count == nil || column.count == rows, "the column '\(name)' has another number of rows")
        }
    }
}
