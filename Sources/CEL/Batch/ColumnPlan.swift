/// Which parts of a condition go through whole columns.
struct ColumnPlan {
    private let checked: CheckedExpression
    private let columns: [String: Column]
    private var conditions: [ColumnCondition] = []
    /// Whether the conditions are all of the expression, so that nothing is left to evaluate.
    private(set) var isWhole = true

    private static let block = 4096

    init(_ checked: CheckedExpression, _ columns: [String: Column]) {
        self.checked = checked
        self.columns = columns
        collect(checked.expression)
    }

    /// The parts that `&&` joins stand alone: where one is false the whole is false, whatever the others say.
    private mutating func collect(_ part: Expression) {
        if case .call("_&&_", nil, let sides) = part.node, sides.count == 2 {
            collect(sides[0])
            collect(sides[1])
        } else if let condition = condition(part) {
            conditions.append(condition)
        } else {
            isWhole = false
        }
    }

    /// The rows for which all conditions hold.
    func rowsLeft(_ rows: Int) -> [Bool] {
        let conditions = conditions.sorted { $0.cost < $1.cost }
        return Array(unsafeUninitializedCapacity: rows) { truths, count in
            truths.initialize(repeating: true)
            for start in stride(from: 0, to: rows, by: Self.block) {
                let block = UnsafeMutableBufferPointer(rebasing: truths[start..<min(start + Self.block, rows)])
                for condition in conditions { condition.narrow(block, from: start) }
            }
            count = rows
        }
    }

    /// The part over whole columns; nil for one that can fail or has no such form.
    private func condition(_ part: Expression) -> ColumnCondition? {
        if case .bools(let truths)? = column(part) { return .bools(truths) }
        guard case .call(let name, nil, let parts) = part.node else { return nil }
        switch (name, parts.count) {
        case ("!_", 1): return condition(parts[0]).map { .not($0) }
        case ("_&&_", 2), ("_||_", 2):
            guard let one = condition(parts[0]), let other = condition(parts[1]) else { return nil }
            return name == "_&&_" ? .and(one, other) : .or(one, other)
        case ("@in", 2): return membership(parts[0], parts[1])
        case (_, 2): return Comparison(function: name).flatMap { comparison($0, parts[0], parts[1]) }
        default: return nil
        }
    }

    private func comparison(_ sign: Comparison, _ left: Expression, _ right: Expression) -> ColumnCondition? {
        guard let column = column(left) else {
            return column(right).flatMap { compared($0, sign.turned, constant(left)) }
        }
        return compared(column, sign, constant(right))
    }

    private func compared(_ column: Column, _ sign: Comparison, _ constant: Value?) -> ColumnCondition? {
        switch (column, constant) {
        case (.ints(let numbers), .int(let bound)?): .ints(numbers, sign, bound)
        case (.doubles(let numbers), .double(let bound)?): .doubles(numbers, sign, bound)
        case (.strings(let texts), .string(let text)?):
            switch sign {
            case .equal: .strings(texts, TextSet([text]))
            case .different: .not(.strings(texts, TextSet([text])))
            default: nil
            }
        default: nil
        }
    }

    private func membership(_ element: Expression, _ list: Expression) -> ColumnCondition? {
        guard let column = column(element), case .list(let list)? = constant(list) else { return nil }
        switch column {
        case .ints(let numbers):
            let wanted = list.elements.compactMap { if case .int(let number) = $0 { number } else { nil } }
            return wanted.count == list.elements.count ? .intsIn(numbers, Set(wanted)) : nil
        case .strings(let texts):
            let wanted = list.elements.compactMap { if case .string(let text) = $0 { text } else { nil } }
            return .strings(texts, TextSet(wanted))
        default: return nil
        }
    }

    private func column(_ part: Expression) -> Column? {
        guard case .variable(let name, _)? = checked.references[part.id], let column = columns[name] else { return nil }
        if case .constant = column { return nil }
        return column
    }

    private func constant(_ part: Expression) -> Value? {
        if case .variable(let name, _)? = checked.references[part.id], case .constant(let value)? = columns[name] {
            return value
        }
        return checked.constant(part)
    }
}
