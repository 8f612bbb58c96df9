package import Database
import Foundation

/// A moment on the real clock, in milliseconds since 1970-01-01T00:00:00Z.
package struct Instant: Sendable, Hashable, Comparable, Codable, SQLConvertible {
    package let milliseconds: Int64

    package init(milliseconds: Int64) { self.milliseconds = milliseconds }

    package static func now() -> Instant {
        Instant(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded(.down)))
    }

    package static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }

    package func adding(seconds: Int64) -> Instant { Instant(milliseconds: milliseconds + seconds * 1000) }

    package var sqlValue: SQLValue { .integer(milliseconds) }

    package init(sqlValue: SQLValue) throws { self.init(milliseconds: try Int64(sqlValue: sqlValue)) }

    /// The day in Asia/Shanghai: China keeps one zone, UTC+8, without summer time since 1992.
    package var dayInChina: Day {
        let shifted = milliseconds + 28_800_000
        let day = shifted / 86_400_000
        return Day(number: Int(shifted % 86_400_000 < 0 ? day - 1 : day))
    }

    /// As an official reads it: `2022-08-05 14:03:07`, China time.
    package var inChina: String {
        let seconds = (milliseconds + 28_800_000 - Int64(dayInChina.number) * 86_400_000) / 1000
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : String(value) }
        return "\(dayInChina) \(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))"
    }
}

/// The two times the system keeps: real instants, and the business day that drives due dates, periods and lights.
package struct BusinessClock: Sendable {
    /// The business day set at start (`--today`, a demonstration); nil follows the real day in Asia/Shanghai.
    package let fixedDay: Day?
    private let instant: @Sendable () -> Instant

    package init(fixedDay: Day? = nil, instant: @escaping @Sendable () -> Instant = Instant.now) {
        self.fixedDay = fixedDay
        self.instant = instant
    }

    package func moment() -> Moment {
        let now = instant()
        return Moment(instant: now, day: fixedDay ?? now.dayInChina)
    }
}

/// One reading of the clock; audit keeps both halves.
package struct Moment: Sendable, Hashable {
    package let instant: Instant
    package let day: Day

    package init(instant: Instant, day: Day) {
        self.instant = instant
        self.day = day
    }
}
