/// Why an expression gave no value.
public struct EvaluationFailure: Error, Sendable {
    /// The kinds of failures.
    public enum Kind: Sendable, Hashable {
        /// The expression failed on these values, as `1 / 0`.
        case error
        /// It depends on variables that were said to be unknown; their names in order.
        case unknown([String])
        /// It used up its budget of steps.
        case budget
    }

    private final class Detail: Sendable {
        let kind: Kind
        let message: String
        let position: SourcePosition?

        init(kind: Kind, message: String, position: SourcePosition?) {
            self.kind = kind
            self.message = message
            self.position = position
        }
    }

    // One reference: a thrown failure stays in a register.
    private let detail: Detail

    /// A failure; own functions throw one with a message that says what would be right.
    public init(_ message: String, kind: Kind = .error, position: SourcePosition? = nil) {
        detail = Detail(kind: kind, message: message, position: position)
    }

    /// Its kind.
    public var kind: Kind { detail.kind }
    /// What went wrong.
    public var message: String { detail.message }
    /// Where in the expression, if known.
    public var position: SourcePosition? { detail.position }

    /// What two failed sides of `&&` or `||` give: a used-up budget, else what is unknown, else the first error.
    func joined(with other: EvaluationFailure) -> EvaluationFailure {
        switch (kind, other.kind) {
        case (.budget, _): self
        case (_, .budget): other
        case (.unknown(let names), .unknown(let more)):
            EvaluationFailure(message, kind: .unknown(Set(names + more).sorted()), position: position)
        case (.error, .unknown): other
        default: self
        }
    }

    static func noOverload(_ function: String, _ values: Value...) -> EvaluationFailure {
        noOverload(function, values)
    }

    static func noOverload(_ function: String, _ values: [Value]) -> EvaluationFailure {
        let types = values.map { $0.type.shortName }.joined(separator: ", ")
        return EvaluationFailure("no such overload: \(OperatorNames.shown(function)) has no form for (\(types))")
    }
}

extension EvaluationFailure: CustomStringConvertible {
    /// Place and message.
    public var description: String { position.map { "\($0.line):\($0.column): \(message)" } ?? message }
}

/// Operators by the names of their functions.
enum OperatorNames {
    /// The function's name as a person writes it: `+` for `_+_`.
    static func shown(_ function: String) -> String {
        switch function {
        case "@in": "in"
        case "_[_]", "_[?_]": "[ ]"
        case "_?_:_": "? :"
        case "math.@max": "math.greatest"
        case "math.@min": "math.least"
        default:
            function.filter { $0 != "_" }.isEmpty || !function.contains("_") || function.first?.isLetter == true
                ? function : function.filter { $0 != "_" }
        }
    }
}
