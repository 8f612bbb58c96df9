/// Resolves the names of an expression that is evaluated without being checked; what has no meaning fails when evaluated.
struct NameResolution {
    private let environment: Environment
    private var scope = Scope()
    private var references: [Int: Reference] = [:]

    /// The expression with its names resolved; throws only what is wrong with the text itself.
    static func resolve(_ source: String, _ environment: Environment) throws(CompilationFailure) -> CheckedExpression {
        let expression: Expression
        do {
            expression = try Parser.parse(source, limits: environment.limits).expression
        } catch {
            throw CompilationFailure(faults: [error])
        }
        var resolution = NameResolution(environment: environment)
        resolution.visit(expression)
        return CheckedExpression(
            source: source, expression: expression, references: resolution.references, types: [], decimals: [:])
    }

    private init(environment: Environment) { self.environment = environment }

    private mutating func visit(_ expression: Expression) {
        switch expression.node {
        case .identifier(let name):
            references[expression.id] =
                scope.type(name) != nil
                ? .local(name) : environment.reference(name) ?? .nothing("'\(name)' is not declared")
        case .select(let operand, _, .plain):
            if let name = Parser.qualifiedName(expression), !scope.hidesRoot(of: name),
                let reference = environment.reference(name)
            {
                references[expression.id] = reference
            } else {
                visit(operand)
            }
        case .call(let name, let target, let arguments): call(expression, name, target, arguments)
        case .comprehension(let loop):
            visit(loop.range)
            let names = [loop.first, loop.second].compactMap(\.self)
            for name in names { scope.push(name, .dyn) }
            if let condition = loop.condition { visit(condition) }
            if let result = loop.result { visit(result) }
            scope.pop(names.count)
        case .binding(let name, let value, let body):
            visit(value)
            scope.push(name, .dyn)
            visit(body)
            scope.pop()
        default:
            for child in expression.node.children { visit(child) }
        }
    }

    private mutating func call(
        _ expression: Expression, _ name: String, _ target: Expression?, _ arguments: [Expression]
    ) {
        for argument in arguments { visit(argument) }
        guard let target else {
            record(expression, environment.function(name), name, arguments.count, isMember: false)
            return
        }
        if let space = Parser.qualifiedName(target), !scope.hidesRoot(of: space),
            let function = environment.function(space + "." + name)
        {
            record(expression, function, name, arguments.count, isMember: false, isNamespaced: true)
            return
        }
        visit(target)
        record(expression, environment.function(name), name, arguments.count + 1, isMember: true)
    }

    private mutating func record(
        _ expression: Expression, _ function: Function?, _ name: String, _ count: Int, isMember: Bool,
        isNamespaced: Bool = false
    ) {
        guard let function else {
            references[expression.id] = .nothing("there is no function '\(name)'")
            return
        }
        let fitting = function.overloads.filter { $0.isMember == isMember && $0.parameters.count == count }
        references[expression.id] =
            fitting.isEmpty
            ? .nothing("no such overload: \(OperatorNames.shown(name)) does not take \(count) values")
            : .function(function, fitting, isNamespaced: isNamespaced)
    }
}
