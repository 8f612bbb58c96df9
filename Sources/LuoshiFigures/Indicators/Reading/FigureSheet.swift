import LuoshiCore

/// Kept amounts of one unit at one time, read in as few ranges as there are kinds of rows.
struct FigureSheet {
    private let time: FigureTime
    private var flows: [String: [Period: BaseAmount]] = [:]
    private var stocks: [String: BaseAmount] = [:]
    private let periods: [Period.Length: [Period]]

    init(_ indicators: [Indicator], of unit: String, at time: FigureTime, _ base: any BaseFigures) throws {
        self.time = time
        let flowing = indicators.filter { $0.nature == .flow }
        periods = Dictionary(
            uniqueKeysWithValues: Set(flowing.map(\.base)).map { ($0, Self.periods(of: $0, at: time)) })
        let all = Set(periods.values.joined())
        if !all.isEmpty { flows = try base.flows(flowing, of: unit, in: all.sorted()) }
        let standing = indicators.filter { $0.nature == .stock }
        if !standing.isEmpty { stocks = try base.stocks(standing, of: unit, on: time.last) }
    }

    /// What is added up: the months of a period, or of the year up to a day. Of what comes by the year also the years before,
    /// since the last one that is known is shown.
    private static func periods(of base: Period.Length, at time: FigureTime) -> [Period] {
        let span = time.span
        switch base {
        case .year: return ((time.last.year - 3)...time.last.year).map(Period.year)
        case .half, .quarter, .month:
            var result: [Period] = []
            var month = Month(span.lowerBound)
            while month.first <= span.upperBound {
                let period = Period(base, containing: month.first)
                if result.last != period { result.append(period) }
                month = month.next
            }
            return result
        }
    }

    func flowPeriods(_ indicator: Indicator) -> [Period]? { periods[indicator.base] }

    /// The sum of the periods, or what stands.
    func amount(_ indicator: Indicator) -> BaseAmount {
        guard indicator.nature == .flow else { return stocks[indicator.key] ?? BaseAmount() }
        if indicator.base == .year { return flows[indicator.key]?[time.wholeYear] ?? BaseAmount() }
        let wanted = periods[indicator.base] ?? []
        return wanted.reduce(BaseAmount()) { $0 + (flows[indicator.key]?[$1] ?? BaseAmount()) }
    }

    /// Of what letters and reports bring: the sum up to the last period that has a value, that period, and how many units gave it;
    /// of yearly values the last year that is known at the time.
    func latest(_ indicator: Indicator) -> (period: Period, amount: BaseAmount, reported: Int)? {
        guard indicator.nature == .flow else {
            let amount = stocks[indicator.key] ?? BaseAmount()
            return (Period(indicator.base, containing: time.last), amount, Int(amount.parts))
        }
        // Other indicators may have asked for longer periods of the same rows.
        let own = Set(periods[indicator.base] ?? [])
        let known = (flows[indicator.key] ?? [:]).filter { $0.value.parts > 0 && own.contains($0.key) }
        if indicator.base == .year, case .period(let period) = time, period.length == .year {
            return known[period].map { (period, $0, Int($0.parts)) }
        }
        guard let last = known.keys.max(), let row = known[last] else { return nil }
        let sum = indicator.base == .year ? row : known.values.reduce(BaseAmount(), +)
        return (last, sum, Int(row.parts))
    }
}

extension FigureTime {
    /// The year of what comes by the year: on a day the last one that is over, else the period's own.
    var wholeYear: Period {
        switch self {
        case .day(let day): .year(day.month == 12 && day.dayOfMonth == 31 ? day.year : day.year - 1)
        case .period(let period): .year(period.year)
        }
    }

    /// The days it looks at: a period's own, or a year's up to the day.
    var span: ClosedRange<Day> {
        switch self {
        case .day(let day): (Day(year: day.year, month: 1, day: 1) ?? day)...day
        case .period(let period): period.first...period.last
        }
    }
}
