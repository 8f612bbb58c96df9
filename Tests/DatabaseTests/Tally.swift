import Synchronization

/// Counts how often something happened, from any thread.
final class Tally: Sendable {
    private let number = Mutex(0)

    /// The count so far.
    var count: Int { number.withLock { $0 } }

    /// Counts one more.
    func add() { number.withLock { $0 += 1 } }
}
