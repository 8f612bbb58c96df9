import CEL
package import LuoshiCore
import LuoshiWork

/// A figure taken apart: what it is made of, by unit and record, who entered it, and how it was revised.
package struct FigureTrace: Sendable {
    package let figure: Figure
    package let unitName: String
    /// The figures it is worked out from: the halves of a ratio, the flow that is summed up.
    package let halves: [Figure]
    /// The same figure of each unit beneath, where it has any, and the reader may see it.
    package let children: [(unit: Unit, figure: Figure)]
    /// By the fields that the indicator names, where the reader may see all that stands behind.
    package let breakdowns: [FigureBreakdown]
    /// A page of the records, letters or units that it is made of, those that the reader may see one by one.
    package let parts: [Part]
    package let partsInAll: Int
    /// How many of the whole the reader may not see one by one.
    package let hidden: Int
    /// Those among them that are kept back for a field that they are counted by; nil where there are none.
    package let withheld: Withheld?
    package let next: Int?
    /// Records that a condition could not be worked out on: they are not counted.
    package let faults: Int
    package let editions: [Edition]
    package let revisions: [Revision]
    /// Versions of the value, of what letters bring.
    package let versions: [CollectedValue]
    /// The plan's targets that it answers for, by the same key.
    package let target: String?

    /// Records that the reader may see, but not on this list: it would say what a field holds that they may not see.
    package struct Withheld: Sendable {
        package let count: Int
        /// Titles of the fields.
        package let fields: [String]
        /// Roles, with their offices, that may see them for the whole city.
        package let holders: [String]
    }

    /// One contribution in words.
    package struct Part: Sendable {
        /// Where it leads to: `/registers/platforms/0a1b…`, `/letters/…`; nil for a unit that fulfils a condition.
        package let address: String?
        package let name: String
        package let unitName: String
        package let from: Day
        package let until: Day?
        /// In the indicator's measure.
        package let amount: String
        package let enteredBy: String?
        package let enteredOn: Day?
    }
}

/// The walk back from a figure (DESIGN "every figure walks back").
package struct TraceFigure: Query {
    package static let name = "figure.trace"
    private static let page = 20

    let key: String
    let unit: String?
    let time: String?
    let after: Int

    /// The plan's own unit and the business day, unless others are given; of what stands behind, a page.
    package init(_ key: String, of unit: String? = nil, at time: String? = nil, after: Int = 0) {
        self.key = key
        self.unit = unit
        self.time = time
        self.after = max(0, after)
    }

    package var permission: Permission { "figure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        guard let indicator = reading.indicators[key] else { return [.city] }
        return [try reading.subject(indicator, of: reading.unit(unit))]
    }

    package func answer(in reading: Reading) throws -> FigureTrace {
        let walk = try FigureWalk(key, of: unit, at: time, in: reading)
        let (figure, reader) = (walk.figure, walk.reader)
        let (indicator, unit, time) = (figure.indicator, figure.unit, figure.time)
        let page = walk.listed.dropFirst(after).prefix(Self.page)
        let editions = EditionStore(reading.session)
        let numbers = FigureNumbers(reading.session)
        let period: Period? = if case .period(let period) = time { period } else { nil }
        let number = try numbers.indicator(key)
        let faults = try number.map { try PartStore(session: reading.session).faults(indicator: $0) } ?? 0
        let revisions =
            try number.flatMap { number in
                try numbers.unit(unit).map { try editions.revisions(of: period, indicator: number, unit: $0) }
            } ?? []
        let versions =
            if case .collected = indicator.basis, let period = figure.period {
                try CollectedStore(reading.session).versions(of: key, unit: unit, period: period)
            } else {
                [CollectedValue]()
            }
        return FigureTrace(
            figure: figure, unitName: walk.unitName,
            halves: try indicator.parts.map {
                // Of one and the same period, whichever the halves know last.
                try reader.figure(try reading.indicator($0), of: unit, at: figure.period.map { .period($0) } ?? time)
            },
            children: try children(of: indicator, unit, at: time, reader),
            breakdowns: try walk.breakdowns(), parts: try walk.words(page), partsInAll: walk.all.count,
            hidden: walk.hidden, withheld: walk.withheld,
            next: after + page.count < walk.listed.count ? after + page.count : nil, faults: faults,
            editions: try period.map { try editions.editions(of: $0) } ?? [], revisions: revisions, versions: versions,
            target: key)
    }

    private func children(
        of indicator: Indicator, _ unit: String, at time: FigureTime, _ reader: FigureReader
    ) throws -> [(unit: Unit, figure: Figure)] {
        let reading = reader.reading
        let store = UnitStore(reading.session)
        let inForce = reading.inForce.isAsKnownThen ? reading.inForce : InForce(min(time.last, reading.day))
        let children = try store.children(of: unit, along: indicator.along, on: inForce)
        return try children.compactMap { child in
            guard reading.allows(permission, on: try reading.subject(indicator, of: child.id)) else { return nil }
            let figure = try reader.figure(indicator, of: child.id, at: time)
            guard let value = figure.value, value != DecimalValue(0) else {
                // Who should have reported is listed with nothing; who merely has nothing is left out.
                guard case .collected(let basis) = indicator.basis, basis.expects.contains(child.kind) else {
                    return nil
                }
                return (child, figure)
            }
            return (child, figure)
        }
    }
}
