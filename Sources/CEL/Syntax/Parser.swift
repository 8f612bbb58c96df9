/// Reads an expression from its text; macros are expanded on the way.
struct Parser {
    private let lexer: Lexer
    private let tokens: [Token]
    private let limits: SyntaxLimits
    private var index = 0
    private var depth = 0
    private var nextID = 0

    /// Reads a text; throws the first fault.
    static func parse(_ text: String, limits: SyntaxLimits = SyntaxLimits()) throws(Fault) -> (
        expression: Expression, count: Int
    ) {
        var parser = try Parser(text, limits)
        let expression = try parser.expression()
        guard parser.current.kind == .end else {
            throw parser.fault("An operator is missing before \(parser.current.text)")
        }
        return (expression, parser.nextID)
    }

    private init(_ text: String, _ limits: SyntaxLimits) throws(Fault) {
        let bytes = Array(text.utf8)
        lexer = Lexer(bytes)
        self.limits = limits
        guard bytes.count <= limits.bytes else {
            throw lexer.fault("The expression is longer than \(limits.bytes) bytes", at: 0)
        }
        var reader = lexer
        tokens = try reader.tokens()
    }

    // MARK: Words

    var current: Token { tokens[index] }

    func fault(_ message: String, at offset: Int? = nil) -> Fault {
        lexer.fault(message, at: offset ?? current.offset)
    }

    func isNext(_ sign: String) -> Bool { current.kind == .sign(sign) }

    mutating func advance() { if index < tokens.count - 1 { index += 1 } }

    mutating func take(_ sign: String) -> Bool {
        guard isNext(sign) else { return false }
        advance()
        return true
    }

    mutating func expect(_ sign: String, _ purpose: String) throws(Fault) {
        guard take(sign) else { throw fault("'\(sign)' is missing \(purpose), before \(current.text)") }
    }

    // MARK: Parts

    /// A part of the expression; a fault if it makes it larger than allowed.
    mutating func part(_ offset: Int, _ node: Expression.Node) throws(Fault) -> Expression {
        let part = Expression(id: nextID, offset: offset, node: node)
        nextID += 1
        guard part.height <= limits.depth, nextID <= limits.parts else {
            throw fault(
                "The expression is too large: at most \(limits.depth) deep and of \(limits.parts) parts", at: offset)
        }
        return part
    }

    mutating func call(_ offset: Int, _ name: String, _ arguments: [Expression]) throws(Fault) -> Expression {
        try part(offset, .call(name, target: nil, arguments))
    }

    // MARK: Operators, from the loosest

    mutating func expression() throws(Fault) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.depth else { throw fault("The expression is nested deeper than \(limits.depth)") }
        let condition = try chain("||", "_||_") { (parser) throws(Fault) in
            try parser.chain("&&", "_&&_") { (parser) throws(Fault) in try parser.relation() }
        }
        let offset = current.offset
        guard take("?") else { return condition }
        let one = try chain("||", "_||_") { (parser) throws(Fault) in
            try parser.chain("&&", "_&&_") { (parser) throws(Fault) in try parser.relation() }
        }
        try expect(":", "between the two results of '?'")
        let other = try expression()
        return try call(offset, "_?_:_", [condition, one, other])
    }

    /// Terms of `&&` or `||`, as a balanced tree: their order does not matter, and long chains stay flat.
    private mutating func chain(
        _ sign: String, _ function: String, _ term: (inout Parser) throws(Fault) -> Expression
    ) throws(Fault) -> Expression {
        var terms = [try term(&self)]
        var offsets: [Int] = []
        while isNext(sign) {
            offsets.append(current.offset)
            advance()
            terms.append(try term(&self))
        }
        return try balanced(terms[...], offsets[...], function)
    }

    private mutating func balanced(
        _ terms: ArraySlice<Expression>, _ offsets: ArraySlice<Int>, _ function: String
    ) throws(Fault) -> Expression {
        guard terms.count > 1 else { return terms[terms.startIndex] }
        let middle = terms.startIndex + (terms.count + 1) / 2
        let split = offsets.startIndex + (terms.count + 1) / 2 - 1
        let left = try balanced(terms[..<middle], offsets[..<split], function)
        let right = try balanced(terms[middle...], offsets[(split + 1)...], function)
        return try call(offsets[split], function, [left, right])
    }

    private static let relations: [String: String] = [
        "<": "_<_", "<=": "_<=_", ">": "_>_", ">=": "_>=_", "==": "_==_", "!=": "_!=_",
    ]

    private mutating func relation() throws(Fault) -> Expression {
        var left = try sum()
        while true {
            let offset = current.offset
            let function: String
            switch current.kind {
            case .sign(let sign):
                guard let known = Parser.relations[sign] else { return left }
                function = known
            case .identifier("in"): function = "@in"
            default: return left
            }
            advance()
            left = try call(offset, function, [left, try sum()])
        }
    }

    private mutating func sum() throws(Fault) -> Expression {
        var left = try product()
        while isNext("+") || isNext("-") {
            let offset = current.offset
            let function = isNext("+") ? "_+_" : "_-_"
            advance()
            left = try call(offset, function, [left, try product()])
        }
        return left
    }

    private mutating func product() throws(Fault) -> Expression {
        var left = try unary()
        while isNext("*") || isNext("/") || isNext("%") {
            let offset = current.offset
            let function = isNext("*") ? "_*_" : isNext("/") ? "_/_" : "_%_"
            advance()
            left = try call(offset, function, [left, try unary()])
        }
        return left
    }

    private mutating func unary() throws(Fault) -> Expression {
        let offset = current.offset
        guard isNext("!") || isNext("-") else { return try member() }
        let sign = isNext("!") ? "!" : "-"
        var offsets: [Int] = []
        while isNext(sign) {
            offsets.append(current.offset)
            advance()
        }
        var operand: Expression
        if sign == "-", let literal = try negativeLiteral(offset) {
            offsets.removeLast()
            operand = try suffixes(literal)
        } else {
            operand = try isNext("!") || isNext("-") ? unaryNested() : member()
        }
        for place in offsets.reversed() {
            operand = try call(place, sign == "!" ? "!_" : "-_", [operand])
        }
        return operand
    }

    private mutating func unaryNested() throws(Fault) -> Expression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= limits.depth else { throw fault("The expression is nested deeper than \(limits.depth)") }
        return try unary()
    }

    /// A number after a minus sign is one literal: the least integer has no positive counterpart.
    private mutating func negativeLiteral(_ offset: Int) throws(Fault) -> Expression? {
        switch current.kind {
        case .int(let magnitude):
            guard magnitude <= UInt64(Int64.max) + 1 else {
                throw fault("This number is too small: an integer is at least -9223372036854775808", at: offset)
            }
            advance()
            return try part(offset, .literal(.int(Int64(truncatingIfNeeded: 0 &- magnitude)), spelling: nil))
        case .double(let value, let spelling):
            advance()
            return try part(offset, .literal(.double(-value), spelling: "-" + spelling))
        default: return nil
        }
    }
}
