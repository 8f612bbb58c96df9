import Logging
import LuoshiFigures
import LuoshiWork
import ServiceLifecycle

/// Looks for deadlines that have passed, for changes of units whose day has come, and whether kept figures reach far enough, at
/// the start and every ten minutes: what a stopped server missed is found by its day.
struct DeadlineService: Service {
    let installed: Installed
    let logger: Logger

    func run() async throws {
        await pass()
        for await _ in AsyncTimerSequence(interval: .seconds(600)).cancelOnGracefulShutdown() { await pass() }
    }

    /// A failure is logged and tried again the next time: it must not end the server.
    private func pass() async {
        do {
            let passed = try await installed.door.passDeadlines()
            try await installed.door.followDay()
            let followed = try await installed.door.followDuties()
            if followed > 0 { logger.info("duties followed", metadata: ["count": "\(followed)"]) }
            if passed > 0 { logger.info("deadlines passed", metadata: ["count": "\(passed)"]) }
        } catch {
            logger.error("deadlines could not be passed", metadata: ["error": "\(type(of: error))"])
        }
    }
}
