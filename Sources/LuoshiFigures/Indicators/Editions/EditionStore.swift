import Database
import LuoshiCore

/// Published editions of figures, and which periods are closed.
struct EditionStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    func closed() throws -> [Period] {
        try session.all("SELECT period FROM figure_closings WHERE reopened_on IS NULL ORDER BY period") {
            try $0["period"]
        }
    }

    func close(_ period: Period, on day: Day) throws {
        try session.execute(
            """
            INSERT INTO figure_closings (period, closed_on) VALUES (\(period), \(day))
            ON CONFLICT (period) DO UPDATE SET closed_on = excluded.closed_on, reopened_on = NULL
            """)
    }

    func reopen(_ period: Period, on day: Day) throws {
        try session.execute("UPDATE figure_closings SET reopened_on = \(day) WHERE period = \(period)")
    }

    /// Those of a period, the newest first.
    func editions(of period: Period) throws -> [Edition] {
        try session.all("SELECT * FROM figure_editions WHERE period = \(period) ORDER BY number DESC", Self.edition)
    }

    /// The last edition of every period, the newest period first.
    func all() throws -> [Edition] {
        try session.all("SELECT * FROM figure_editions ORDER BY period DESC, number DESC", Self.edition)
    }

    /// What an edition published of the whole city, by indicator; nothing of editions from before that was kept.
    func published(_ edition: Edition) throws -> [PublishedFigure] {
        try session.all(
            """
            SELECT * FROM figure_published WHERE period = \(edition.period) AND number = \(edition.number) ORDER BY indicator
            """, PublishedFigure.init)
    }

    /// Keeps what the pages say now of a period as an edition, and copies the amounts of all units; unchangeable from then on.
    func publish(_ edition: Edition, in reading: Reading) throws {
        let moment = reading.moment
        let store = FigureStore(session)
        // Whoever writes at the same time is in it, or comes after it and finds the period closed.
        try store.hold()
        try store.foldAll(today: reading.day)
        try session.execute(
            """
            INSERT INTO figure_editions (period, number, published_on, published_at, published_by, reason)
            VALUES (\(edition.period), \(edition.number), \(edition.publishedOn), \(moment.instant), \(edition.publishedBy),
                \(edition.reason))
            """)
        let period = edition.period
        let months = period.months.map { Period.month(period.year, $0) }
        let quarters = Set(period.months.filter { $0 % 3 == 0 }.map { Period.quarter(period.year, $0 / 3) })
        let whole: [Period] = period.length == .year ? [period] : months + quarters
        // A flow has its rows in one length of period, or in the year.
        try session.execute(
            """
            INSERT INTO figure_edition_rows (period, number, unit, indicator, amount, parts)
            SELECT \(period), \(edition.number), unit, indicator, SUM(amount), SUM(parts) FROM figure_flows
            WHERE period IN \(list: whole) GROUP BY unit, indicator
            """)
        let month = Month(period.last)
        let opening = min(month, try Horizon(session).known() ?? month)
        try session.execute(
            """
            INSERT INTO figure_edition_rows (period, number, unit, indicator, amount, parts)
            SELECT \(period), \(edition.number), unit, indicator, SUM(amount), SUM(parts) FROM (
                SELECT unit, indicator, amount, parts FROM figure_openings WHERE month = \(opening.code)
                UNION ALL
                SELECT unit, indicator, amount, parts FROM figure_changes
                WHERE month >= \(opening.code) AND month <= \(month.code)
            ) s GROUP BY unit, indicator
            """)
        try countDistinct(edition, in: reading)
        try keepFigures(edition, in: reading)
    }

    private func keepFigures(_ edition: Edition, in reading: Reading) throws {
        let figures = try FigureReader(reading).figures(
            reading.indicators.given(in: edition.period), of: reading.unit(nil), at: .period(edition.period))
        try session.executeBatch(figures.map(PublishedFigure.init)) { figure in
            """
            INSERT INTO figure_published
                (period, number, indicator, title, measure, value, absence, reported, expected, status)
            VALUES (\(edition.period), \(edition.number), \(figure.indicator), \(figure.title), \(figure.measure),
                \(figure.value), \(figure.absence?.kept), \(figure.coverage?.reported), \(figure.coverage?.expected),
                \(figure.status?.rawValue))
            """
        }
    }

    /// What counts different ones does not add up over months: it is counted over the whole period.
    private func countDistinct(_ edition: Edition, in reading: Reading) throws {
        let numbers = FigureNumbers(session)
        let lines = UnitLines(session, reading.inForce)
        for indicator in reading.indicators.indicators where indicator.countsDistinct && indicator.nature == .flow {
            guard let number = try numbers.indicator(indicator.key) else { continue }
            var keys: [String: Set<String>] = [:]
            for part in try FigureParts(reading).all(
                indicator, from: edition.period.first, through: edition.period.last)
            where part.amount > 0 {
                for unit in try lines.line(of: part.unit, along: indicator.along).units(on: part.from) {
                    if let key = part.key { keys[unit, default: []].insert(key) }
                }
            }
            let units = try numbers.numbers(of: Set(keys.keys))
            try session.execute(
                """
                DELETE FROM figure_edition_rows
                WHERE period = \(edition.period) AND number = \(edition.number) AND indicator = \(number)
                """)
            try session.executeBatch(keys.compactMap { unit, keys in units[unit].map { ($0, keys.count) } }) {
                unit, count in
                """
                INSERT INTO figure_edition_rows (period, number, unit, indicator, amount, parts)
                VALUES (\(edition.period), \(edition.number), \(unit), \(number), \(count), \(count))
                """
            }
        }
    }

    /// What moved in a closed period, the newest first; of one figure, or of all.
    func revisions(of period: Period?, indicator: Int? = nil, unit: Int? = nil) throws -> [Revision] {
        let when: SQL = period.map { "r.period = \($0)" } ?? "1 = 1"
        let what: SQL = indicator.map { "r.indicator = \($0)" } ?? "1 = 1"
        let whose: SQL = unit.map { "r.unit = \($0)" } ?? "1 = 1"
        return try session.all(
            """
            SELECT r.*, i.key, u.unit AS unit_id FROM figure_revisions r
            JOIN figure_indicators i ON i.number = r.indicator JOIN figure_units u ON u.number = r.unit
            WHERE \(sql: when) AND \(sql: what) AND \(sql: whose) ORDER BY r.revised_at DESC LIMIT 200
            """
        ) {
            Revision(
                period: try $0["period"], indicator: try $0["key"], unit: try $0["unit_id"], amount: try $0["amount"],
                reason: try $0["reason"], on: try $0["revised_on"], by: try $0["revised_by"], edition: try $0["edition"]
            )
        }
    }

    /// Says in which edition the revisions so far are taken in.
    func settle(_ edition: Edition) throws {
        try session.execute(
            "UPDATE figure_revisions SET edition = \(edition.number) WHERE period = \(edition.period) AND edition IS NULL"
        )
    }

    private static func edition(_ row: Row) throws -> Edition {
        Edition(
            period: try row["period"], number: try row["number"], publishedOn: try row["published_on"],
            publishedBy: try row["published_by"], reason: try row["reason"])
    }
}

