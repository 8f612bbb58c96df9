import Database
import LuoshiCore

/// The rows as they stand: at most an opening and the days of one month, or twelve months, a figure.
struct LiveFigures: BaseFigures {
    private let session: any Session
    private let numbers: FigureNumbers

    init(_ reading: Reading) {
        session = reading.session
        numbers = FigureNumbers(reading)
    }

    func flows(_ indicators: [Indicator], of unit: String, in periods: [Period]) throws -> FlowAmounts {
        var found = FlowAmounts(indicators: indicators.count, periods: periods.count)
        guard !periods.isEmpty, let wanted = try wanted(indicators), let unit = try numbers.unit(unit) else {
            return found
        }
        let places = Dictionary(uniqueKeysWithValues: periods.enumerated().map { ($1.code, $0) })
        // Rows of one period lie together.
        var (code, place): (Int64, Int?) = (0, nil)
        func add(_ rows: [Int64]) {
            for row in stride(from: 0, to: rows.count, by: 4) {
                if rows[row] != code { (code, place) = (rows[row], places[Int(rows[row])]) }
                guard let place, let indicator = wanted.place(rows[row + 1]) else { continue }
                found[indicator, place] =
                    found[indicator, place] + BaseAmount(amount: rows[row + 2], parts: rows[row + 3])
            }
        }
        add(
            try session.integers(
                """
                SELECT period, indicator, amount, parts FROM figure_flows
                WHERE period IN \(list: periods) AND unit = \(unit) AND \(sql: wanted.condition)
                """))
        if session.engine == .postgreSQL {
            add(
                try session.integers(
                    """
                    SELECT place, indicator, CAST(SUM(amount) AS BIGINT), CAST(SUM(parts) AS BIGINT) FROM figure_deltas
                    WHERE unit = \(unit) AND what = 'flow' AND place IN \(list: periods) AND \(sql: wanted.condition)
                    GROUP BY place, indicator
                    """))
        }
        return found
    }

    func stocks(_ indicators: [Indicator], of unit: String, on day: Day) throws -> [BaseAmount] {
        var found = Array(repeating: BaseAmount(), count: indicators.count)
        guard let wanted = try wanted(indicators), let unit = try numbers.unit(unit) else { return found }
        func add(_ sql: SQL) throws {
            let rows = try session.integers(sql)
            for row in stride(from: 0, to: rows.count, by: 3) {
                guard let place = wanted.place(rows[row]) else { continue }
                found[place] = found[place] + BaseAmount(amount: rows[row + 1], parts: rows[row + 2])
            }
        }
        // What stands at a month's end the next one opens with. Beyond the horizon there are no openings: the last one, and all
        // changes since.
        let month = Month(day)
        let isMonthsEnd = month.last == day
        let opening = min(isMonthsEnd ? month.next : month, try Horizon(session).known() ?? month)
        try add(
            """
            SELECT indicator, amount, parts FROM figure_openings
            WHERE month = \(opening.code) AND unit = \(unit) AND \(sql: wanted.condition)
            """)
        if opening < month {
            try add(
                """
                SELECT indicator, amount, parts FROM figure_changes
                WHERE month >= \(opening.code) AND month < \(month.code) AND unit = \(unit) AND \(sql: wanted.condition)
                """)
        }
        if opening <= month {
            try add(
                """
                SELECT indicator, CAST(SUM(amount) AS BIGINT), CAST(SUM(parts) AS BIGINT) FROM figure_changes
                WHERE month = \(month.code) AND unit = \(unit) AND day <= \(day.dayOfMonth) AND \(sql: wanted.condition)
                GROUP BY indicator
                """)
        }
        if session.engine == .postgreSQL {
            try add(
                """
                SELECT indicator, CAST(SUM(amount) AS BIGINT), CAST(SUM(parts) AS BIGINT) FROM figure_deltas
                WHERE unit = \(unit) AND what = 'stock' AND place <= \(FigureStore.dayCode(day)) AND \(sql: wanted.condition)
                GROUP BY indicator
                """)
        }
        return found
    }

    /// What stood at the ends of several months, as far as openings reach: what is told of those beyond is left out.
    func stocks(_ indicators: [Indicator], of unit: String, atEndsOf months: [Month]) throws -> [Month: [BaseAmount]] {
        let horizon = try Horizon(session).known()
        let within = months.filter { month in horizon.map { month.next <= $0 } ?? false }
        guard !within.isEmpty, let wanted = try wanted(indicators), let unit = try numbers.unit(unit) else {
            return [:]
        }
        var found: [Month: [BaseAmount]] = [:]
        for month in within { found[month] = Array(repeating: BaseAmount(), count: indicators.count) }
        let openings = try session.integers(
            """
            SELECT month, indicator, amount, parts FROM figure_openings
            WHERE month IN \(list: within.map(\.next.code)) AND unit = \(unit) AND \(sql: wanted.condition)
            """)
        for row in stride(from: 0, to: openings.count, by: 4) {
            guard let place = wanted.place(openings[row + 1]) else { continue }
            let month = Month(code: Int(openings[row])).previous
            found[month]?[place] = BaseAmount(amount: openings[row + 2], parts: openings[row + 3])
        }
        guard session.engine == .postgreSQL else { return found }
        let aside = try session.integers(
            """
            SELECT indicator, place, amount, parts FROM figure_deltas
            WHERE unit = \(unit) AND what = 'stock' AND \(sql: wanted.condition)
            """)
        for row in stride(from: 0, to: aside.count, by: 4) {
            guard let place = wanted.place(aside[row]) else { continue }
            let changed = Month(code: Int(aside[row + 1]) / 100)
            for month in within where changed <= month {
                let before = found[month]?[place] ?? BaseAmount()
                found[month]?[place] = before + BaseAmount(amount: aside[row + 2], parts: aside[row + 3])
            }
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

    /// Which rows are asked for, and where each belongs.
    private struct Wanted {
        let condition: SQL
        /// By the indicator's number; −1 where it was not asked for.
        let places: [Int]

        func place(_ number: Int64) -> Int? {
            let number = Int(number)
            guard places.indices.contains(number), places[number] >= 0 else { return nil }
            return places[number]
        }
    }

    /// Nil where none of them has a number. Many are read as one range, and what was not asked for is passed over.
    private func wanted(_ indicators: [Indicator]) throws -> Wanted? {
        var known: [Int] = []
        var places: [Int] = []
        for (place, indicator) in indicators.enumerated() {
            guard let number = try numbers.indicator(indicator.key) else { continue }
            while places.count <= number { places.append(-1) }
            places[number] = place
            known.append(number)
        }
        guard !known.isEmpty else { return nil }
        return Wanted(condition: known.count <= 8 ? "indicator IN \(list: known.sorted())" : "1 = 1", places: places)
    }
}
