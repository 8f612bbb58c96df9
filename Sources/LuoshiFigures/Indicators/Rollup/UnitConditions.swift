import CEL
import Database
import LuoshiCore
import LuoshiPlan

/// Indicators that count the units which fulfil a condition over other figures of theirs: followed after those moved, at the cost
/// of what hangs on them.
struct UnitConditions {
    private let reading: Reading
    private var session: any Session { reading.session }

    init(_ reading: Reading) { self.reading = reading }

    /// What must move because figures did.
    func follow(_ moved: [FigureDelta]) throws -> [FigureDelta] {
        let indicators = reading.indicators
        var affected: [String: Set<Place>] = [:]
        for delta in moved {
            let year =
                switch delta.place {
                case .flow(let period): period.year
                case .stock(let day): day.year
                }
            for condition in indicators.conditions(reading: delta.indicator) {
                affected[condition.key, default: []].insert(Place(unit: delta.unit, year: year))
            }
        }
        var counting = Counting(reading)
        for (key, places) in affected.sorted(by: { $0.key < $1.key }) {
            guard let indicator = indicators[key] else { continue }
            try follow(indicator, places, &counting)
        }
        return counting.deltas.all
    }

    private struct Place: Hashable {
        let unit: String
        let year: Int
    }

    private func follow(_ indicator: Indicator, _ places: Set<Place>, _ counting: inout Counting) throws {
        guard case .unitsWhere(let condition) = indicator.basis else { return }
        let ids = Array(Set(places.map(\.unit)))
        let units = Set(try UnitStore(session).ids(of: condition.among, among: ids))
        guard !units.isEmpty else { return }
        // Two who write about one unit at once: the second sees what the first wrote.
        try session.lock(units.sorted().map { "figure-of:\($0)" })
        try count(units, indicator, &counting)
    }

    /// Counts anew what hangs on a ruling: after one was decided, and on the day from which one holds.
    func followRulings() throws -> [FigureDelta] {
        var counting = Counting(reading)
        for ruled in try ruled() {
            try countAll(ruled.indicator, &counting)
            try session.execute(
                """
                INSERT INTO figure_bases (indicator, base) VALUES (\(ruled.number), \(ruled.base))
                ON CONFLICT (indicator) DO UPDATE SET base = excluded.base
                """)
        }
        return counting.deltas.all
    }

    /// Whether a ruling gives another base year today than the one by which something was counted.
    func awaitsCount() throws -> Bool {
        let ruled = try ruled()
        guard !ruled.isEmpty else { return false }
        let counted: [(Int, String)] = try session.all("SELECT indicator, base FROM figure_bases") {
            (try $0["indicator"], try $0["base"])
        }
        let known = Dictionary(uniqueKeysWithValues: counted)
        return ruled.contains { known[$0.number] ?? "" != $0.base }
    }

    /// Indicators whose base year a ruling gives, with the one that is in force today.
    private func ruled() throws -> [(indicator: Indicator, number: Int, base: String)] {
        let reader = FigureReader(reading, base: LiveFigures(reading))
        let numbers = FigureNumbers(session)
        return try reading.indicators.indicators.compactMap { indicator in
            guard case .unitsWhere(let condition) = indicator.basis, let start = condition.base, case .ruling = start,
                let number = try numbers.indicator(indicator.key)
            else { return nil }
            let base =
                switch try reader.baseYear(start) {
                case .year(let year)?: String(year)
                case .previous?: "previous"
                case nil: ""
                }
            return (indicator, number, base)
        }
    }

    /// Counts all units that have any of what the condition reads.
    func countAll(_ indicator: Indicator, _ counting: inout Counting) throws {
        guard case .unitsWhere(let condition) = indicator.basis,
            let program = reading.indicators.condition(of: indicator)
        else { return }
        let read = program.reads.compactMap { reading.indicators[$0] }
            .flatMap { $0.isKept ? [$0] : $0.parts.compactMap { reading.indicators[$0] } }
        var having: Set<String> = []
        for part in read {
            if case .collected = part.basis {
                having.formUnion(try CollectedStore(session).values(of: part.key).map(\.unit))
            } else if let number = try FigureNumbers(session).indicator(part.key) {
                having.formUnion(try PartStore(session: session).units(indicator: number))
            }
        }
        let units = try UnitStore(session).ids(of: condition.among, among: having.sorted())
        try count(Set(units), indicator, &counting)
    }

    /// Counts units anew for all years there are figures of.
    func count(_ units: Set<String>, _ indicator: Indicator, _ counting: inout Counting) throws {
        guard case .unitsWhere(let condition) = indicator.basis,
            let program = reading.indicators.condition(of: indicator),
            let number = try FigureNumbers(session).indicator(indicator.key)
        else { return }
        let records = units.sorted()
        let before = try PartStore(session: session).parts(of: records, indicator: number)
        let reader = FigureReader(reading, base: LiveFigures(reading))
        var changed: [(record: String, old: [Contribution], new: [Contribution])] = []
        for unit in records {
            let made = try Self.contributions(of: unit, condition, program, reader)
            let old = before[unit] ?? []
            if made != old { changed.append((unit, old, made)) }
        }
        try counting.move(changed, of: indicator, number)
    }

    /// One for each year in which the condition holds.
    static func contributions(
        of unit: String, _ condition: Indicator.UnitCondition, _ program: UnitConditionProgram, _ reader: FigureReader
    ) throws -> [Contribution] {
        let reach = try reader.years(of: program.reads, unit: unit)
        guard let first = reach.first, let last = reach.last else { return [] }
        var values: [String: [Int: DecimalValue]] = [:]
        for key in program.reads {
            for year in (first - 1)...last {
                // Of what is counted from records nothing at all is a zero elsewhere; here it is missing.
                let figure = try reader.figure(key, of: unit, in: .year(year))
                if let value = figure.value, figure.parts != 0 { values[key, default: [:]][year] = value }
            }
        }
        let base = try condition.base.map { try reader.baseYear($0) }
        return (first...last).compactMap { year -> Contribution? in
            let known = values
            let baseYear: Int? =
                switch base {
                case .some(.some(.year(let fixed))): fixed
                case .some(.some(.previous)): year - 1
                default: nil
                }
            if condition.base != nil, baseYear.map({ $0 >= year }) ?? true { return nil }
            let holds = program.holds { key, which in
                switch which {
                case .this: known[key]?[year]
                case .previous: known[key]?[year - 1]
                case .base: baseYear.flatMap { known[key]?[$0] }
                }
            }
            guard holds, let day = Day(year: year, month: 12, day: 31) else { return nil }
            return Contribution(unit: unit, from: day, until: nil, amount: 1, key: nil)
        }
    }
}
