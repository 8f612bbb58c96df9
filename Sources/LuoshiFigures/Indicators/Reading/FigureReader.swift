import CEL
import Database
import LuoshiCore
import LuoshiPlan

/// Works figures out from kept amounts: sums of periods, ratios divided last, differences, and what is counted since a day.
final class FigureReader {
    let reading: Reading
    let base: any BaseFigures
    let indicators: IndicatorSet
    private let collected: CollectedStore
    private var decisions: [Matter: RulingDecision]?
    private let expected: ExpectedUnits
    /// Of the unit asked for last: a page asks of one alone.
    private var ownValues: (unit: String, byIndicator: [String: [CollectedValue]])?

    init(_ reading: Reading, base: any BaseFigures) {
        self.reading = reading
        self.base = base
        indicators = reading.indicators
        expected = ExpectedUnits(reading)
        collected = CollectedStore(reading.session, reading.inForce.isAsKnownThen ? reading.inForce : nil)
    }

    /// As the reading shows it: the live rows, or on a past day what was known then.
    convenience init(_ reading: Reading) throws {
        self.init(reading, base: reading.inForce.isAsKnownThen ? try Recount(reading) : LiveFigures(reading))
    }

    func figure(_ key: String, of unit: String, in period: Period) throws -> Figure {
        try figure(try reading.indicator(key), of: unit, at: .period(period))
    }

    func figure(_ indicator: Indicator, of unit: String, at time: FigureTime) throws -> Figure {
        try figures([indicator], of: unit, at: time)[0]
    }

    /// Several at one time of one unit: what is kept is read at once.
    func figures(_ wanted: [Indicator], of unit: String, at time: FigureTime) throws -> [Figure] {
        let needed = indicators.parts(of: wanted)
        let sheet = try FigureSheet(needed, of: unit, at: time, base)
        return try wanted.map { try figure($0, of: unit, at: time, sheet) }
    }

    private func figure(_ indicator: Indicator, of unit: String, at time: FigureTime, _ sheet: FigureSheet) throws
        -> Figure
    {
        switch indicator.basis {
        case .unitsWhere(let condition) where try condition.base.map({ try baseYear($0) == nil }) ?? false:
            return made(indicator, unit, time, value: nil, absence: condition.base.map(awaited))
        case .records, .unitsWhere:
            let amount = try counted(indicator, of: unit, at: time, sheet)
            return made(
                indicator, unit, time,
                period: indicator.nature == .flow && indicator.base == .year ? time.wholeYear : nil,
                value: value(amount.amount, indicator), parts: Int(amount.parts))
        case .collected(let basis): return try collectedFigure(indicator, basis, of: unit, at: time, sheet)
        case .ratio(let of, let to, let times): return try ratio(indicator, of, to, times, unit, time, sheet)
        case .difference(let of, let since): return try difference(indicator, of, since, unit, time, sheet)
        case .cumulative(let of, let since): return try cumulative(indicator, of, since, unit, time)
        }
    }

    // MARK: What is kept

    private func counted(
        _ indicator: Indicator, of unit: String, at time: FigureTime, _ sheet: FigureSheet
    ) throws -> BaseAmount {
        if indicator.countsDistinct, indicator.nature == .flow, !(base is EditionFigures),
            sheet.flowPeriods(indicator) > 1
        {
            // What counts different ones does not add up over time.
            return try distinct(indicator, of: unit, at: time)
        }
        return sheet.amount(indicator)
    }

    private func distinct(_ indicator: Indicator, of unit: String, at time: FigureTime) throws -> BaseAmount {
        let span = time.span
        let keys = try FigureParts(reading, base).parts(
            indicator, of: unit, from: span.lowerBound, through: span.upperBound
        )
        .filter { $0.contribution.amount > 0 }.compactMap(\.contribution.key)
        return BaseAmount(amount: Int64(Set(keys).count), parts: Int64(Set(keys).count))
    }

