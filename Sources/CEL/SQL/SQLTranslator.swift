/// Translates a checked expression into SQL's three-valued logic, where null stands for an evaluation that fails:
/// `&&`, `||` and `!` treat a failure exactly as SQL treats null.
struct SQLTranslator {
    let checked: CheckedExpression
    let columns: [String: SQLColumn]
    let constants: [String: Value]
    let dialect: SQLDialect

    /// What always fails.
    static let failure: SQLCondition = "CAST(NULL AS BOOLEAN)"

    /// A part that gives a truth value.
    func condition(_ part: Expression) throws(SQLRefusal) -> SQLCondition {
        guard usesColumns(part) else { return try constantCondition(part) }
        if let known = try knownPresence(part) { return known }
        if case .call(let name, nil, let arguments) = part.node, let logic = try logic(part, name, arguments) {
            return logic
        }
        if case .call(let name, let target?, let arguments) = part.node, let piece = arguments.first,
            ["contains", "startsWith", "endsWith"].contains(name), arguments.count == 1
        {
            return try search(part, name, target, piece)
        }
        let term = try term(part)
        guard term.form == .truth else { throw refusal(part, "this column holds no bool") }
        return "(\(term.sql) = 1)"
    }

    private func logic(
        _ part: Expression, _ name: String, _ values: [Expression]
    ) throws(SQLRefusal) -> SQLCondition? {
        switch name {
        case "_&&_": return "(\(try condition(values[0])) AND \(try condition(values[1])))"
        case "_||_": return "(\(try condition(values[0])) OR \(try condition(values[1])))"
        case "!_": return "(NOT \(try condition(values[0])))"
        case "_?_:_":
            guard checked.type(part) == .bool else { return nil }
            let (one, other) = (try condition(values[1]), try condition(values[2]))
            return "(CASE \(try condition(values[0])) WHEN TRUE THEN \(one) WHEN FALSE THEN \(other) END)"
        case "@in": return try membership(part, values[0], values[1])
        default:
            guard let sign = Comparison(function: name) else { return nil }
            return try comparison(part, sign, values[0], values[1])
        }
    }

    /// A part that names no column has one value for all rows.
    private func constantCondition(_ part: Expression) throws(SQLRefusal) -> SQLCondition {
        switch try value(part) {
        case .bool(let truth)?: return truth ? "TRUE" : "FALSE"
        case nil: return Self.failure
        default: throw refusal(part, "this is no bool")
        }
    }

    // MARK: Names

    /// How the expression names a variable or a field: `this.level`.
    func path(_ part: Expression) -> String? {
        if case .variable(let name, _)? = checked.references[part.id] { return name }
        guard case .select(let operand, let field, .plain) = part.node else { return nil }
        return path(operand).map { $0 + "." + field }
    }

    /// The column that a part names as `this.level`, `has(this.level)` or `this.?level`.
    func column(_ part: Expression, _ how: Expression.Selection = .plain) -> SQLColumn? {
        if how == .plain { return path(part).flatMap { columns[$0] } }
        guard case .select(let operand, let field, how) = part.node else { return nil }
        return path(operand).flatMap { columns[$0 + "." + field] }
    }

    /// Whether the part hangs on a column, wherever it names it.
    func usesColumns(_ part: Expression) -> Bool {
        if column(part) != nil || column(part, .test) != nil || column(part, .optional) != nil { return true }
        return part.node.children.contains(where: usesColumns)
    }

    /// The value of a part that names no column; nil where it fails.
    func value(_ part: Expression) throws(SQLRefusal) -> Value? {
        let piece = CheckedExpression(
            source: checked.source, expression: part, references: checked.references, types: checked.types,
            decimals: checked.decimals)
        let program = Compiler.compile(piece)
        if let name = program.variables.first(where: { constants[$0] == nil }) {
            throw refusal(part, "'\(name)' is no column, and has no value of its own")
        }
        do throws(EvaluationFailure) { return try program.evaluate(constants) } catch {
            guard error.kind == .error else { throw refusal(part, error.message) }
            return nil
        }
    }

    /// The refusal of a part.
    func refusal(_ part: Expression, _ message: String) -> SQLRefusal {
        SQLRefusal(
            message: message + "; it stays in memory",
            position: SourcePosition(offset: part.offset, in: Array(checked.source.utf8)))
    }
}
