package import LuoshiCore
import LuoshiWork

extension Reading {
    /// What a right on a figure is decided by: its unit, the indicator's line; the head's is the city's total.
    func subject(_ indicator: Indicator, of unit: String) throws -> Subject {
        subject(indicator, of: unit, isTotal: try UnitStore(session).root(of: indicator.along) == unit)
    }

    fileprivate func subject(_ indicator: Indicator, of unit: String, isTotal: Bool) -> Subject {
        Subject(
            units: [unit], lines: [indicator.lineName], state: isTotal ? "total" : "unit",
            isPublic: indicator.openness == .proactive && isTotal)
    }
}

/// Which figures of one unit somebody may see, for many indicators: what is allowed whatever the line is decided once.
struct FigureRights {
    private let reading: Reading
    private let permission: Permission
    private let unit: String
    private var totals: [String: Bool] = [:]
    /// Of the city's total, and of a unit's own figures.
    private var whatever: [Bool: Bool] = [:]

    init(_ reading: Reading, _ permission: Permission, of unit: String) {
        self.reading = reading
        self.permission = permission
        self.unit = unit
    }

    mutating func allow(_ indicator: Indicator) throws -> Bool {
        let isTotal = try totals[indicator.along] ?? (UnitStore(reading.session).root(of: indicator.along) == unit)
        totals[indicator.along] = isTotal
        return isAllowedWhatever(isTotal)
            || reading.allows(permission, on: reading.subject(indicator, of: unit, isTotal: isTotal))
    }

    /// A line and openness only ever add to what a subject without them is allowed.
    private mutating func isAllowedWhatever(_ isTotal: Bool) -> Bool {
        if let known = whatever[isTotal] { return known }
        let isAllowed = reading.allows(permission, on: Subject(units: [unit], state: isTotal ? "total" : "unit"))
        whatever[isTotal] = isAllowed
        return isAllowed
    }
}

/// One figure.
package struct FigureQuery: Query {
    package static let name = "figure.read"
    let key: String
    let unit: String?
    let time: String?

    /// The plan's own unit and the business day, unless others are given: a day, or a period as `Period` reads it.
    package init(_ key: String, of unit: String? = nil, at time: String? = nil) {
        self.key = key
        self.unit = unit
        self.time = time
    }

    package var permission: Permission { "figure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let indicator = reading.indicators[key] else { return [.city] }
        return [try reading.subject(indicator, of: reading.unit(unit))]
    }

    package func answer(in reading: Reading) throws -> Figure {
        try FigureReader(reading).figure(
            try reading.indicator(key), of: reading.unit(unit), at: try time.map(reading.time) ?? .day(reading.day))
    }
}

extension Reading {
    func time(_ text: String) throws -> FigureTime {
        guard let time = FigureTime(text) else {
            throw Refusal("figure_time", status: 400, "时间“\(text)”应写成 2022-07-31、2022、2022Q3 或 2022-07 的样子。")
        }
        return time
    }
}

/// All figures of one unit at one time, those that the reader may see: what a page shows at once.
package struct FiguresOfUnit: Sendable {
    package let unit: String
    package let unitName: String
    package let figures: [Figure]
}

/// See `FiguresOfUnit`.
package struct UnitFigures: Query {
    package static let name = "figure.of_unit"
    let unit: String?
    let time: String?

    /// The plan's own unit and the business day, unless others are given.
    package init(_ unit: String? = nil, at time: String? = nil) {
        self.unit = unit
        self.time = time
    }

    package var permission: Permission { "figure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        let set = reading.indicators
        let root = try set.indicators.first.flatMap { try UnitStore(reading.session).root(of: $0.along) }
        let unit = reading.unit(unit)
        return [
            Subject(
                units: [unit], lines: set.lines, state: unit == root ? "total" : "unit",
                isPublic: unit == root && set.isPartlyOpen)
        ]
    }

    package func answer(in reading: Reading) throws -> FiguresOfUnit {
        let unit = reading.unit(unit)
        var rights = FigureRights(reading, permission, of: unit)
        let readable = try reading.indicators.indicators.filter { try rights.allow($0) }
        let time = try time.map(reading.time) ?? .day(reading.day)
        return FiguresOfUnit(
            unit: unit, unitName: try RecordNames(reading).unit(unit),
            figures: try FigureReader(reading).figures(readable, of: unit, at: time))
    }
}

