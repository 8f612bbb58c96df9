/// The variables of one evaluation in their slots, and its budget. Not to be shared between threads.
final class Frame {
    let slots: UnsafeMutablePointer<Value?>
    let meter: Meter
    private let count: Int
    /// Slots that were said to be unknown.
    var unknown: [Int: String] = [:]

    init(count: Int, steps: Int) {
        self.count = count
        slots = .allocate(capacity: max(count, 1))
        slots.initialize(repeating: nil, count: max(count, 1))
        meter = Meter(steps: steps)
    }

    deinit {
        slots.deinitialize(count: max(count, 1))
        slots.deallocate()
    }

    /// Why a slot has no value.
    func absence(_ slot: Int, _ name: String) -> EvaluationFailure {
        if let unknown = unknown[slot] {
            return EvaluationFailure("'\(unknown)' is not known", kind: .unknown([unknown]))
        }
        return EvaluationFailure("'\(name)' has no value")
    }
}

/// A compiled part of an expression that gives a value.
typealias Step = @Sendable (Frame) throws(EvaluationFailure) -> Value
/// A compiled part that gives a truth value.
typealias Truth = @Sendable (Frame) throws(EvaluationFailure) -> Bool
