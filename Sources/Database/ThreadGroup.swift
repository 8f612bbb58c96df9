import Foundation
import Synchronization

/// Threads outside Swift's cooperative pool, and a way to wait until they have ended.
final class ThreadGroup: Sendable {
    private struct State {
        var started = 0
        var running = 0
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let name: String
    private let limit: Int
    private let state = Mutex(State())

    init(name: String, limit: Int) {
        self.name = name
        self.limit = limit
    }

    /// Starts one more thread, unless as many as allowed were started.
    func start(_ body: @Sendable @escaping () -> Void) {
        let number: Int? = state.withLock {
            guard $0.started < limit else { return nil }
            $0.started += 1
            $0.running += 1
            return $0.started
        }
        guard let number else { return }
        let thread = Thread { [self] in
            body()
            end()
        }
        thread.name = "\(name) \(number)"
        thread.stackSize = 8 << 20
        thread.start()
    }

    /// Returns when every thread has ended.
    func ended() async {
        await withCheckedContinuation { continuation in
            let isOver = state.withLock {
                if $0.running > 0 { $0.waiters.append(continuation) }
                return $0.running == 0
            }
            if isOver { continuation.resume() }
        }
    }

    private func end() {
        let waiters = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            state.running -= 1
            guard state.running == 0 else { return [] }
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in waiters { waiter.resume() }
    }
}

/// Runs blocking work on a thread of its own.
func onOwnThread<T: Sendable>(_ name: String, _ work: @Sendable @escaping () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
        ThreadGroup(name: name, limit: 1).start { continuation.resume(with: Result { try work() }) }
    }
}
