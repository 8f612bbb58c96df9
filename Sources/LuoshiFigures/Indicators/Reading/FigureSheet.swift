import LuoshiCore

/// Kept amounts of one unit at one time, read in as few ranges as there are kinds of rows.
struct FigureSheet {
    private let time: FigureTime
    /// Where an indicator stands among those that flow, or among those that stand.
    private var places: [ObjectIdentifier: Int] = [:]
    private let flows: FlowAmounts
    private let stocks: [BaseAmount]
    private let periods: [Period]
    /// Which of the periods an indicator adds up, by the length it comes in; in order.
    private let spans: [(base: Period.Length, places: [Int])]
    /// The month, quarter or half that a day or a period ends in, by length.
    private let ends: [(base: Period.Length, period: Period)]

    init(_ indicators: [Indicator], of unit: String, at time: FigureTime, _ base: any BaseFigures) throws {
        self.time = time
        places.reserveCapacity(indicators.count)
        var flowing: [Indicator] = []
        var standing: [Indicator] = []
        // There are four lengths: lists of them are looked through faster than tables.
        var lengths: [(base: Period.Length, periods: [Period])] = []
        var ends: [(base: Period.Length, period: Period)] = []
        let last = time.last
        for indicator in indicators {
            if indicator.nature == .flow {
                places[ObjectIdentifier(indicator)] = flowing.count
                flowing.append(indicator)
                if !lengths.contains(where: { $0.base == indicator.base }) {
                    lengths.append((indicator.base, Self.periods(of: indicator.base, at: time)))
                }
            } else {
                places[ObjectIdentifier(indicator)] = standing.count
                standing.append(indicator)
                if !ends.contains(where: { $0.base == indicator.base }) {
                    ends.append((indicator.base, Period(indicator.base, containing: last)))
                }
            }
        }
        if lengths.count == 1 {
            periods = lengths[0].periods
            spans = [(lengths[0].base, Array(periods.indices))]
        } else {
            let all = Set(lengths.flatMap(\.periods)).sorted()
            periods = all
            spans = lengths.map { base, periods in (base, all.indices.filter { periods.contains(all[$0]) }) }
        }
        self.ends = ends
        flows = try base.flows(flowing, of: unit, in: periods)
        stocks = standing.isEmpty ? [] : try base.stocks(standing, of: unit, on: last)
    }

    /// What is added up: the months of a period, or of the year up to a day. Of what comes by the year also the years before,
    /// since the last one that is known is shown.
    static func periods(of base: Period.Length, at time: FigureTime) -> [Period] {
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

    /// How many periods an indicator adds up.
    func flowPeriods(_ indicator: Indicator) -> Int { span(indicator).count }

    private func span(_ indicator: Indicator) -> [Int] { spans.first { $0.base == indicator.base }?.places ?? [] }

    /// The sum of the periods, or what stands.
    func amount(_ indicator: Indicator) -> BaseAmount {
        guard let place = places[ObjectIdentifier(indicator)] else { return BaseAmount() }
        guard indicator.nature == .flow else { return stocks[place] }
        if indicator.base == .year {
            return periods.firstIndex(of: time.wholeYear).map { flows[place, $0] } ?? BaseAmount()
        }
        return span(indicator).reduce(BaseAmount()) { $0 + flows[place, $1] }
    }

    /// Of what letters and reports bring: the sum up to the last period that has a value, that period, and how many units gave it;
    /// of yearly values the last year that is known at the time.
    func latest(_ indicator: Indicator) -> (period: Period, amount: BaseAmount, reported: Int)? {
        guard let place = places[ObjectIdentifier(indicator)] else { return nil }
        guard indicator.nature == .flow else {
            guard let period = ends.first(where: { $0.base == indicator.base })?.period else { return nil }
            return (period, stocks[place], Int(stocks[place].parts))
        }
        // Other indicators may have asked for longer periods of the same rows.
        let span = span(indicator)
        if indicator.base == .year, case .period(let period) = time, period.length == .year {
            return span.first { periods[$0] == period && flows[place, $0].parts > 0 }.map { number in
                (period, flows[place, number], Int(flows[place, number].parts))
            }
        }
        guard let last = span.last(where: { flows[place, $0].parts > 0 }) else { return nil }
        let row = flows[place, last]
        if indicator.base == .year { return (periods[last], row, Int(row.parts)) }
        var sum = BaseAmount()
        for number in span where flows[place, number].parts > 0 { sum = sum + flows[place, number] }
        return (periods[last], sum, Int(row.parts))
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
