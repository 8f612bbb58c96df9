/// A moment: seconds since 1970 in UTC, with nanoseconds; from year 1 to year 9999.
public struct TimestampValue: Sendable, Hashable, Comparable {
    /// Whole seconds since 1970-01-01T00:00:00Z, rounded down.
    public let seconds: Int64
    /// Nanoseconds after the whole second, 0 to 999,999,999.
    public let nanoseconds: Int32

    /// 1970-01-01T00:00:00Z.
    public static let epoch = TimestampValue(uncheckedSeconds: 0, nanoseconds: 0)

    /// The moment; nil outside years 1 to 9999, or if the nanoseconds are more than a second.
    public init?(seconds: Int64, nanoseconds: Int32 = 0) {
        guard (-62_135_596_800...253_402_300_799).contains(seconds), (0...999_999_999).contains(nanoseconds) else {
            return nil
        }
        self.init(uncheckedSeconds: seconds, nanoseconds: nanoseconds)
    }

    private init(uncheckedSeconds: Int64, nanoseconds: Int32) {
        seconds = uncheckedSeconds
        self.nanoseconds = nanoseconds
    }

    /// A moment as RFC 3339 writes it, as `2026-03-31T08:00:00+08:00`; nil if it is none.
    public init?(_ text: String) {
        var reader = DigitReader(text)
        guard let year = reader.number(4), reader.skip("-"), let month = reader.number(2), reader.skip("-"),
            let dayOfMonth = reader.number(2), reader.skip("T"), let hour = reader.number(2), reader.skip(":"),
            let minute = reader.number(2), reader.skip(":"), let second = reader.number(2),
            let day = CivilDay(year: year, month: month, day: dayOfMonth), hour < 24, minute < 60, second < 60,
            let nanoseconds = reader.fraction()
        else { return nil }
        var offset = 0
        if !reader.skip("Z") {
            let sign: Int
            if reader.skip("+") { sign = 1 } else if reader.skip("-") { sign = -1 } else { return nil }
            guard let hours = reader.number(2), reader.skip(":"), let minutes = reader.number(2), hours < 24,
                minutes < 60
            else { return nil }
            offset = sign * (hours * 3600 + minutes * 60)
        }
        guard reader.isAtEnd else { return nil }
        let seconds = day.daysSinceEpoch * 86_400 + hour * 3600 + minute * 60 + second - offset
        self.init(seconds: Int64(seconds), nanoseconds: Int32(nanoseconds))
    }

    /// The earlier of two moments is the lesser.
    public static func < (left: TimestampValue, right: TimestampValue) -> Bool {
        (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
    }

    /// The moment in UTC as RFC 3339 writes it, without trailing zeros.
    public var text: String {
        let clock = ClockTime(self, offset: 0)
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        return padded(clock.day.year, 4) + "-" + padded(clock.day.month, 2) + "-" + padded(clock.day.day, 2) + "T"
            + padded(clock.hour, 2) + ":" + padded(clock.minute, 2) + ":" + padded(clock.second, 2)
            + fractionText(Int(nanoseconds)) + "Z"
    }

    /// The moment a span later; nil outside the range.
    public func adding(_ span: DurationValue) -> TimestampValue? {
        let total = Int128(seconds) * 1_000_000_000 + Int128(nanoseconds) + Int128(span.nanoseconds)
        var (whole, rest) = total.quotientAndRemainder(dividingBy: 1_000_000_000)
        if rest < 0 {
            rest += 1_000_000_000
            whole -= 1
        }
        return TimestampValue(seconds: Int64(whole), nanoseconds: Int32(rest))
    }

    /// The span from another moment to this; nil if it is too long for a duration.
    public func since(_ other: TimestampValue) -> DurationValue? {
        DurationValue(seconds: seconds - other.seconds, nanoseconds: Int64(nanoseconds) - Int64(other.nanoseconds))
    }
}

/// A moment on the clock and calendar of some place.
struct ClockTime {
    let day: CivilDay
    let weekday: Int
    let hour: Int
    let minute: Int
    let second: Int

    /// The moment where the clock is so many seconds ahead of UTC.
    init(_ moment: TimestampValue, offset: Int) {
        let local = Int(moment.seconds) + offset
        let days = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
        let rest = local - days * 86_400
        day = CivilDay(daysSinceEpoch: days)
        weekday = ((days + 4) % 7 + 7) % 7
        hour = rest / 3600
        minute = rest / 60 % 60
        second = rest % 60
    }
}

/// Reads a timestamp's parts from its text.
private struct DigitReader {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = Substring(text).utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ width: Int) -> Int? {
        var sum = 0
        for _ in 0..<width {
            guard let byte = rest.first, (48...57).contains(byte) else { return nil }
            sum = sum * 10 + Int(byte - 48)
            rest.removeFirst()
        }
        return sum
    }

    mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
        guard let byte = rest.first, UInt32(byte) == scalar.value else { return false }
        rest.removeFirst()
        return true
    }

    /// Nanoseconds of a fraction that may be missing; nil if a point has no digits or more than nine.
    mutating func fraction() -> Int? {
        guard skip(".") else { return 0 }
        var sum = 0
        var digits = 0
        while let digit = number(1) {
            guard digits < 9 else { return nil }
            sum = sum * 10 + digit
            digits += 1
        }
        guard digits > 0 else { return nil }
        for _ in digits..<9 { sum *= 10 }
        return sum
    }
}