    func value(_ amount: Int64, _ indicator: Indicator) -> DecimalValue? {
        guard let kept = DecimalValue(coefficient: Int128(amount), scale: indicator.keptScale) else { return nil }
        return indicator.isShownAsKept ? kept : kept.divided(by: indicator.shown, places: 9, .halfUp)
    }

    private func made(
        _ indicator: Indicator, _ unit: String, _ time: FigureTime, period: Period? = nil, value: DecimalValue?,
        parts: Int? = nil, halves: Figure.Halves? = nil, coverage: Figure.Coverage? = nil, status: FigureStatus? = nil,
        availableOn: Day? = nil, absence: Figure.Absence? = nil
    ) -> Figure {
        Figure(
            indicator: indicator, unit: unit, time: time, period: period, value: value, parts: parts, halves: halves,
            coverage: coverage, status: status, availableOn: availableOn,
            expectedOn: value != nil && time.last > reading.day && isExpectable(indicator) ? time.last : nil,
            absence: value == nil ? absence ?? .noData : nil)
    }

    /// Whether records say today what will stand on a day to come, of the indicator or of what it is worked out from.
    private func isExpectable(_ indicator: Indicator) -> Bool {
        indicators.parts(of: [indicator]).contains(where: \.isExpectable)
    }

    // MARK: What letters and reports bring

    private func collectedFigure(
        _ indicator: Indicator, _ basis: Indicator.CollectedBasis, of unit: String, at time: FigureTime,
        _ sheet: FigureSheet
    ) throws -> Figure {
        guard let latest = sheet.latest(indicator), latest.amount.parts > 0 else {
            return made(indicator, unit, time, value: nil, absence: absence(basis, at: time))
        }
        let expected =
            basis.expects.isEmpty
            ? 1 : try expected.count(basis.expects, indicator.along, of: unit, on: min(latest.period.last, reading.day))
        let own = try own(of: unit, indicator)?.last { $0.period <= latest.period }
        return made(
            indicator, unit, time, period: own?.period ?? latest.period, value: value(latest.amount.amount, indicator),
            parts: Int(latest.amount.parts),
            coverage: basis.expects.isEmpty
                ? nil : Figure.Coverage(reported: latest.reported, expected: max(expected, latest.reported)),
            status: own?.status, availableOn: own?.availableOn)
    }

    /// What letters and reports brought of a unit itself, in order; nil where that is nothing.
    private func own(of unit: String, _ indicator: Indicator) throws -> [CollectedValue]? {
        if let ownValues, ownValues.unit == unit {
            return ownValues.byIndicator.isEmpty ? nil : ownValues.byIndicator[indicator.key]
        }
        let values = Dictionary(grouping: try collected.values(ofUnit: unit), by: \.indicator)
            .mapValues { $0.sorted { $0.period < $1.period } }
        ownValues = (unit, values)
        return values[indicator.key]
    }

    /// Missing because it cannot be known yet, or because nobody reported it.
    private func absence(_ basis: Indicator.CollectedBasis, at time: FigureTime) -> Figure.Absence {
        let period =
            switch time {
            case .day(let day): Period(basis.every, containing: day)
            case .period(let period): Period(basis.every, containing: period.last)
            }
        let known = period.last.adding(days: basis.availableAfter)
        return reading.day < known ? .notYetDue(known) : .noData
    }

    // MARK: What is worked out

