import Foundation

/// Numbered gates at which a test's threads and tasks wait for each other.
final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var open: Set<Int> = []

    /// Opens a gate for good.
    func open(_ number: Int) {
        condition.lock()
        open.insert(number)
        condition.broadcast()
        condition.unlock()
    }

    /// Holds the thread until the gate opens, two minutes at most: what opens it may have to wait for hundreds of other tests.
    func wait(_ number: Int) {
        let end = Date.now.addingTimeInterval(120)
        condition.lock()
        while !open.contains(number), condition.wait(until: end) {}
        condition.unlock()
    }

    /// Holds the thread for a while.
    func wait(forSeconds seconds: Double) { Thread.sleep(forTimeInterval: seconds) }

    /// Holds the task until the gate opens.
    func passed(_ number: Int) async {
        for _ in 0..<24_000 where !isOpen(number) { try? await Task.sleep(for: .milliseconds(5)) }
    }

    /// Whether the gate is open now.
    func isOpen(_ number: Int) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        return open.contains(number)
    }
}
