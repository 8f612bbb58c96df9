/// The days of a mandate as a person writes them: first and last, both included.
struct MandateDays {
    let from: Day
    let lastDay: Day

    /// Refuses days that are past, in the wrong order, or further apart than a year.
    func check(today: Day) throws {
        guard from >= today else { throw Refusal("days_past", "起始日期 \(from) 已经过去。授权不能追溯，请从今天或以后起算。") }
        guard lastDay >= from else { throw Refusal("days_order", "截止日期 \(lastDay) 早于起始日期 \(from)，请改正。") }
        guard lastDay < (Day(year: from.year + 1, month: from.month, day: from.dayOfMonth) ?? from.adding(days: 365))
        else {
            throw Refusal("days_long", "授权最长一年。请把截止日期提前，到期后需要的再办一次。")
        }
    }
}
