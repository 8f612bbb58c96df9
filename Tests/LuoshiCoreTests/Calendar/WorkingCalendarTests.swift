import LuoshiCore
import Testing

@Suite struct WorkingCalendarTests {
    private func baise() throws -> WorkingCalendar {
        let findings = Findings()
        let calendar = WorkingCalendar(files: try BaisePackage.files(), findings: findings)
        #expect(findings.all.isEmpty)
        return calendar
    }

    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    @Test(arguments: [
        ("2022-01-28", true), ("2022-01-29", true), ("2022-01-30", true), ("2022-01-31", false), ("2022-02-06", false),
        ("2022-02-07", true), ("2022-04-02", true), ("2022-04-04", false), ("2022-04-24", true), ("2022-09-30", true),
        ("2022-10-01", false), ("2022-10-07", false), ("2022-10-08", true), ("2022-10-09", true), ("2022-10-15", false),
        ("2022-12-31", false), ("2023-01-02", false), ("2023-01-03", true), ("2023-01-28", true), ("2023-06-25", true),
        ("2021-05-08", true), ("2021-10-09", true), ("2020-01-31", false), ("2020-02-01", false), ("2020-02-03", true),
    ])
    func `a day is worked as the notice of its year says`(text: String, isWorked: Bool) throws {
        #expect(try baise().isWorkingDay(day(text)) == isWorked)
    }

    @Test(arguments: [
        ("2022-09-30", 1, "2022-10-08"), ("2022-09-30", 2, "2022-10-09"), ("2022-09-30", 3, "2022-10-10"),
        ("2022-09-28", 5, "2022-10-10"), ("2022-10-03", 1, "2022-10-08"), ("2022-01-28", 3, "2022-02-07"),
        ("2022-08-05", 1, "2022-08-08"), ("2022-08-05", 0, "2022-08-05"), ("2022-12-30", 1, "2023-01-03"),
        ("2022-08-06", 5, "2022-08-12"),
    ])
    func `so many working days after a day, across holidays and days made up`(from: String, count: Int, to: String)
        throws
    {
        #expect(try baise().day(count, workingDaysAfter: day(from)) == day(to))
    }

    @Test(arguments: [
        ("2022-09-30", "2022-10-10", 3), ("2022-10-10", "2022-09-30", -3), ("2022-10-01", "2022-10-07", 0),
        ("2022-08-05", "2022-08-05", 0), ("2021-12-31", "2022-12-31", 249), ("2022-12-31", "2023-12-31", 249),
    ])
    func `working days between two days`(from: String, to: String, count: Int) throws {
        #expect(try baise().workingDays(from: day(from), to: day(to)) == count)
    }

    @Test func `counting and stepping agree for every day of three years`() throws {
        let calendar = try baise()
        for number in try day("2021-01-01").number...day("2023-12-31").number {
            let from = Day(number: number)
            for count in [1, 5, 20] {
                let to = calendar.day(count, workingDaysAfter: from)
                #expect(calendar.workingDays(from: from, to: to) == count)
                #expect(calendar.isWorkingDay(to))
            }
        }
    }

    @Test func `a year without a notice has free weekends and is not among the years known`() throws {
        let calendar = try baise()
        #expect(!calendar.years.contains(2031))
        #expect(calendar.years.isSuperset(of: 2020...2026))
        #expect(try calendar.isWorkingDay(day("2031-10-01")))
        #expect(try !calendar.isWorkingDay(day("2031-10-04")))
    }
}
