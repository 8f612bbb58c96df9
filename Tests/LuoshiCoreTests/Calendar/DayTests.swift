import LuoshiCore
import Testing

@Suite struct DayTests {
    /// Counts the days one by one, by the rule of leap years alone: independent of the arithmetic that is tested.
    private struct Counting {
        var year = 1970
        var month = 1
        var day = 1

        private var length: Int {
            let isLeap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0)
            return [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
        }

        mutating func forward() {
            day += 1
            if day > length { (day, month) = (1, month + 1) }
            if month > 12 { (month, year) = (1, year + 1) }
        }

        mutating func back() {
            day -= 1
            if day == 0 {
                month -= 1
                if month == 0 { (month, year) = (12, year - 1) }
                day = length
            }
        }

        func holds(for day: Day) -> Bool {
            day.year == year && day.month == month && day.dayOfMonth == self.day
                && Day(year: year, month: month, day: self.day) == day
        }
    }

    @Test func `four hundred thousand days agree with counting them one by one`() {
        var ahead = Counting()
        var behind = Counting()
        var wrong: [Int] = []
        for number in 0...200_000 {
            if !ahead.holds(for: Day(number: number)) { wrong.append(number) }
            if !behind.holds(for: Day(number: -number)) { wrong.append(-number) }
            ahead.forward()
            behind.back()
        }
        #expect(wrong.isEmpty)
    }

    @Test func `a day written and read again is the same day, and text order is time order`() {
        var before = ""
        for number in stride(from: -200_000, through: 200_000, by: 7) {
            let text = Day(number: number).description
            #expect(Day(text)?.number == number)
            #expect(before < text)
            before = text
        }
    }

    @Test(arguments: [
        ("1949-10-01", 6), ("1970-01-01", 4), ("2000-01-01", 6), ("2000-02-29", 2), ("2021-01-01", 5),
        ("2022-05-19", 4),
        ("2022-08-05", 5), ("2023-12-31", 7), ("2024-02-29", 4), ("1582-10-15", 5), ("1900-01-01", 1),
    ])
    func `the weekday of a known day is right`(text: String, weekday: Int) {
        #expect(Day(text)?.weekday == weekday)
    }

    @Test(arguments: [
        "1900-02-29", "2100-02-29", "2021-02-29", "2022-02-30", "2022-04-31", "2022-13-01", "2022-00-10", "2022-01-00",
        "0000-01-01", "2022-1-01", "22-01-01", "2022-01-01 ", " 2022-01-01", "2022/01/01", "2022-01-1x",
        "2022-01-01-01", "",
        "２０２２-０１-０１", "-022-01-01", "2022-+1-01", "2022-01-٠١",
    ])
    func `what is no day is not read as one`(text: String) {
        #expect(Day(text) == nil)
    }

    @Test(arguments: ["2000-02-29", "2024-02-29", "2400-02-29", "0001-01-01", "9999-12-31"])
    func `leap days and the ends of the calendar are days`(text: String) {
        #expect(Day(text)?.description == text)
    }

    @Test(arguments: [
        (0, "1970-01-01", "1970-01-01 08:00:00"), (57_599_999, "1970-01-01", "1970-01-01 23:59:59"),
        (57_600_000, "1970-01-02", "1970-01-02 00:00:00"), (-28_800_001, "1969-12-31", "1969-12-31 23:59:59"),
        (-1, "1970-01-01", "1970-01-01 07:59:59"), (1_659_679_387_123, "2022-08-05", "2022-08-05 14:03:07"),
    ])
    func `an instant falls on its day in China`(milliseconds: Int64, day: String, text: String) {
        #expect(Instant(milliseconds: milliseconds).dayInChina.description == day)
        #expect(Instant(milliseconds: milliseconds).inChina == text)
    }
}
