import Database
import LuoshiCore

/// The rolled-up rows of figures: the one place where differences are written.
struct FigureStore {
    let session: any Session
    let numbers: FigureNumbers

    init(_ session: any Session, _ numbers: FigureNumbers? = nil) {
        self.session = session
        self.numbers = numbers ?? FigureNumbers(session)
    }

    /// A row's new part: `place` is a period, a month, or a month and the day in it.
    struct Row {
        let place: Int
        let unit: Int
        let indicator: Int
        var day = 0
        let amount: Int64
        let parts: Int64

        var order: (Int, Int, Int, Int) { (place, unit, indicator, day) }
    }

    /// The rows that differences touch, sorted as the tables are.
    struct Rows {
        var flows: [Row] = []
        var openings: [Row] = []
        var changes: [Row] = []
    }

    /// Writes the differences, sorted, in one batch a table; unknown indicators are left out.
    func apply(_ deltas: [FigureDelta], today: Day) throws {
        guard !deltas.isEmpty else { return }
        let units = try numbers.numbers(of: Set(deltas.map(\.unit)))
        var numbered: [Numbered] = []
        for delta in deltas {
            guard let indicator = try numbers.indicator(delta.indicator), let unit = units[delta.unit] else { continue }
            numbered.append(
                Numbered(
                    figure: Figure(unit: unit, indicator: indicator), place: delta.place, amount: delta.amount,
                    parts: delta.parts))
        }
        if session.engine == .postgreSQL { try setAside(&numbered, today: today) }
        try write(numbered, today: today)
    }

    /// A figure by its numbers.
    struct Figure: Hashable {
        let unit: Int
        let indicator: Int
    }

    /// A difference with numbers for names.
    struct Numbered {
        let figure: Figure
        let place: FigureDelta.Place
        let amount: Int64
        let parts: Int64
    }

    /// Writes differences into the rows.
    func write(_ deltas: [Numbered], today: Day) throws {
        var rows = Rows()
        var stocks: [Figure: [(Day, Int64, Int64)]] = [:]
        for delta in deltas {
            switch delta.place {
            case .flow(let period):
                rows.flows.append(
                    Row(
                        place: period.code, unit: delta.figure.unit, indicator: delta.figure.indicator,
                        amount: delta.amount, parts: delta.parts))
            case .stock(let day): stocks[delta.figure, default: []].append((day, delta.amount, delta.parts))
            }
        }
        if !stocks.isEmpty {
            let horizon = try Horizon(session).month(today: today)
            for (figure, changes) in stocks { add(figure, changes, to: &rows, horizon: horizon) }
        }
        rows.flows.sort { $0.order < $1.order }
        rows.openings.sort { $0.order < $1.order }
        rows.changes.sort { $0.order < $1.order }
        try upsert(rows)
    }

    /// Changes by day, and what they make of the opening of every month after them.
    private func add(_ stock: Figure, _ changes: [(Day, Int64, Int64)], to rows: inout Rows, horizon: Month) {
        let sorted = changes.sorted { $0.0 < $1.0 }
        for (day, amount, parts) in sorted {
            rows.changes.append(
                Row(
                    place: Month(day).code, unit: stock.unit, indicator: stock.indicator, day: day.dayOfMonth,
                    amount: amount, parts: parts))
        }
        guard let first = sorted.first else { return }
        var month = Month(first.0).next
        var next = 0
        var (amount, parts): (Int64, Int64) = (0, 0)
        while month <= horizon {
            while next < sorted.count, sorted[next].0 < month.first {
                amount &+= sorted[next].1
                parts &+= sorted[next].2
                next += 1
            }
            if amount != 0 || parts != 0 {
                rows.openings.append(
                    Row(place: month.code, unit: stock.unit, indicator: stock.indicator, amount: amount, parts: parts))
            } else if next == sorted.count {
                break
            }
            month = month.next
        }
    }

    /// Adds rows to what is there.
    private func upsert(_ rows: Rows) throws {
        try upsert(rows.flows, into: "figure_flows", "period")
        try upsert(rows.openings, into: "figure_openings", "month")
        try upsert(rows.changes, into: "figure_changes", "month", byDay: true)
    }

    private func upsert(_ rows: [Row], into table: String, _ place: String, byDay: Bool = false) throws {
        var values: [SQLValue] = []
        values.reserveCapacity(rows.count * 6)
        for row in rows {
            values.append(.integer(Int64(row.place)))
            values.append(.integer(Int64(row.unit)))
            values.append(.integer(Int64(row.indicator)))
            if byDay { values.append(.integer(Int64(row.day))) }
            values.append(.integer(row.amount))
            values.append(.integer(row.parts))
        }
        let key = [place, "unit", "indicator"] + (byDay ? ["day"] : [])
        try session.insert(
            values, into: table, key + ["amount", "parts"],
            conflict: """
                ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE
                SET amount = \(table).amount + excluded.amount, parts = \(table).parts + excluded.parts
                """)
    }

    /// Writers of records go on side by side; who moves units waits for them and lets none in, since they need the old line or the new.
    func share() throws {
        guard session.engine == .postgreSQL else { return }
        _ = try session.first("SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock_shared(746101)) l") {
            try $0["held"] as Int
        }
    }

    /// See `share`.
    func hold() throws {
        guard session.engine == .postgreSQL else { return }
        _ = try session.first("SELECT 1 AS held FROM (SELECT pg_advisory_xact_lock(746101)) l") {
            try $0["held"] as Int
        }
    }

    /// Takes out everything kept of an indicator, to be worked out anew.
    func clear(_ indicator: Int) throws {
        for table in [
            "figure_parts", "figure_faults", "figure_flows", "figure_openings", "figure_changes", "figure_deltas",
        ] {
            try session.execute("DELETE FROM \(raw: table) WHERE indicator = \(indicator)")
        }
    }
}

/// Up to which month openings of stocks are kept: two months ahead. Each one more would be a row more for whatever is written; what
/// lies beyond is told from the last one and the changes since.
struct Horizon {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    func month(today: Day) throws -> Month {
        if let month = try known() { return month }
        let month = Self.wanted(today)
        try session.execute(
            "INSERT INTO figure_horizon (id, month) VALUES (1, \(month.code)) ON CONFLICT (id) DO NOTHING")
        return try known() ?? month
    }

    /// Nil before the first stock was written.
    func known() throws -> Month? {
        try session.first("SELECT month FROM figure_horizon WHERE id = 1") { Month(code: try $0["month"]) }
    }

    private static func wanted(_ today: Day) -> Month { Month(today).next.next }

    /// Whether a new month has begun since it was moved on.
    func isNear(today: Day) throws -> Bool { try known().map { $0 < Self.wanted(today) } ?? false }

    /// Moves it on where it is near; the openings of the new months are what stood at the end of the month before.
    func extend(today: Day) throws -> Bool {
        guard let last = try known(), try isNear(today: today) else { return false }
        var month = last
        while month < Self.wanted(today) {
            let next = month.next
            try session.execute(
                """
                INSERT INTO figure_openings (month, unit, indicator, amount, parts)
                SELECT \(next.code), unit, indicator, SUM(amount), SUM(parts) FROM (
                    SELECT unit, indicator, amount, parts FROM figure_openings WHERE month = \(month.code)
                    UNION ALL
                    SELECT unit, indicator, amount, parts FROM figure_changes WHERE month = \(month.code)
                ) a GROUP BY unit, indicator HAVING SUM(amount) <> 0 OR SUM(parts) <> 0
                """)
            month = next
        }
        try session.execute("UPDATE figure_horizon SET month = \(month.code) WHERE id = 1")
        return true
    }
}
