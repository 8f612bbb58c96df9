extension Parser {
    /// A primary with its fields, indices and calls.
    mutating func member() throws(Fault) -> Expression {
        try suffixes(try primary())
    }

    mutating func suffixes(_ start: Expression) throws(Fault) -> Expression {
        var operand = start
        while true {
            let offset = current.offset
            if take(".") {
                operand = try selection(operand, offset)
            } else if take("[") {
                let function = take("?") ? "_[?_]" : "_[_]"
                let index = try expression()
                try expect("]", "after the index")
                operand = try call(offset, function, [operand, index])
            } else if isNext("{"), Parser.qualifiedName(operand) != nil {
                throw fault("Messages are not part of this language; a map is written {'key': value}")
            } else {
                return operand
            }
        }
    }

    private mutating func selection(_ operand: Expression, _ offset: Int) throws(Fault) -> Expression {
        let isOptional = take("?")
        let name: String
        switch current.kind {
        case .identifier(let plain):
            guard plain != "in", !Parser.literals.contains(plain) else {
                throw fault("'\(plain)' cannot be a field's name here; write ['\(plain)']")
            }
            name = plain
        case .quotedIdentifier(let quoted):
            name = quoted
            advance()
            return try part(offset, .select(operand, field: name, isOptional ? .optional : .plain))
        default: throw fault("A field's name is missing after '.', before \(current.text)")
        }
        advance()
        guard !isOptional, take("(") else {
            return try part(offset, .select(operand, field: name, isOptional ? .optional : .plain))
        }
        let arguments = try list(until: ")", of: "the arguments") { (parser) throws(Fault) in try parser.expression() }
        if let expanded = try expandedMacro(name, target: operand, arguments, offset) { return expanded }
        return try part(offset, .call(name, target: operand, arguments))
    }

    private static let literals: Set<String> = ["true", "false", "null"]
    /// Words that no variable may have as its name. Source: language definition, "Syntax".
    private static let reserved: Set<String> = [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while", "in",
    ]

    private mutating func primary() throws(Fault) -> Expression {
        let token = current
        let offset = token.offset
        func literal(_ value: Value, _ spelling: String? = nil) throws(Fault) -> Expression {
            advance()
            return try part(offset, .literal(value, spelling: spelling))
        }
        switch token.kind {
        case .int(let magnitude):
            guard let number = Int64(exactly: magnitude) else {
                throw fault(
                    "This number is too large: an integer is at most 9223372036854775807; write \(magnitude)u for a uint"
                )
            }
            return try literal(.int(number))
        case .uint(let number): return try literal(.uint(number))
        case .double(let number, let spelling): return try literal(.double(number), spelling)
        case .string(let text): return try literal(.string(text))
        case .bytes(let bytes): return try literal(.bytes(bytes))
        case .identifier("true"): return try literal(.bool(true))
        case .identifier("false"): return try literal(.bool(false))
        case .identifier("null"): return try literal(.null)
        case .identifier(let name): return try named(name, dotted: false, offset)
        case .quotedIdentifier: throw fault("A name between backquotes can only be a field, after '.'")
        case .sign("."):
            advance()
            guard case .identifier(let name) = current.kind else { throw fault("A name is missing after '.'") }
            return try named(name, dotted: true, offset)
        case .sign("("):
            advance()
            let inner = try expression()
            try expect(")", "to close the parenthesis")
            return inner
        case .sign("["): return try listLiteral(offset)
        case .sign("{"): return try mapLiteral(offset)
        case .sign: throw fault("A value is missing before \(token.text)")
        case .end: throw fault("The expression ends where a value should stand")
        }
    }

    private mutating func named(_ name: String, dotted: Bool, _ offset: Int) throws(Fault) -> Expression {
        guard !Parser.reserved.contains(name) else { throw fault("'\(name)' is a reserved word and cannot be a name") }
        advance()
        let full = dotted ? "." + name : name
        guard take("(") else { return try part(offset, .identifier(full)) }
        let arguments = try list(until: ")", of: "the arguments") { (parser) throws(Fault) in try parser.expression() }
        if !dotted, let expanded = try expandedMacro(name, target: nil, arguments, offset) { return expanded }
        return try part(offset, .call(full, target: nil, arguments))
    }

    /// Items between commas up to a closing sign.
    private mutating func list<Item>(
        until close: String, of what: String, trailingComma: Bool = false,
        _ item: (inout Parser) throws(Fault) -> Item
    ) throws(Fault) -> [Item] {
        var items: [Item] = []
        guard !take(close) else { return items }
        repeat {
            if trailingComma, !items.isEmpty, isNext(close) { break }
            items.append(try item(&self))
        } while take(",")
        try expect(close, "to close \(what)")
        return items
    }

    private mutating func listLiteral(_ offset: Int) throws(Fault) -> Expression {
        advance()
        let elements = try list(until: "]", of: "the list", trailingComma: true) { (parser) throws(Fault) in
            let isOptional = parser.take("?")
            return Expression.ListElement(value: try parser.expression(), isOptional: isOptional)
        }
        return try part(offset, .list(elements))
    }

    private mutating func mapLiteral(_ offset: Int) throws(Fault) -> Expression {
        advance()
        let entries = try list(until: "}", of: "the map", trailingComma: true) { (parser) throws(Fault) in
            let isOptional = parser.take("?")
            let key = try parser.expression()
            try parser.expect(":", "between a key and its value")
            return Expression.MapEntry(key: key, value: try parser.expression(), isOptional: isOptional)
        }
        return try part(offset, .map(entries))
    }

    /// The dotted name that an expression may be, as `a.b.c`; nil if it is something else.
    static func qualifiedName(_ expression: Expression) -> String? {
        switch expression.node {
        case .identifier(let name): name
        case .select(let operand, let field, .plain): qualifiedName(operand).map { $0 + "." + field }
        default: nil
        }
    }
}
