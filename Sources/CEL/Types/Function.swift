/// One form of a function: the types it takes and gives, and what it does.
public struct Overload: Sendable {
    /// What it does, by how many values it takes.
    enum Body: Sendable {
        case nullary(@Sendable () throws(EvaluationFailure) -> Value)
        case unary(@Sendable (Value, Meter) throws(EvaluationFailure) -> Value)
        case binary(@Sendable (Value, Value, Meter) throws(EvaluationFailure) -> Value)
        case many(@Sendable ([Value], Meter) throws(EvaluationFailure) -> Value)
        /// The function's common body.
        case common
    }

    /// Whether it is called `target.function(…)`; the target is then the first parameter.
    public let isMember: Bool
    /// The types it takes; `.parameter("A")` stands for any type, the same wherever it stands.
    public let parameters: [ValueType]
    /// The type it gives.
    public let result: ValueType
    let body: Body

    init(_ parameters: [ValueType], _ result: ValueType, member: Bool = false, _ body: Body = .common) {
        isMember = member
        self.parameters = parameters
        self.result = result
        self.body = body
    }

    /// A form of an own function.
    ///
    /// The body gets values of the parameters' types, the target first; it throws an `EvaluationFailure` with a message
    /// that says what would be right. It must give the same for the same values, and charge the meter for long work.
    public init(
        _ parameters: [ValueType], _ result: ValueType, isMember: Bool = false,
        _ body: @escaping @Sendable ([Value], Meter) throws(EvaluationFailure) -> Value
    ) {
        self.init(parameters, result, member: isMember, .many(body))
    }

    /// Whether values of these types are taken, as far as it shows at run time.
    func accepts(_ values: [Value]) -> Bool {
        guard values.count == parameters.count else { return false }
        for (value, parameter) in zip(values, parameters) where !value.isOfType(parameter) { return false }
        return true
    }
}

/// A function with its forms.
public struct Function: Sendable {
    /// Its name, with its namespace if it has one: `strings.quote`.
    public let name: String
    /// Its forms.
    public let overloads: [Overload]
    /// What all forms do, where one body serves them all: the operators.
    let common: Common?

    enum Common: Sendable {
        case unary(@Sendable (Value, Meter) throws(EvaluationFailure) -> Value)
        case binary(@Sendable (Value, Value, Meter) throws(EvaluationFailure) -> Value)
    }

    /// An own function with its forms.
    public init(_ name: String, _ overloads: [Overload]) {
        self.init(name, overloads, common: nil)
    }

    init(_ name: String, _ overloads: [Overload], common: Common?) {
        self.name = name
        self.overloads = overloads
        self.common = common
    }
}

extension Value {
    /// Whether the value is of a type, not looking into lists and maps.
    @inline(__always)
    func isOfType(_ type: ValueType) -> Bool {
        switch (type, self) {
        case (.dyn, _), (.parameter, _), (.null, .null), (.bool, .bool), (.int, .int), (.uint, .uint),
            (.double, .double),
            (.decimal, .decimal), (.string, .string), (.bytes, .bytes), (.timestamp, .timestamp), (.list, .list),
            (.duration, .duration), (.map, .map), (.optional, .optional), (.type, .type):
            true
        case (.record(let name), .record(let record)): record.typeName == name
        default: false
        }
    }
}