extension Reading {
    /// The unit that is meant where none is named: the plan's own.
    func unit(_ named: String?) -> String { named ?? package?.manifest.city ?? "" }
}

/// One indicator of a unit month by month, or year by year where it comes by the year.
package struct FigureTrend: Query {
    package static let name = "figure.trend"
    let key: String
    let unit: String?
    let from: Day?
    let through: Day?
    /// Every record counts where its unit stands today (可比口径), not where it stood then.
    let isOnTodaysBoundaries: Bool

    package init(
        _ key: String, of unit: String? = nil, from: Day? = nil, through: Day? = nil, isOnTodaysBoundaries: Bool = false
    ) {
        self.key = key
        self.unit = unit
        self.from = from
        self.through = through
        self.isOnTodaysBoundaries = isOnTodaysBoundaries
    }

    package var permission: Permission { "figure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let indicator = reading.indicators[key] else { return [.city] }
        return [try reading.subject(indicator, of: reading.unit(unit))]
    }

    package func answer(in reading: Reading) throws -> [Figure] {
        let indicator = try reading.indicator(key)
        let first = from ?? reading.package?.manifest.firstDay ?? reading.day
        let last = through ?? reading.day
        let unit = reading.unit(unit)
        let periods = Self.periods(of: indicator, in: reading.indicators, from: first, through: last)
        let base: any BaseFigures =
            if isOnTodaysBoundaries {
                try Recount(reading, boundariesOf: reading.day)
            } else if reading.inForce.isAsKnownThen {
                try Recount(reading)
            } else {
                try FigureSeries(
                    LiveFigures(reading), reading.indicators.parts(of: [indicator]), of: unit, in: periods)
            }
        let reader = FigureReader(reading, base: base)
        return try periods.map { try reader.figure(indicator, of: unit, at: .period($0)) }
    }

    /// The shortest periods that all parts of an indicator come by.
    static func periods(
        of indicator: Indicator, in set: IndicatorSet, from first: Day, through last: Day
    ) -> [Period] {
        var open = [indicator]
        var length = Period.Length.month
        while let next = open.popLast() {
            open += next.parts.compactMap { set[$0] }
            guard next.isKept else { continue }
            if next.base == .year || (next.base == .half && length != .year)
                || (next.base == .quarter && length == .month)
            {
                length = next.base
            }
        }
        var periods: [Period] = []
        var month = Month(first)
        while month.first <= last {
            let period = Period(length, containing: month.first)
            if periods.last != period { periods.append(period) }
            month = month.next
        }
        return periods
    }
}

/// What will stand at the end of each coming month if nothing is renewed and nothing new comes (预计，按现有到期日), with the cases
/// under way that would add to it.
package struct FigureForecast: Query {
    package static let name = "figure.forecast"
    let key: String
    let unit: String?
    let months: Int

    package init(_ key: String, of unit: String? = nil, months: Int = 12) {
        self.key = key
        self.unit = unit
        self.months = min(max(months, 1), 36)
    }

    package var permission: Permission { "figure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let indicator = reading.indicators[key] else { return [.city] }
        return [try reading.subject(indicator, of: reading.unit(unit))]
    }

    /// Nil where nothing of it ends by itself.
    package func answer(in reading: Reading) throws -> Forecast? {
        let indicator = try reading.indicator(key)
        guard indicator.isKept, indicator.nature == .stock, case .records(let basis) = indicator.basis,
            basis.until != nil
        else { return nil }
        let reader = try FigureReader(reading)
        var month = Month(reading.day)
        var ahead: [Figure] = []
        for _ in 0..<months {
            ahead.append(try reader.figure(indicator, of: reading.unit(unit), at: .period(month.period)))
            month = month.next
        }
        let cases = try indicator.pipeline.map { pipeline in
            try UnitCases(reading).count(
                of: pipeline.procedure, in: pipeline.states, beneath: reading.unit(unit), along: indicator.along)
        }
        return Forecast(months: ahead, underWay: cases)
    }
}

/// What a register's own dates say of the months to come.
package struct Forecast: Sendable {
    package let months: [Figure]
    /// Cases in the pipeline; nil where the indicator names none.
    package let underWay: Int?
}
