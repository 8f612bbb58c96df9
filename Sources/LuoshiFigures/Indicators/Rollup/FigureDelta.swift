import LuoshiCore

/// A difference that one row of a figure takes: gathered while a command runs, applied sorted at its end.
struct FigureDelta: Sendable {
    /// What happens in a period, or what changes on a day and stands from then on.
    enum Place: Sendable, Hashable {
        case flow(Period)
        case stock(Day)
    }

    let indicator: String
    let unit: String
    let place: Place
    var amount: Int64
    /// How many contributions stand behind it, so that nothing is told from zero.
    var parts: Int64
}

/// Differences of rows, those of one row added up.
struct FigureDeltas {
    private struct Row: Hashable {
        let indicator: String
        let unit: String
        let place: FigureDelta.Place
    }

    private var rows: [Row: (amount: Int64, parts: Int64)] = [:]

    /// Those that are not nothing.
    var all: [FigureDelta] {
        rows.compactMap { row, sum in
            sum.amount == 0 && sum.parts == 0
                ? nil
                : FigureDelta(
                    indicator: row.indicator, unit: row.unit, place: row.place, amount: sum.amount, parts: sum.parts)
        }
    }

    var isEmpty: Bool { rows.isEmpty }

    mutating func add(_ delta: FigureDelta) {
        let row = Row(indicator: delta.indicator, unit: delta.unit, place: delta.place)
        let sum = rows[row, default: (0, 0)]
        rows[row] = (sum.amount &+ delta.amount, sum.parts &+ delta.parts)
    }

    mutating func add(_ deltas: [FigureDelta]) { for delta in deltas { add(delta) } }

    /// Adds what a contribution makes of every row above its unit; `sign` −1 takes it out.
    mutating func add(
        _ contribution: Contribution, to indicator: Indicator, along line: UnitLine, sign: Int64 = 1
    ) {
        switch indicator.nature {
        case .flow:
            for unit in line.units(on: contribution.from) {
                for period in indicator.keptPeriods(of: contribution.from) {
                    add(
                        FigureDelta(
                            indicator: indicator.key, unit: unit, place: .flow(period),
                            amount: sign * contribution.amount, parts: sign))
                }
            }
        case .stock:
            for (from, until, units) in line.cut(from: contribution.from, until: contribution.until) {
                for unit in units {
                    add(
                        FigureDelta(
                            indicator: indicator.key, unit: unit, place: .stock(from),
                            amount: sign * contribution.amount, parts: sign))
                    guard let until else { continue }
                    add(
                        FigureDelta(
                            indicator: indicator.key, unit: unit, place: .stock(until),
                            amount: -sign * contribution.amount, parts: -sign))
                }
            }
        }
    }

    /// What the contributions of one key make together where different keys are counted: one, however many there are.
    mutating func add(
        distinct contributions: [Contribution], to indicator: Indicator, lines: (String) throws -> UnitLine,
        sign: Int64 = 1
    ) throws {
        switch indicator.nature {
        case .flow:
            var met: Set<Row> = []
            for contribution in contributions where contribution.amount > 0 {
                for unit in try lines(contribution.unit).units(on: contribution.from) {
                    for period in indicator.keptPeriods(of: contribution.from) {
                        met.insert(Row(indicator: indicator.key, unit: unit, place: .flow(period)))
                    }
                }
            }
            for row in met {
                add(FigureDelta(indicator: row.indicator, unit: row.unit, place: row.place, amount: sign, parts: sign))
            }
        case .stock:
            var spans: [String: [(from: Day, until: Day?)]] = [:]
            for contribution in contributions {
                let line = try lines(contribution.unit)
                for (from, until, units) in line.cut(from: contribution.from, until: contribution.until) {
                    for unit in units { spans[unit, default: []].append((from, until)) }
                }
            }
            for (unit, spans) in spans {
                for (from, until) in Self.union(spans) {
                    add(
                        FigureDelta(
                            indicator: indicator.key, unit: unit, place: .stock(from), amount: sign, parts: sign))
                    guard let until else { continue }
                    add(
                        FigureDelta(
                            indicator: indicator.key, unit: unit, place: .stock(until), amount: -sign, parts: -sign))
                }
            }
        }
    }

    /// Spans of days that overlap or meet, made one.
    private static func union(_ spans: [(from: Day, until: Day?)]) -> [(from: Day, until: Day?)] {
        var result: [(from: Day, until: Day?)] = []
        for span in spans.sorted(by: { $0.from < $1.from }) {
            guard let last = result.last, last.until.map({ span.from <= $0 }) ?? true else {
                result.append(span)
                continue
            }
            let until = last.until.flatMap { end in span.until.map { max(end, $0) } }
            result[result.count - 1] = (last.from, until)
        }
        return result
    }
}

extension Indicator {
    /// The periods in which a flow on a day is kept: the shortest, and the year.
    func keptPeriods(of day: Day) -> [Period] {
        base == .year ? [.year(day.year)] : [Period(base, containing: day), .year(day.year)]
    }
}
