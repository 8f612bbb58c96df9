import LuoshiCore
import Synchronization

/// A clock that moves only when a test moves it. It starts on 2022-08-05 at 10:00 in China.
final class StandingClock: Sendable {
    private let now = Mutex(Instant(milliseconds: 1_659_664_800_000))

    var instant: Instant { now.withLock { $0 } }

    func advance(seconds: Int64) { now.withLock { $0 = $0.adding(seconds: seconds) } }

    /// The door's clock, with the business day fixed or following this one.
    func business(today: Day? = nil) -> BusinessClock { BusinessClock(fixedDay: today) { self.instant } }
}
