/// An expression compiled once, to be evaluated any number of times on any thread.
public struct Program: Sendable {
    /// The expression with its types.
    public let checked: CheckedExpression
    /// The variables that it uses; a variable's slot is its position here.
    public let variables: [String]
    let slotCount: Int
    let step: Step
    let truth: Truth?

    /// The type of its value.
    public var type: ValueType { checked.type }

    /// The budget of an evaluation unless another is given.
    public static let usualSteps = 10_000_000

    /// Evaluates once.
    ///
    /// - Parameters:
    ///   - values: the variables' values by name; a missing one has no value, and using it fails.
    ///   - unknown: variables of which nothing is known yet.
    ///   - steps: the budget.
    /// - Returns: the expression's value.
    /// - Throws: why there is none.
    public func evaluate(
        _ values: [String: Value] = [:], unknown: Set<String> = [], steps: Int = usualSteps
    ) throws(EvaluationFailure) -> Value {
        let frame = Frame(count: slotCount, steps: steps)
        for (slot, name) in variables.enumerated() {
            frame.slots[slot] = values[name]
            if unknown.contains(name) {
                frame.unknown[slot] = name
                frame.slots[slot] = nil
            }
        }
        return try step(frame)
    }

    /// Somewhere to evaluate the program again and again without allocating.
    public func evaluation(steps: Int = usualSteps) -> Evaluation { Evaluation(self, steps: steps) }

    /// The slot of a variable; nil if the expression does not use it.
    public func slot(of variable: String) -> Int? { variables.firstIndex(of: variable) }
}

/// Evaluates one program again and again with bound slots. Not to be shared between threads: each has its own.
public final class Evaluation {
    private let program: Program
    private let frame: Frame
    private let steps: Int

    fileprivate init(_ program: Program, steps: Int) {
        self.program = program
        self.steps = steps
        frame = Frame(count: program.slotCount, steps: steps)
    }

    /// The value in a variable's slot; nil if it has none. The slot must be one of the program's variables.
    public subscript(slot: Int) -> Value? {
        get {
            precondition(program.variables.indices.contains(slot), "no such slot")
            return frame.slots[slot]
        }
        set {
            precondition(program.variables.indices.contains(slot), "no such slot")
            frame.slots[slot] = newValue
        }
    }

    /// The program's value with the slots as they are.
    public func value() throws(EvaluationFailure) -> Value {
        frame.meter.refill(steps)
        return try program.step(frame)
    }

    /// The program's truth value with the slots as they are; fails if it gives anything else.
    public func isTrue() throws(EvaluationFailure) -> Bool {
        frame.meter.refill(steps)
        if let truth = program.truth { return try truth(frame) }
        let value = try program.step(frame)
        guard case .bool(let truth) = value else {
            throw EvaluationFailure("the expression gives a \(value.type.shortName), not a bool")
        }
        return truth
    }
}

extension Environment {
    /// Checks an expression: resolves its names and deduces its types; throws all faults.
    public func check(_ source: String) throws(CompilationFailure) -> CheckedExpression {
        try Checker.check(source, self)
    }

    /// Checks and compiles an expression; throws all faults.
    public func compile(_ source: String) throws(CompilationFailure) -> Program {
        Compiler.compile(try check(source))
    }

    /// Compiles an expression without checking its types: what does not fit fails when evaluated.
    public func compileUnchecked(_ source: String) throws(CompilationFailure) -> Program {
        Compiler.compile(try NameResolution.resolve(source, self))
    }
}
