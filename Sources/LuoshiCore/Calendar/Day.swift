package import Database

/// A calendar day, without a time of day or a zone, in the proleptic Gregorian calendar (GB/T 7408, ISO 8601).
///
/// Written and stored as `2022-08-05`, so that text order is time order on both engines.
package struct Day: Sendable, Hashable, Comparable {
    /// Days since 1970-01-01; negative before it.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// The day of these parts, or nil where no such day exists (30 February).
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Day.length(ofMonth: month, year: year)
        else { return nil }
        self.number = Day.daysFromCivil(year: year, month: month, day: day)
    }

    /// Reads exactly `YYYY-MM-DD`.
    package init?(_ text: some StringProtocol) {
        var (parts, part, length) = ([0, 0, 0], 0, 0)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): parts[part] = parts[part] * 10 + Int(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "-") where length == 4 || length == 7: part += 1
            default: return nil
            }
            length += 1
            if length > 10 { return nil }
        }
        guard part == 2, length == 10 else { return nil }
        self.init(year: parts[0], month: parts[1], day: parts[2])
    }

    package static func < (left: Day, right: Day) -> Bool { left.number < right.number }

    package func adding(days: Int) -> Day { Day(number: number + days) }

    /// 1 is Monday, 7 is Sunday.
    package var weekday: Int { ((number + 3) % 7 + 7) % 7 + 1 }

    package var year: Int { parts.year }
    package var month: Int { parts.month }
    package var dayOfMonth: Int { parts.day }

    static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": eras of 400 years that begin on 1 March.
    private static func daysFromCivil(year: Int, month: Int, day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = shifted / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Day: CustomStringConvertible {
    package var description: String {
        let (year, month, day) = parts
        guard (0...9999).contains(year) else {
            return "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
        }
        return String(unsafeUninitializedCapacity: 10) { bytes in
            func write(_ value: Int, at place: Int) { bytes[place] = UInt8(ascii: "0") + UInt8(value % 10) }
            for (place, tens) in [1000, 100, 10, 1].enumerated() { write(year / tens, at: place) }
            bytes[4] = UInt8(ascii: "-")
            write(month / 10, at: 5)
            write(month, at: 6)
            bytes[7] = UInt8(ascii: "-")
            write(day / 10, at: 8)
            write(day, at: 9)
            return 10
        }
    }

    /// As it stands in a Chinese sentence: 2022 年 8 月 5 日.
    package var inWords: String { "\(year) 年 \(month) 月 \(dayOfMonth) 日" }
}

extension Day: Codable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let day = Day(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "a day is written YYYY-MM-DD"))
        }
        self = day
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Day: SQLConvertible {
    package var sqlValue: SQLValue { .text(description) }

    package init(sqlValue: SQLValue) throws {
        guard case .text(let text) = sqlValue, let day = Day(text) else {
            throw DatabaseError.other(code: "day", message: "a stored day is not YYYY-MM-DD")
        }
        self = day
    }
}
