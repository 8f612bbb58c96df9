/// Resolves the names of an expression and deduces its types; collects every fault it finds.
struct Checker {
    let environment: Environment
    private let text: [UInt8]
    var scope = Scope()
    var found = Substitution()
    var types: [ValueType]
    var references: [Int: Reference] = [:]
    var decimals: [Int: DecimalValue] = [:]
    private(set) var faults: [Fault] = []

    init(_ environment: Environment, text: [UInt8], count: Int) {
        self.environment = environment
        self.text = text
        types = Array(repeating: .error, count: count)
    }

    /// Checks an expression; throws all faults.
    static func check(_ source: String, _ environment: Environment) throws(CompilationFailure) -> CheckedExpression {
        let expression: Expression
        let count: Int
        do {
            (expression, count) = try Parser.parse(source, limits: environment.limits)
        } catch {
            throw CompilationFailure(faults: [error])
        }
        var checker = Checker(environment, text: Array(source.utf8), count: count)
        _ = checker.type(expression)
        guard checker.faults.isEmpty else {
            throw CompilationFailure(faults: checker.faults.sorted { $0.position.offset < $1.position.offset })
        }
        return CheckedExpression(
            source: source, expression: expression, references: checker.references,
            types: checker.types.map { checker.found.resolved($0, closing: true) }, decimals: checker.decimals)
    }

    /// More than a person reads at once are not kept, and not looked for.
    private static let mostFaults = 100

    /// Keeps a fault of a part.
    mutating func fault(_ expression: Expression, _ message: String) -> ValueType {
        guard faults.count < Checker.mostFaults else { return .error }
        faults.append(Fault(message: message, position: SourcePosition(offset: expression.offset, in: text)))
        return .error
    }

    /// The type of a part, which is kept.
    mutating func type(_ expression: Expression) -> ValueType {
        let type = deduced(expression)
        types[expression.id] = type
        return type
    }

    private mutating func deduced(_ expression: Expression) -> ValueType {
        switch expression.node {
        case .literal(let value, _): value.type
        case .identifier(let name): identifier(expression, name)
        case .select(let operand, let field, let how): selection(expression, operand, field, how)
        case .call(let name, let target, let arguments): call(expression, name, target, arguments)
        case .list(let elements): list(elements)
        case .map(let entries): map(entries)
        case .comprehension(let loop): comprehension(loop)
        case .binding(let name, let value, let body): binding(name, value, body)
        }
    }

    private mutating func identifier(_ expression: Expression, _ name: String) -> ValueType {
        if let type = scope.type(name) {
            references[expression.id] = .local(name)
            return type
        }
        guard let reference = environment.reference(name) else {
            return fault(expression, "'\(name)' is not declared\(hint(name, among: environment.variables.keys))")
        }
        references[expression.id] = reference
        return switch reference {
        case .variable(_, let type): type
        case .type(let type): .type(type)
        default: .error
        }
    }

    /// A question after a misspelt name, if one that is known is near; empty otherwise.
    func hint(_ name: String, among names: some Sequence<String>) -> String {
        guard faults.count < Checker.mostFaults else { return "" }
        return nearestName(to: name, among: names).map { "; is '\($0)' meant?" } ?? ""
    }

    // MARK: Literals

    private mutating func list(_ elements: [Expression.ListElement]) -> ValueType {
        let all = elements.map { element in
            let type = type(element.value)
            return element.isOptional ? unwrapped(element.value, type) : type
        }
        let read = readingDecimals(elements.map(\.value), all, wholeToo: true)
        var joined: ValueType?
        for type in read { joined = found.joined(joined, type) }
        return .list(joined ?? found.fresh())
    }

    private mutating func map(_ entries: [Expression.MapEntry]) -> ValueType {
        var key: ValueType?
        let all = entries.map { entry in
            let keyType = type(entry.key)
            if !found.resolved(keyType).maySuitAsKey {
                _ = fault(entry.key, "A map's key is a bool, int, uint or string, not \(shown(keyType))")
            }
            key = found.joined(key, keyType)
            let valueType = type(entry.value)
            return entry.isOptional ? unwrapped(entry.value, valueType) : valueType
        }
        var value: ValueType?
        for type in readingDecimals(entries.map(\.value), all, wholeToo: true) { value = found.joined(value, type) }
        return .map(key ?? found.fresh(), value ?? found.fresh())
    }

    private mutating func unwrapped(_ expression: Expression, _ type: ValueType) -> ValueType {
        let inner = found.fresh()
        guard found.accept([type], as: [.optional(inner)]) else {
            return fault(expression, "After '?' stands an optional value, not \(shown(type))")
        }
        return found.resolved(type) == .dyn ? .dyn : inner
    }

    func shown(_ type: ValueType) -> String { found.resolved(type).description }

    // MARK: Fields

    private mutating func selection(
        _ expression: Expression, _ operand: Expression, _ field: String, _ how: Expression.Selection
    ) -> ValueType {
        if how == .plain, let name = Parser.qualifiedName(expression), !scope.hidesRoot(of: name),
            let reference = environment.reference(name)
        {
            references[expression.id] = reference
            return if case .variable(_, let type) = reference { type } else if case .type(let type) = reference {
                .type(type)
            } else { .error }
        }
        let whole = found.resolved(type(operand))
        let inner: ValueType
        if case .optional(let part) = whole { inner = found.resolved(part) } else { inner = whole }
        let selected = self.field(expression, inner, field, how)
        if how == .test { return .bool }
        if case .optional = whole { return .optional(selected) }
        return how == .optional ? .optional(selected) : selected
    }

    private mutating func field(
        _ expression: Expression, _ whole: ValueType, _ field: String, _ how: Expression.Selection
    ) -> ValueType {
        switch whole {
        case .map(_, let value): return value
        case .dyn, .error: return .dyn
        case .unknown:
            _ = found.accept([whole], as: [.dyn])
            return .dyn
        case .record(let name):
            guard let fields = environment.records[name] else { return .dyn }
            guard let type = fields[field] else {
                let known = fields.keys.sorted().prefix(12).joined(separator: ", ")
                let hint = hint(field, among: fields.keys)
                return fault(expression, "\(name) has no field '\(field)'\(hint.isEmpty ? ";" : hint) it has \(known)")
            }
            return type
        default: return fault(expression, "\(shown(whole)) has no fields, and so no '\(field)'")
        }
    }

    private mutating func binding(_ name: String, _ value: Expression, _ body: Expression) -> ValueType {
        let valueType = type(value)
        scope.push(name, valueType)
        defer { scope.pop() }
        return type(body)
    }
}
