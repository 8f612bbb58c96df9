import Dispatch
import Synchronization

/// The one thread on which pdfium is called.
enum PdfQueue {
    private static let queue = DispatchQueue(label: "luoshi.pdfium")

    /// Runs `work` when its turn comes and waits for it as long as the budget allows.
    ///
    /// Work that overstays is left to end by itself, and its outcome is dropped: the caller gets `timedOut`.
    static func run<Outcome: Sendable>(
        budget: ReadingBudget, _ work: @escaping @Sendable () throws -> Outcome
    ) throws -> Outcome {
        let slot = Slot<Outcome>()
        let done = DispatchSemaphore(value: 0)
        queue.async {
            let outcome = Result {
                try budget.checkTime()
                return try work()
            }
            slot.outcome.withLock { $0 = outcome }
            done.signal()
        }
        _ = done.wait(timeout: .now() + .milliseconds(budget.millisecondsLeft + 200))
        guard let outcome = slot.outcome.withLock({ $0 }) else {
            throw UnreadableDocument.timedOut(seconds: budget.limits.deadlineSeconds)
        }
        return try outcome.get()
    }

    private final class Slot<Outcome: Sendable>: Sendable {
        let outcome = Mutex<Result<Outcome, any Error>?>(nil)
    }
}
