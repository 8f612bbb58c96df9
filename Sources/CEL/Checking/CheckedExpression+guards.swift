extension CheckedExpression {
    /// The fields of a record that may be absent and are read where nothing makes sure that they are there.
    ///
    /// `has(this.x) && this.x > 1`, `!has(this.x) || this.x > 1` and `has(this.x) ? this.x : 0` make sure; so does `.?x`.
    /// - Parameters:
    ///   - variable: the record's name, `this`.
    ///   - fields: those that may be absent.
    /// - Returns: their names, sorted, each once.
    public func unguardedFields(of variable: String, among fields: Set<String>) -> [String] {
        var walk = GuardWalk(variable: variable, optional: fields)
        walk.visit(expression, sure: [])
        return walk.unguarded.sorted()
    }
}

/// Goes through an expression with what is known to be there at each place.
private struct GuardWalk {
    let variable: String
    let optional: Set<String>
    var unguarded: Set<String> = []

    mutating func visit(_ part: Expression, sure: Set<String>) {
        switch part.node {
        case .select(let operand, let field, let selection) where isRecord(operand):
            if selection == .plain, optional.contains(field), !sure.contains(field) { unguarded.insert(field) }
        case .call("_&&_", _, let sides) where sides.count == 2:
            visit(sides[0], sure: sure)
            visit(sides[1], sure: sure.union(present(ifTrue: sides[0])))
        case .call("_||_", _, let sides) where sides.count == 2:
            visit(sides[0], sure: sure)
            visit(sides[1], sure: sure.union(present(ifFalse: sides[0])))
        case .call("_?_:_", _, let parts) where parts.count == 3:
            visit(parts[0], sure: sure)
            visit(parts[1], sure: sure.union(present(ifTrue: parts[0])))
            visit(parts[2], sure: sure.union(present(ifFalse: parts[0])))
        default:
            for child in part.node.children { visit(child, sure: sure) }
        }
    }

    private func isRecord(_ part: Expression) -> Bool {
        if case .identifier(let name) = part.node { name == variable } else { false }
    }

    /// What is there if a condition is true.
    private func present(ifTrue part: Expression) -> Set<String> {
        switch part.node {
        case .select(let operand, let field, .test) where isRecord(operand): [field]
        case .call("_&&_", _, let sides): sides.reduce(into: []) { $0.formUnion(present(ifTrue: $1)) }
        case .call("!_", _, let sides): sides.first.map { present(ifFalse: $0) } ?? []
        default: []
        }
    }

    /// What is there if a condition is false.
    private func present(ifFalse part: Expression) -> Set<String> {
        switch part.node {
        case .call("_||_", _, let sides): sides.reduce(into: []) { $0.formUnion(present(ifFalse: $1)) }
        case .call("!_", _, let sides): sides.first.map { present(ifTrue: $0) } ?? []
        default: []
        }
    }
}
