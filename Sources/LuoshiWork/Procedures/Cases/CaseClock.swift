import LuoshiCore

/// By when a case must have left a state, in working days, with the time that it stood still.
struct CaseClock {
    private let today: Day
    private let calendar: WorkingCalendar?

    init(_ reading: Reading) {
        today = reading.day
        calendar = reading.package?.calendar
    }

    /// The last day in a state; nil where there is none. A clock that stood still goes on with the days it had left.
    func due(in state: ProcedureState, _ matter: CaseMatter, resuming paused: PausedClock?) -> Day? {
        if let paused, paused.state == state.key { return day(after: paused.workingDays) }
        if let notice = state.notice { return day(after: notice.workingDays) }
        switch state.due?.measure {
        case .workingDays(let count): return day(after: count)
        case .field(let field):
            guard case .day(let day)? = matter.values[field] else { return nil }
            return day
        case nil: return nil
        }
    }

    /// The clock that stands still after going from one state to another; nil where none does.
    func paused(entering state: ProcedureState, from: ProcedureState, _ item: Case) -> PausedClock? {
        guard state.pauses else { return nil }
        if from.pauses { return item.paused }
        return item.dueOn.map { PausedClock(state: from.key, workingDays: max(0, workingDays(until: $0))) }
    }

    private func day(after count: Int) -> Day {
        calendar?.day(count, workingDaysAfter: today) ?? today.adding(days: count)
    }

    private func workingDays(until day: Day) -> Int {
        calendar?.workingDays(from: today, to: day) ?? day.number - today.number
    }
}
