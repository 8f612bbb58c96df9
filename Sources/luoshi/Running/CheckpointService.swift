import Foundation
import Logging
import LuoshiCore
import ServiceLifecycle
import Synchronization

/// Signs where the log stands at the start, every 60 seconds (DESIGN §5), and once more at the end.
final class CheckpointService: Service {
    private let installed: Installed
    private let logger: Logger
    private let lastRound = Mutex(ContinuousClock.now)

    init(installed: Installed, logger: Logger) {
        self.installed = installed
        self.logger = logger
    }

    /// Seconds since a round succeeded, whether or not there was something to sign.
    var age: Int { Int((ContinuousClock.now - lastRound.withLock { $0 }).components.seconds) }

    func run() async throws {
        await write()
        let ticks = AsyncTimerSequence(interval: .seconds(60))
        for await _ in ticks.cancelOnGracefulShutdown() { await write() }
        await write()
    }

    private func write() async {
        do {
            try await installed.checkpoints.write(installed.door.database, at: .now())
            lastRound.withLock { $0 = ContinuousClock.now }
        } catch {
            logger.error("checkpoint failed", metadata: ["error": "\(error)"])
        }
    }
}

/// Ticks at an interval, the first after one.
struct AsyncTimerSequence: AsyncSequence {
    let interval: Duration

    struct AsyncIterator: AsyncIteratorProtocol {
        let interval: Duration
        mutating func next() async -> Void? {
            try? await Task.sleep(for: interval)
            return Task.isCancelled ? nil : ()
        }
    }

    func makeAsyncIterator() -> AsyncIterator { AsyncIterator(interval: interval) }
}