    private func ratio(
        _ indicator: Indicator, _ of: String, _ to: String, _ times: Int, _ unit: String, _ time: FigureTime,
        _ sheet: FigureSheet
    ) throws -> Figure {
        let upper = try indicators.indicator(of)
        let lower = try indicators.indicator(to)
        var above = try figure(upper, of: unit, at: time, sheet)
        var below = try figure(lower, of: unit, at: time, sheet)
        // Both halves of one and the same period.
        if let left = above.period, let right = below.period, left != right {
            let common = FigureTime.period(min(left, right))
            above = try figure(upper, of: unit, at: common)
            below = try figure(lower, of: unit, at: common)
        }
        var halves = Self.halves(above, below)
        var coverage = above.coverage
        if let left = above.coverage, let right = below.coverage, let period = above.period,
            left.reported < left.expected || right.reported < right.expected
        {
            // An edition keeps sums and not who gave them: a ratio of incomplete halves is none there.
            guard !(base is EditionFigures) else {
                return made(indicator, unit, time, period: period, value: nil, coverage: coverage)
            }
            let both = try paired(upper, lower, of: unit, in: period)
            halves = both.halves
            coverage = Figure.Coverage(reported: both.units, expected: max(left.expected, right.expected))
        }
        let status = [above.status, below.status].compactMap(\.self).min()
        guard let halves, let product = halves.of.multiplied(by: DecimalValue(Int64(times))),
            let value = product.divided(by: halves.to, places: max(indicator.scale + 4, 6), .halfUp)
        else {
            let absence = [above.absence, below.absence].compactMap(\.self).first
            return made(
                indicator, unit, time, period: above.period ?? below.period, value: nil, coverage: coverage,
                absence: absence)
        }
        return made(
            indicator, unit, time, period: above.period ?? below.period, value: value, halves: halves,
            coverage: coverage, status: status,
            availableOn: [above.availableOn, below.availableOn].compactMap(\.self).max())
    }

    private static func halves(_ above: Figure, _ below: Figure) -> Figure.Halves? {
        guard let of = above.value, let to = below.value, to != DecimalValue(0) else { return nil }
        return Figure.Halves(of: of, to: to)
    }

    /// Sums over the units that gave both halves, and how many those are.
    private func paired(
        _ upper: Indicator, _ lower: Indicator, of unit: String, in period: Period
    ) throws -> (halves: Figure.Halves?, units: Int) {
        guard case .collected(let basis) = upper.basis else { return (nil, 0) }
        let beneath = try expected.units(basis.expects, upper.along, of: unit, on: min(period.last, reading.day))
        let over = try collected.values(of: upper.key, in: [period]).filter {
            beneath.contains($0.unit) || $0.unit == unit
        }
        let under = Dictionary(
            uniqueKeysWithValues: try collected.values(of: lower.key, in: [period]).map { ($0.unit, $0.amount) })
        let both = over.filter { under[$0.unit] != nil }
        let sums = both.reduce(into: (Int64(0), Int64(0))) { sums, value in
            sums.0 += value.amount
            sums.1 += under[value.unit] ?? 0
        }
        guard let of = value(sums.0, upper), let to = value(sums.1, lower), to != DecimalValue(0) else {
            return (nil, both.count)
        }
        return (Figure.Halves(of: of, to: to), both.count)
    }

    private func difference(
        _ indicator: Indicator, _ of: String, _ since: Indicator.Start, _ unit: String, _ time: FigureTime,
        _ sheet: FigureSheet
    ) throws -> Figure {
        let now = try figure(try reading.indicator(of), of: unit, at: time, sheet)
        guard let base = try baseYear(since) else {
            return made(indicator, unit, time, value: nil, absence: awaited(since))
        }
        let year =
            switch base {
            case .year(let year): year
            case .previous: (now.period?.year ?? time.last.year) - 1
            }
        let then = try figure(of, of: unit, in: .year(year))
        guard let value = now.value, let before = then.value, let rise = value.subtracting(before) else {
            return made(
                indicator, unit, time, period: now.period, value: nil,
                absence: now.value == nil ? now.absence : .noData)
        }
        return made(
            indicator, unit, time, period: now.period, value: rise, halves: Figure.Halves(of: value, to: before),
            status: now.status, availableOn: now.availableOn)
    }

