import Database
import LuoshiCore

/// An amount as it is kept, with how many contributions stand behind it.
struct BaseAmount: Sendable, Hashable {
    var amount: Int64 = 0
    var parts: Int64 = 0

    static func + (left: BaseAmount, right: BaseAmount) -> BaseAmount {
        BaseAmount(amount: left.amount &+ right.amount, parts: left.parts &+ right.parts)
    }
}

/// Where kept amounts are read: the live rows, an edition, or a recount of what was known on a day.
protocol BaseFigures {
    /// What happened in each of the periods; those in which nothing did are left out.
    func flows(_ indicators: [Indicator], of unit: String, in periods: [Period]) throws -> [String: [Period:
        BaseAmount]]
    /// What stood at the end of a day.
    func stocks(_ indicators: [Indicator], of unit: String, on day: Day) throws -> [String: BaseAmount]
    /// The years in which an indicator has anything of a unit.
    func years(of indicators: [Indicator], unit: String) throws -> ClosedRange<Int>?
}

/// The rows as they stand: at most an opening and the days of one month, or twelve months, a figure.
struct LiveFigures: BaseFigures {
    private let session: any Session
    private let numbers: FigureNumbers

    init(_ reading: Reading) {
        session = reading.session
        numbers = FigureNumbers(reading.session)
    }

    func flows(_ indicators: [Indicator], of unit: String, in periods: [Period]) throws -> [String: [Period:
        BaseAmount]]
    {
        guard !periods.isEmpty, let wanted = try wanted(indicators), let unit = try numbers.unit(unit) else {
            return [:]
        }
        var found: [String: [Period: BaseAmount]] = [:]
        try session.forEach(
            """
            SELECT period, indicator, amount, parts FROM figure_flows
            WHERE period IN \(list: periods) AND unit = \(unit) AND \(sql: wanted.condition)
            """
        ) { row in
            guard let key = wanted.keys[try row["indicator"]] else { return }
            found[key, default: [:]][try row["period"]] = BaseAmount(amount: try row["amount"], parts: try row["parts"])
        }
        guard session.engine == .postgreSQL else { return found }
        try session.forEach(
            """
            SELECT place, indicator, SUM(amount)::bigint AS amount, SUM(parts)::bigint AS parts FROM figure_deltas
            WHERE unit = \(unit) AND what = 'flow' AND place IN \(list: periods) AND \(sql: wanted.condition)
            GROUP BY place, indicator
            """
        ) { row in
            guard let key = wanted.keys[try row["indicator"]] else { return }
            let period: Period = try row["place"]
            let sum = found[key]?[period] ?? BaseAmount()
            found[key, default: [:]][period] = sum + BaseAmount(amount: try row["amount"], parts: try row["parts"])
        }
        return found
    }

    func stocks(_ indicators: [Indicator], of unit: String, on day: Day) throws -> [String: BaseAmount] {
        guard let wanted = try wanted(indicators), let unit = try numbers.unit(unit) else { return [:] }
        var found: [String: BaseAmount] = [:]
        func add(_ row: Row) throws {
            guard let key = wanted.keys[try row["indicator"]] else { return }
            found[key, default: BaseAmount()] =
                found[key, default: BaseAmount()] + BaseAmount(amount: try row["amount"], parts: try row["parts"])
        }
        // Beyond the horizon there are no openings: the last one, and all changes since.
        let opening = min(Month(day), try Horizon(session).known() ?? Month(day))
        try session.forEach(
            """
            SELECT indicator, amount, parts FROM figure_openings
            WHERE month = \(opening.code) AND unit = \(unit) AND \(sql: wanted.condition)
            """, add)
        if opening < Month(day) {
            try session.forEach(
                """
                SELECT indicator, amount, parts FROM figure_changes
                WHERE month >= \(opening.code) AND month < \(Month(day).code) AND unit = \(unit) AND \(sql: wanted.condition)
                """, add)
        }
        try session.forEach(
            """
            SELECT indicator, amount, parts FROM figure_changes
            WHERE month = \(Month(day).code) AND unit = \(unit) AND day <= \(day.dayOfMonth) AND \(sql: wanted.condition)
            """, add)
        if session.engine == .postgreSQL {
            try session.forEach(
                """
                SELECT indicator, SUM(amount)::bigint AS amount, SUM(parts)::bigint AS parts FROM figure_deltas
                WHERE unit = \(unit) AND what = 'stock' AND place <= \(FigureStore.dayCode(day)) AND \(sql: wanted.condition)
                GROUP BY indicator
                """, add)
        }
        return found
    }

    func years(of indicators: [Indicator], unit: String) throws -> ClosedRange<Int>? {
        guard let wanted = try wanted(indicators), let unit = try numbers.unit(unit) else { return nil }
        // Both kinds of rows begin with time.
        let bounds: [(Int?, Int?)] = try session.all(
            """
            SELECT MIN(period) / 100 AS low, MAX(period) / 100 AS high FROM figure_flows
            WHERE unit = \(unit) AND \(sql: wanted.condition) AND parts <> 0
            UNION ALL
            SELECT MIN(month) / 100, MAX(month) / 100 FROM figure_changes
            WHERE unit = \(unit) AND \(sql: wanted.condition)
            """
        ) { (try $0["low"], try $0["high"]) }
        guard let low = bounds.compactMap(\.0).min(), let high = bounds.compactMap(\.1).max() else { return nil }
        return low...high
    }

    /// Nil where none of them has a number. Many are read as one range, and what was not asked for is passed over.
    private func wanted(_ indicators: [Indicator]) throws -> (keys: [Int: String], condition: SQL)? {
        var keys: [Int: String] = [:]
        for indicator in indicators {
            if let number = try numbers.indicator(indicator.key) { keys[number] = indicator.key }
        }
        guard !keys.isEmpty else { return nil }
        return (keys, keys.count <= 8 ? "indicator IN \(list: keys.keys.sorted())" : "1 = 1")
    }
}
