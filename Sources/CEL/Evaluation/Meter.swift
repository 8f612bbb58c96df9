/// What one evaluation may still cost.
///
/// Every round of a macro costs a step for each part of its body; functions cost what they read and make.
public final class Meter {
    private let left: UnsafeMutablePointer<Int>

    init(steps: Int) {
        left = .allocate(capacity: 1)
        left.initialize(to: steps)
    }

    deinit { left.deallocate() }

    func refill(_ steps: Int) { left.pointee = steps }

    /// Takes steps from the budget; throws when it is used up.
    @inline(__always)
    public func charge(_ steps: Int) throws(EvaluationFailure) {
        let (rest, overflow) = left.pointee.subtractingReportingOverflow(steps)
        guard !overflow, rest >= 0 else {
            left.pointee = 0
            throw Meter.exhausted
        }
        left.pointee = rest
    }

    private static let exhausted = EvaluationFailure(
        "the evaluation took more steps than allowed", kind: .budget)
}