    private func cumulative(
        _ indicator: Indicator, _ of: String, _ since: Indicator.Start, _ unit: String, _ time: FigureTime
    ) throws -> Figure {
        let flow = try reading.indicator(of)
        guard let first = try firstDay(since) else {
            return made(indicator, unit, time, value: nil, absence: awaited(since))
        }
        let last = min(time.last, reading.day)
        var sum = BaseAmount()
        if first <= last {
            if flow.countsDistinct {
                let keys = try FigureParts(reading, base).parts(flow, of: unit, from: first, through: last)
                    .filter { $0.contribution.amount > 0 }.compactMap(\.contribution.key)
                sum = BaseAmount(amount: Int64(Set(keys).count), parts: 1)
            } else {
                sum = try total(flow, of: unit, from: first, through: last)
            }
        }
        if case .collected(let basis) = flow.basis, sum.parts == 0 {
            return made(indicator, unit, time, value: nil, absence: absence(basis, at: time))
        }
        return made(indicator, unit, time, value: value(sum.amount, flow))
    }

    /// Whole years and months from the rows; a month that is begun in the middle from its parts.
    private func total(_ flow: Indicator, of unit: String, from first: Day, through last: Day) throws -> BaseAmount {
        var periods: [Period] = []
        var ragged: (Day, Day)?
        if flow.base == .year {
            periods = (first.year...last.year).map(Period.year)
        } else {
            var month = Month(first)
            if month.first < first {
                ragged = (first, min(month.last, last))
                month = month.next
            }
            while month.first <= last {
                if month.month == 1, Month(year: month.year, month: 12).last <= last {
                    periods.append(.year(month.year))
                    month = Month(year: month.year + 1, month: 1)
                } else {
                    let period = Period(flow.base, containing: month.first)
                    if !periods.contains(period) { periods.append(period) }
                    month = month.next
                }
            }
        }
        let amounts = try base.flows([flow], of: unit, in: periods)
        var sum = periods.indices.reduce(BaseAmount()) { $0 + amounts[0, $1] }
        if let (from, through) = ragged {
            for part in try FigureParts(reading, base).parts(flow, of: unit, from: from, through: through) {
                sum = sum + BaseAmount(amount: part.contribution.amount, parts: 1)
            }
        }
        return sum
    }

    // MARK: Rulings

    enum BaseYear: Hashable {
        case year(Int)
        case previous
    }

    /// The base year of a comparison; nil while its ruling is open.
    func baseYear(_ start: Indicator.Start) throws -> BaseYear? {
        switch start {
        case .plan: return .year((reading.package?.manifest.firstDay.year ?? reading.day.year) - 1)
        case .day(let day): return .year(day.year)
        case .ruling(let key):
            switch try decision(key)?.value {
            case .year(let year)?: return .year(year)
            case .previousYear?: return .previous
            case .day(let day)?: return .year(day.year)
            default: return nil
            }
        }
    }

    /// The first day of what is counted since then; nil while its ruling is open.
    func firstDay(_ start: Indicator.Start) throws -> Day? {
        switch start {
        case .plan: return reading.package?.manifest.firstDay
        case .day(let day): return day
        case .ruling(let key):
            switch try decision(key)?.value {
            case .day(let day)?: return day
            case .year(let year)?: return Day(year: year, month: 1, day: 1)
            default: return nil
            }
        }
    }

    private func decision(_ key: String) throws -> RulingDecision? {
        if decisions == nil { decisions = try RulingStore(reading.session).decisions(reading.inForce) }
        return decisions?[.ruling(key)]
    }

    private func awaited(_ start: Indicator.Start) -> Figure.Absence {
        if case .ruling(let key) = start { .awaitingRuling(key) } else { .noData }
    }

    /// The years in which any of the indicators has a figure of a unit, one more for comparisons with the year before.
    func years(of keys: Set<String>, unit: String) throws -> [Int] {
        let kept = keys.flatMap { key -> [Indicator] in
            guard let indicator = indicators[key] else { return [] }
            return indicator.isKept ? [indicator] : indicator.parts.compactMap { indicators[$0] }
        }
        guard let range = try base.years(of: kept, unit: unit) else { return [] }
        return Array(range)
    }
}
