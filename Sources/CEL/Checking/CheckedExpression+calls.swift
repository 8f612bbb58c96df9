extension CheckedExpression {
    /// Whether any of the functions is called anywhere in it.
    public func calls(_ functions: Set<String>) -> Bool {
        var open = [expression]
        while let part = open.popLast() {
            if case .call(let name, _, _) = part.node, functions.contains(name) { return true }
            open += part.node.children
        }
        return false
    }

    /// The texts written as the first argument of calls of the functions, each once and sorted: what an expression reads by name.
    public func textArguments(of functions: Set<String>) -> [String] {
        var found: Set<String> = []
        var open = [expression]
        while let part = open.popLast() {
            if case .call(let name, _, let arguments) = part.node, functions.contains(name),
                case .literal(.string(let text), _)? = arguments.first?.node
            {
                found.insert(text)
            }
            open += part.node.children
        }
        return found.sorted()
    }

    /// The fields of a record that an expression reads, with `has` or without; nil where it takes the record as a whole, so that it may
    /// read any.
    public func fields(of variable: String) -> Set<String>? {
        var found: Set<String> = []
        var open = [expression]
        while let part = open.popLast() {
            switch part.node {
            case .identifier(variable): return nil
            case .select(let operand, let field, _):
                if case .identifier(variable) = operand.node {
                    found.insert(field)
                } else {
                    open.append(operand)
                }
            default: open += part.node.children
            }
        }
        return found
    }
}
