import Database
import LuoshiCore
import LuoshiWork

/// Figures worked out from what each record, letter and unit brings, without any row that was rolled up: what was known on a past
/// day, and what counts on other boundaries. An audit works out what they bring, too: what is kept must equal it.
final class Recount: BaseFigures {
    private let reading: Reading
    private let lines: UnitLines
    /// What a record brings is read where it is kept, and worked out only where it was known otherwise.
    private let readsKept: Bool
    /// Every unit stands where it stands on this day, whatever the day of what it brings; nil as it was.
    private let boundaries: Day?
    private var partsByIndicator: [String: [FigureParts.Part]] = [:]
    private var deltasByIndicator: [String: [String: [FigureDelta.Place: BaseAmount]]] = [:]

    /// As known in the reading; on the boundaries of one day, if wanted (可比口径).
    init(_ reading: Reading, boundariesOf boundaries: Day? = nil, readsKept: Bool = true) throws {
        self.reading = reading
        self.boundaries = boundaries
        self.readsKept = readsKept
        lines = UnitLines(reading.session, reading.inForce)
    }

    /// What every record, report line and unit brings to an indicator.
    func parts(of indicator: Indicator) throws -> [FigureParts.Part] {
        if let known = partsByIndicator[indicator.key] { return known }
        let parts: [FigureParts.Part]
        switch indicator.basis {
        case .records(let basis): parts = try records(indicator, basis)
        case .collected(let basis): parts = try Self.collected(indicator, basis, in: reading)
        case .unitsWhere(let condition): parts = try units(indicator, condition)
        case .ratio, .difference, .cumulative: parts = []
        }
        partsByIndicator[indicator.key] = parts
        return parts
    }

    private func records(_ indicator: Indicator, _ basis: Indicator.RecordBasis) throws -> [FigureParts.Part] {
        guard let register = reading.registers.register(basis.register),
            let expressions = reading.indicators.expressions(of: indicator)
        else { return [] }
        let working = RecordContributions(
            indicator: indicator, basis: basis, expressions: expressions, register: register)
        let store = VersionStore(register: register, session: reading.session)
        var kept: [FigureParts.Part] = []
        var wanted: [String]?
        if readsKept, let number = try FigureNumbers(reading.session).indicator(indicator.key) {
            let others = reading.inForce.isAsKnownThen ? try store.records(knownOtherwiseOn: reading.day) : []
            kept = try PartStore(session: reading.session).parts(indicator: number).filter {
                !others.contains($0.record)
            }
            wanted = others.sorted()
        }
        let versions = try store.versions(
            of: wanted, reading.inForce, of: indicator.fieldsRead(in: register, expressions))
        let worked = versions.flatMap { record, versions in
            working.contributions(RecordContributions.versions(versions, of: register)).made
                .map { FigureParts.Part(record: record, contribution: $0) }
        }
        return (kept + worked).sorted { $0.record < $1.record }
    }

    /// What the values in force bring, each under the letter or report it came by.
    static func collected(
        _ indicator: Indicator, _ basis: Indicator.CollectedBasis, in reading: Reading
    ) throws -> [FigureParts.Part] {
        let known = reading.inForce.isAsKnownThen ? reading.inForce : nil
        let values = try CollectedStore(reading.session, known).values(of: indicator.key)
        let working = CollectedContributions(indicator: indicator, basis: basis)
        return Dictionary(grouping: values, by: \.unit).sorted { $0.key < $1.key }.flatMap { unit, values in
            let sorted = working.settled(values.sorted { $0.period < $1.period })
            return zip(sorted, working.contributions(sorted, of: unit)).map { value, part in
                FigureParts.Part(record: value.source, contribution: part)
            }
        }
    }

    private func units(_ indicator: Indicator, _ condition: Indicator.UnitCondition) throws -> [FigureParts.Part] {
        guard let program = reading.indicators.condition(of: indicator) else { return [] }
        let reader = FigureReader(reading, base: self)
        let read = program.reads.compactMap { reading.indicators[$0] }
            .flatMap { $0.isKept ? [$0] : $0.parts.compactMap { reading.indicators[$0] } }
        let having = Set(try read.flatMap { try parts(of: $0).map(\.contribution.unit) })
        let wanted = try UnitStore(reading.session).ids(of: condition.among, among: having.sorted())
        return try wanted.sorted().flatMap { unit in
            try UnitConditions.contributions(of: unit, condition, program, reader)
                .map { FigureParts.Part(record: unit, contribution: $0) }
        }
    }

    private func line(of unit: String, along hierarchy: String) throws -> UnitLine {
        let line = try lines.line(of: unit, along: hierarchy)
        guard let boundaries else { return line }
        return UnitLine(stretches: [UnitLine.Stretch(from: UnitLines.always, units: line.units(on: boundaries))])
    }

    /// All rows of an indicator by unit and place, as differences.
    func rows(of indicator: Indicator) throws -> [String: [FigureDelta.Place: BaseAmount]] {
        if let known = deltasByIndicator[indicator.key] { return known }
        try lines.learn(indicator.along)
        var deltas = FigureDeltas()
        let parts = try parts(of: indicator)
        if indicator.countsDistinct {
            for (_, parts) in Dictionary(grouping: parts, by: \.contribution.key) {
                try deltas.add(
                    distinct: parts.map(\.contribution), to: indicator,
                    lines: { unit in try self.line(of: unit, along: indicator.along) })
            }
        } else {
            for part in parts {
                let line = try line(of: part.contribution.unit, along: indicator.along)
                deltas.add(part.contribution, to: indicator, along: line)
            }
        }
        var rows: [String: [FigureDelta.Place: BaseAmount]] = [:]
        for delta in deltas.all {
            rows[delta.unit, default: [:]][delta.place] = BaseAmount(amount: delta.amount, parts: delta.parts)
        }
        deltasByIndicator[indicator.key] = rows
        return rows
    }

    func flows(_ indicators: [Indicator], of unit: String, in periods: [Period]) throws -> FlowAmounts {
        var found = FlowAmounts(indicators: indicators.count, periods: periods.count)
        for (place, indicator) in indicators.enumerated() {
            let rows = try rows(of: indicator)[unit] ?? [:]
            for (number, period) in periods.enumerated() { found[place, number] = rows[.flow(period)] ?? BaseAmount() }
        }
        return found
    }

    func stocks(_ indicators: [Indicator], of unit: String, on day: Day) throws -> [BaseAmount] {
        try indicators.map { indicator in
            try (rows(of: indicator)[unit] ?? [:]).reduce(BaseAmount()) { sum, row in
                guard case .stock(let changed) = row.key, changed <= day else { return sum }
                return sum + row.value
            }
        }
    }

    func years(of indicators: [Indicator], unit: String) throws -> ClosedRange<Int>? {
        let years = try indicators.flatMap { indicator in
            (try rows(of: indicator)[unit] ?? [:]).keys.map { place in
                switch place {
                case .flow(let period): period.year
                case .stock(let day): day.year
                }
            }
        }
        guard let low = years.min(), let high = years.max() else { return nil }
        return low...high
    }
}
