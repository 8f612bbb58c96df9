/// What expressions may name: variables with their types, functions, record types, and a namespace to look in first.
public struct Environment: Sendable {
    /// The namespace in which names are looked up before the outer ones, as `com.example`; empty for none.
    public var container: String
    /// How large an expression may be.
    public var limits = SyntaxLimits()
    private(set) var variables: [String: ValueType] = [:]
    private(set) var functions: [String: Function]
    private(set) var records: [String: [String: ValueType]] = [:]

    /// An environment with the standard library and its extensions, and no variables.
    public init(container: String = "") {
        self.container = container
        functions = StandardLibrary.functions
    }

    /// Declares a variable; a dotted name is one variable with that name.
    public mutating func declare(_ name: String, _ type: ValueType) { variables[name] = type }

    /// Adds a function; forms are added to those of a function of the same name.
    ///
    /// The forms of the standard library's operators cannot be extended.
    public mutating func register(_ function: Function) {
        if let known = functions[function.name] {
            guard known.common == nil else { return }
            functions[function.name] = Function(function.name, known.overloads + function.overloads)
        } else {
            functions[function.name] = function
        }
    }

    /// Adds a record type with its fields.
    public mutating func register(record name: String, fields: [String: ValueType]) { records[name] = fields }

    /// The names that a name may mean, the innermost first; one that begins with a dot means only itself.
    func candidates(_ name: String) -> [String] {
        if name.hasPrefix(".") { return [String(name.dropFirst())] }
        guard !container.isEmpty else { return [name] }
        var spaces = container.split(separator: ".")
        var names: [String] = []
        while !spaces.isEmpty {
            names.append(spaces.joined(separator: ".") + "." + name)
            spaces.removeLast()
        }
        return names + [name]
    }

    /// The function that a name means, looked up through the namespaces.
    func function(_ name: String) -> Function? {
        for candidate in candidates(name) {
            if let function = functions[candidate] { return function }
        }
        return nil
    }

    /// The variable or type that a name means, looked up through the namespaces.
    func reference(_ name: String) -> Reference? {
        for candidate in candidates(name) {
            if let type = variables[candidate] { return .variable(candidate, type) }
            if candidate != "dyn", candidate != "any", let type = ValueType.named(candidate), type != .dyn,
                candidate == type.runtimeName
            {
                return .type(type)
            }
            if records[candidate] != nil { return .type(.record(candidate)) }
        }
        return nil
    }
}

/// What a name in an expression was found to mean.
enum Reference: Sendable {
    case variable(String, ValueType)
    case type(ValueType)
    /// A macro's or binding's own variable.
    case local(String)
    case function(Function, [Overload], isNamespaced: Bool)
    /// Nothing: evaluating it fails with the message.
    case nothing(String)
}

/// An expression whose names have been resolved, and its types deduced if it was checked.
public struct CheckedExpression: Sendable {
    /// The text.
    public let source: String
    let expression: Expression
    let references: [Int: Reference]
    let types: [ValueType]
    /// Literals that stand beside a decimal, read from their spelling.
    let decimals: [Int: DecimalValue]

    /// The type of its value; dyn if it was not checked.
    public var type: ValueType { types.isEmpty ? .dyn : types[expression.id] }

    func type(_ part: Expression) -> ValueType { types.isEmpty ? .dyn : types[part.id] }

    /// The value of a part that is a literal, or a list of literals; nil for any other.
    func constant(_ part: Expression) -> Value? {
        if let decimal = decimals[part.id] { return .decimal(decimal) }
        switch part.node {
        case .literal(let value, _): return value
        case .list(let elements):
            var values: [Value] = []
            for element in elements {
                guard !element.isOptional, let value = constant(element.value) else { return nil }
                values.append(value)
            }
            return .list(values)
        default: return nil
        }
    }
}
