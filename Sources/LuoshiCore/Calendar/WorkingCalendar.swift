/// Which days are worked, by the State Council's yearly notices: holidays and the weekends worked to make up for them.
package struct WorkingCalendar: Sendable, Equatable {
    /// Days off that would be weekdays, or weekends named in a notice.
    private let holidays: Set<Day>
    /// Saturdays and Sundays that are worked (调休上班).
    private let makeUpDays: Set<Day>
    /// Years that have a notice; for others only weekends are known to be free.
    package let years: Set<Int>

    package init(holidays: Set<Day>, makeUpDays: Set<Day>, years: Set<Int>) {
        self.holidays = holidays
        self.makeUpDays = makeUpDays
        self.years = years
    }

    package init(files: PackageFiles, findings: Findings) {
        var holidays: Set<Day> = []
        var makeUpDays: Set<Day> = []
        var years: Set<Int> = []
        let top = files.top("calendar.yaml", findings)
        for year in top?.entries("years") ?? [] {
            guard let number = Int(year.text("year")) else {
                year.error("year", "“year: \(year.text("year"))”不是年份；应写成 2022 的样子")
                continue
            }
            years.insert(number)
            for holiday in year.entries("holidays") {
                let ends = ["from", "to"].map { key in
                    if holiday.text(key).isEmpty { return Day?.none }
                    return holiday.day(key)
                }
                holiday.finish(ignoring: ["name"])
                guard let from = ends[0], let to = ends[1] else { continue }
                if from > to || to.number - from.number > 15 {
                    holiday.error("from", "假期的起止日期有误：\(from) 至 \(to)")
                    continue
                }
                for number in from.number...to.number { holidays.insert(Day(number: number)) }
            }
            for text in year.texts("workdays") {
                guard let day = Day(text) else {
                    year.error("workdays", "“\(text)”不是日期；应写成 2022-01-29 的样子")
                    continue
                }
                if day.weekday < 6 { year.warning("workdays", "\(day) 本来就是工作日，不必列为调休上班") }
                makeUpDays.insert(day)
            }
            year.finish(ignoring: ["reference"])
        }
        top?.finish()
        self.init(holidays: holidays, makeUpDays: makeUpDays, years: years)
    }

    package func isWorkingDay(_ day: Day) -> Bool {
        if makeUpDays.contains(day) { return true }
        return day.weekday < 6 && !holidays.contains(day)
    }

    /// The day that lies this many working days after `day`; `day` itself is not counted.
    package func day(_ count: Int, workingDaysAfter day: Day) -> Day {
        var result = day
        var left = count
        while left > 0 {
            result = result.adding(days: 1)
            if isWorkingDay(result) { left -= 1 }
        }
        return result
    }

    /// Working days after `from` up to and including `to`; negative where `to` lies before.
    package func workingDays(from: Day, to: Day) -> Int {
        if to < from { return -workingDays(from: to, to: from) }
        guard from < to else { return 0 }
        return (from.number + 1...to.number).count { isWorkingDay(Day(number: $0)) }
    }
}
