/// A day of the calendar as a cell holds it, from 1900-01-01 to 9999-12-31 in what spreadsheets write.
package struct SheetDate: Sendable, Hashable, CustomStringConvertible {
    /// The year, 1 to 9999.
    package let year: Int
    /// The month, 1 to 12.
    package let month: Int
    /// The day of the month, 1 to 31.
    package let day: Int

    /// The day of that year, month and day of the month; `nil` if there is none in the Gregorian calendar.
    package init?(year: Int, month: Int, day: Int) {
        guard 1...9_999 ~= year, 1...12 ~= month, 1...31 ~= day, day <= Self.length(ofMonth: month, year: year) else {
            return nil
        }
        (self.year, self.month, self.day) = (year, month, day)
    }

    /// As in ISO 8601: `2023-05-01`.
    package var description: String { "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))" }

    /// The day that lies `number` days after 1970-01-01; `nil` outside the years 1 to 9999.
    init?(daysSince1970 number: Int) {
        guard -719_162...2_932_896 ~= number else { return nil }
        // Eras of 400 years that begin on a 1 March, so that a leap day is the last of its year.
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    /// How many days the day lies after 1970-01-01.
    var daysSince1970: Int {
        let shiftedYear = month <= 2 ? year - 1 : year
        let era = shiftedYear / 400
        let yearOfEra = shiftedYear - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// A number with zeros before it, to a width.
    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}

/// A time of day, or a span of time that may exceed 24 hours, to the second.
package struct SheetTime: Sendable, Hashable, CustomStringConvertible {
    /// All of it in seconds, not negative.
    package let seconds: Int

    /// The time of so many seconds; `nil` if negative.
    package init?(seconds: Int) {
        guard seconds >= 0 else { return nil }
        self.seconds = seconds
    }

    /// The full hours, 24 and above for a span of more than a day.
    package var hour: Int { seconds / 3_600 }
    /// The minutes beyond the full hours.
    package var minute: Int { seconds / 60 % 60 }
    /// The seconds beyond the full minutes.
    package var second: Int { seconds % 60 }

    /// `09:30`, or `09:30:15` where there are seconds.
    package var description: String {
        let hours = SheetDate.padded(hour, 2) + ":" + SheetDate.padded(minute, 2)
        return second == 0 ? hours : hours + ":" + SheetDate.padded(second, 2)
    }
}
