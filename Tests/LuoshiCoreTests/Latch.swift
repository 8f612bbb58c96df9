import Foundation
import Synchronization

/// A gate that opens once, for threads and tasks that wait for each other; nobody waits longer than two minutes, for what
/// opens it may have to wait for hundreds of other tests.
final class Latch: Sendable {
    private let state = Mutex(false)

    func open() { state.withLock { $0 = true } }

    var isOpen: Bool { state.withLock { $0 } }

    /// Holds the thread until the gate opens.
    func hold() {
        for _ in 0..<60_000 where !isOpen { Thread.sleep(forTimeInterval: 0.002) }
    }

    /// Holds the task until the gate opens.
    func opened() async {
        for _ in 0..<60_000 where !isOpen { try? await Task.sleep(for: .milliseconds(2)) }
    }
}

/// Counts from several threads.
final class Tally: Sendable {
    private let state = Mutex(0)

    func add() { state.withLock { $0 += 1 } }

    var count: Int { state.withLock { $0 } }
}