/// Kept amounts as one edition copied them: what an edition says that was published before its figures were kept in words.
struct EditionFigures: BaseFigures {
    private let session: any Session
    private let edition: Edition
    private let numbers: FigureNumbers

    init(_ edition: Edition, _ reading: Reading) {
        session = reading.session
        self.edition = edition
        numbers = FigureNumbers(reading.session)
    }

    /// The period's sum stands under the first of an indicator's own periods, so that sums come out the same.
    func flows(_ indicators: [Indicator], of unit: String, in periods: [Period]) throws -> FlowAmounts {
        let rows = try rows(indicators, of: unit)
        var found = FlowAmounts(indicators: indicators.count, periods: periods.count)
        for (place, indicator) in indicators.enumerated() {
            guard let amount = rows[indicator.key],
                let first = periods.firstIndex(where: { $0.length == indicator.base })
            else { continue }
            found[place, first] = amount
        }
        return found
    }

    func stocks(_ indicators: [Indicator], of unit: String, on day: Day) throws -> [BaseAmount] {
        let rows = try rows(indicators, of: unit)
        return indicators.map { rows[$0.key] ?? BaseAmount() }
    }

    func years(of indicators: [Indicator], unit: String) throws -> ClosedRange<Int>? {
        edition.period.year...edition.period.year
    }

    private func rows(_ indicators: [Indicator], of unit: String) throws -> [String: BaseAmount] {
        guard let unit = try numbers.unit(unit) else { return [:] }
        let keys = try numbers.indicatorKeys()
        let wanted = Set(indicators.map(\.key))
        var found: [String: BaseAmount] = [:]
        try session.forEach(
            """
            SELECT indicator, amount, parts FROM figure_edition_rows
            WHERE period = \(edition.period) AND number = \(edition.number) AND unit = \(unit)
            """
        ) { row in
            guard let key = keys[try row["indicator"]], wanted.contains(key) else { return }
            found[key] = BaseAmount(amount: try row["amount"], parts: try row["parts"])
        }
        return found
    }
}
