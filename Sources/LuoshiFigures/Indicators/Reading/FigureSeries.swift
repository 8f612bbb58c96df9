import LuoshiCore

/// One indicator's rows for many periods of a unit, read at once; what lies beyond is read as usual.
struct FigureSeries: BaseFigures {
    private let live: LiveFigures
    private let unit: String
    private var flows: [String: [Period: BaseAmount]] = [:]
    private var stocks: [String: [Day: BaseAmount]] = [:]

    init(_ live: LiveFigures, _ indicators: [Indicator], of unit: String, in periods: [Period]) throws {
        self.live = live
        self.unit = unit
        let flowing = indicators.filter { $0.nature == .flow }
        let times = periods.map(FigureTime.period)
        let needed = Set(flowing.map(\.base)).flatMap { base in times.flatMap { FigureSheet.periods(of: base, at: $0) }
        }
        let all = Array(Set(needed))
        let amounts = try live.flows(flowing, of: unit, in: all)
        for (place, indicator) in flowing.enumerated() {
            for (number, period) in all.enumerated() {
                flows[indicator.key, default: [:]][period] = amounts[place, number]
            }
        }
        let standing = indicators.filter { $0.nature == .stock }
        if standing.isEmpty { return }
        for (month, amounts) in try live.stocks(standing, of: unit, atEndsOf: periods.map { Month($0.last) }) {
            for (indicator, amount) in zip(standing, amounts) {
                stocks[indicator.key, default: [:]][month.last] = amount
            }
        }
    }

    func flows(_ indicators: [Indicator], of unit: String, in periods: [Period]) throws -> FlowAmounts {
        var found = FlowAmounts(indicators: indicators.count, periods: periods.count)
        for (place, indicator) in indicators.enumerated() {
            for (number, period) in periods.enumerated() {
                guard unit == self.unit, let amount = flows[indicator.key]?[period] else {
                    return try live.flows(indicators, of: unit, in: periods)
                }
                found[place, number] = amount
            }
        }
        return found
    }

    func stocks(_ indicators: [Indicator], of unit: String, on day: Day) throws -> [BaseAmount] {
        let known = indicators.compactMap { stocks[$0.key]?[day] }
        return unit == self.unit && known.count == indicators.count
            ? known : try live.stocks(indicators, of: unit, on: day)
    }

    func years(of indicators: [Indicator], unit: String) throws -> ClosedRange<Int>? {
        try live.years(of: indicators, unit: unit)
    }
}
