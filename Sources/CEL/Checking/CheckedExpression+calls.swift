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
}
