extension Parser {
    /// What a macro stands for; nil if the call is an ordinary one. Faults say how the macro is written.
    mutating func expandedMacro(
        _ name: String, target: Expression?, _ arguments: [Expression], _ offset: Int
    ) throws(Fault) -> Expression? {
        guard let target else {
            return name == "has" ? try presence(arguments, offset) : nil
        }
        if case .identifier(let space) = target.node {
            if space == "cel", name == "bind" { return try binding(arguments, offset) }
            if space == "math", name == "greatest" { return try extreme("math.@max", name, arguments, offset) }
            if space == "math", name == "least" { return try extreme("math.@min", name, arguments, offset) }
        }
        switch (name, arguments.count) {
        case ("optMap", 2), ("optFlatMap", 2): return try optionalStep(name, target, arguments, offset)
        case ("all", 2), ("exists", 2), ("existsOne", 2), ("exists_one", 2), ("filter", 2), ("map", 2), ("map", 3):
            return try loop(name, target, arguments, variables: 1, offset)
        case ("all", 3), ("exists", 3), ("existsOne", 3), ("exists_one", 3), ("transformList", 3), ("transformList", 4),
            ("transformMap", 3), ("transformMap", 4), ("transformMapEntry", 3), ("transformMapEntry", 4):
            return try loop(name, target, arguments, variables: 2, offset)
        default: return nil
        }
    }

    private mutating func presence(_ arguments: [Expression], _ offset: Int) throws(Fault) -> Expression {
        guard arguments.count == 1, case .select(let operand, let field, .plain) = arguments[0].node else {
            throw fault("has(…) asks for a field: has(record.field)", at: offset)
        }
        return try part(offset, .select(operand, field: field, .test))
    }

    /// A variable's name among a macro's arguments.
    private func variable(_ argument: Expression, _ form: String) throws(Fault) -> String {
        guard case .identifier(let name) = argument.node, !name.hasPrefix(".") else {
            throw fault("A plain name must stand here: \(form)", at: argument.offset)
        }
        return name
    }

    private mutating func binding(_ arguments: [Expression], _ offset: Int) throws(Fault) -> Expression {
        let form = "cel.bind(name, value, expression)"
        guard arguments.count == 3 else { throw fault("cel.bind has three arguments: \(form)", at: offset) }
        let name = try variable(arguments[0], form)
        return try part(offset, .binding(name, value: arguments[1], body: arguments[2]))
    }

    private mutating func extreme(
        _ function: String, _ name: String, _ arguments: [Expression], _ offset: Int
    ) throws(Fault) -> Expression {
        guard !arguments.isEmpty else { throw fault("math.\(name)(…) needs at least one number", at: offset) }
        for argument in arguments {
            let isNumber: Bool
            switch argument.node {
            case .literal(let value, _):
                switch value {
                case .int, .uint, .double: isNumber = true
                default: isNumber = false
                }
            case .list(let elements): isNumber = arguments.count == 1 && !elements.isEmpty
            case .map: isNumber = false
            default: isNumber = true
            }
            guard isNumber else {
                throw fault("math.\(name)(…) takes numbers, or one list of them", at: argument.offset)
            }
        }
        guard arguments.count > 2 else { return try call(offset, function, arguments) }
        let all = try part(offset, .list(arguments.map { Expression.ListElement(value: $0, isOptional: false) }))
        return try call(offset, function, [all])
    }

    private mutating func optionalStep(
        _ name: String, _ target: Expression, _ arguments: [Expression], _ offset: Int
    ) throws(Fault) -> Expression {
        let inner = try variable(arguments[0], "optional.\(name)(name, expression)")
        // The target is evaluated once, under a name that no expression can spell.
        func held() throws(Fault) -> Expression { try part(offset, .identifier("@target")) }
        let value = try part(offset, .call("value", target: try held(), []))
        let body = try part(offset, .binding(inner, value: value, body: arguments[1]))
        let some = name == "optMap" ? try call(offset, "optional.of", [body]) : body
        let test = try part(offset, .call("hasValue", target: try held(), []))
        let none = try call(offset, "optional.none", [])
        let choice = try call(offset, "_?_:_", [test, some, none])
        return try part(offset, .binding("@target", value: target, body: choice))
    }

    private mutating func loop(
        _ name: String, _ target: Expression, _ arguments: [Expression], variables: Int, _ offset: Int
    ) throws(Fault) -> Expression {
        let form = variables == 1 ? "list.\(name)(name, expression)" : "list.\(name)(index, name, expression)"
        let first = try variable(arguments[0], form)
        let second = variables == 2 ? try variable(arguments[1], form) : nil
        if first == second { throw fault("The two names must differ", at: arguments[1].offset) }
        let rest = Array(arguments[variables...])
        let kind: Comprehension.Kind
        var condition: Expression?
        var result: Expression?
        switch name {
        case "all", "exists", "existsOne", "exists_one":
            kind = name == "all" ? .all : name == "exists" ? .exists : .existsOne
            condition = rest[0]
        case "filter":
            kind = .list
            condition = rest[0]
            result = try part(offset, .identifier(first))
        default:
            kind = name == "transformMap" ? .map : name == "transformMapEntry" ? .entries : .list
            condition = rest.count == 2 ? rest[0] : nil
            result = rest[rest.count - 1]
        }
        let loop = Comprehension(
            kind: kind, range: target, first: first, second: second, condition: condition, result: result)
        return try part(offset, .comprehension(loop))
    }
}
