import Database
import LuoshiCore

/// The kept rows of figures, read whole for an audit.
struct KeptRows {
    private let session: any Session
    private let numbers: FigureNumbers

    init(_ reading: Reading) {
        session = reading.session
        numbers = FigureNumbers(reading.session)
    }

    /// Flows and changes by unit and place, differences that lie aside taken in; what came to nothing is left out.
    func rows(of indicator: Indicator) throws -> [String: [FigureDelta.Place: BaseAmount]] {
        guard let number = try numbers.indicator(indicator.key) else { return [:] }
        var found: [String: [FigureDelta.Place: BaseAmount]] = [:]
        func add(_ unit: String, _ place: FigureDelta.Place?, _ row: Row) throws {
            guard let place else { return }
            let amount = BaseAmount(amount: try row["amount"], parts: try row["parts"])
            found[unit, default: [:]][place] = (found[unit]?[place] ?? BaseAmount()) + amount
        }
        try session.forEach(
            """
            SELECT u.unit, f.period, f.amount, f.parts FROM figure_flows f JOIN figure_units u ON u.number = f.unit
            WHERE f.indicator = \(number)
            """
        ) { row in try add(row["unit"], .flow(row["period"]), row) }
        try session.forEach(
            """
            SELECT u.unit, f.month, f.day, f.amount, f.parts FROM figure_changes f
            JOIN figure_units u ON u.number = f.unit WHERE f.indicator = \(number)
            """
        ) { row in
            let month = Month(code: try row["month"])
            try add(row["unit"], Day(year: month.year, month: month.month, day: row["day"]).map { .stock($0) }, row)
        }
        try session.forEach(
            """
            SELECT u.unit, f.what, f.place, f.amount, f.parts FROM figure_deltas f
            JOIN figure_units u ON u.number = f.unit WHERE f.indicator = \(number)
            """
        ) { row in
            try add(row["unit"], FigureStore.place(FigureStore.Aside(rawValue: row["what"]), row["place"]), row)
        }
        return found.mapValues { rows in rows.filter { $0.value != BaseAmount() } }.filter { !$0.value.isEmpty }
    }

    /// Openings that are not the sum of the changes before them.
    func openingFaults(of indicator: Indicator) throws -> [String] {
        guard indicator.nature == .stock, let number = try numbers.indicator(indicator.key),
            let horizon = try Horizon(session).known()
        else { return [] }
        var changes: [Int: [Int: BaseAmount]] = [:]
        try session.forEach("SELECT month, unit, amount, parts FROM figure_changes WHERE indicator = \(number)") {
            row in
            let unit: Int = try row["unit"]
            let month: Int = try row["month"]
            let amount = BaseAmount(amount: try row["amount"], parts: try row["parts"])
            changes[unit, default: [:]][month] = (changes[unit]?[month] ?? BaseAmount()) + amount
        }
        var openings: [Int: [Int: BaseAmount]] = [:]
        try session.forEach("SELECT month, unit, amount, parts FROM figure_openings WHERE indicator = \(number)") {
            row in
            openings[try row["unit"], default: [:]][try row["month"]] = BaseAmount(
                amount: try row["amount"], parts: try row["parts"])
        }
        var faults: [String] = []
        for unit in Set(changes.keys).union(openings.keys) {
            var sum = BaseAmount()
            let byMonth = changes[unit] ?? [:]
            let kept = openings[unit] ?? [:]
            guard let first = (Array(byMonth.keys) + Array(kept.keys)).min() else { continue }
            var month = Month(code: first)
            while month <= horizon {
                if (kept[month.code] ?? BaseAmount()) != sum {
                    faults.append(
                        "\(indicator.key) \(month.period.title)月初：应为 \(sum.amount)，现为 \(kept[month.code]?.amount ?? 0)")
                }
                sum = sum + (byMonth[month.code] ?? BaseAmount())
                month = month.next
            }
        }
        return faults
    }
}
