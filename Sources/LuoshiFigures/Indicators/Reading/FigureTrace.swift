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
    let limit: Int

    /// The plan's own unit and the business day, unless others are given; of what stands behind, a page.
    package init(_ key: String, of unit: String? = nil, at time: String? = nil, after: Int = 0) {
        self.init(key, of: unit, at: time, after: after, limit: Self.page)
    }

    init(_ key: String, of unit: String?, at time: String?, after: Int = 0, limit: Int) {
        self.limit = limit
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
        let indicator = try reading.indicator(key)
        let time = try self.time.map(reading.time) ?? .day(reading.day)
        let unit = reading.unit(unit)
        let reader = try FigureReader(reading)
        let figure = try reader.figure(indicator, of: unit, at: time)
        let names = RecordNames(reading)
        let all = try parts(of: indicator, figure, reader)
        let shown = try PartWords(reading, indicator, names)
        let (listed, withheld) = try shown.listed(all)
        let page = Array(listed.dropFirst(after).prefix(limit))
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
            figure: figure, unitName: try names.unit(unit),
            halves: try indicator.parts.map {
                // Of one and the same period, whichever the halves know last.
                try reader.figure(try reading.indicator($0), of: unit, at: figure.period.map { .period($0) } ?? time)
            },
            children: try children(of: indicator, unit, at: time, reader),
            breakdowns: listed.count == all.count ? try shown.breakdowns(all) : [],
            parts: try page.chunks(of: 500).flatMap { try shown.words(Array($0)) },
            partsInAll: all.count, hidden: all.count - listed.count, withheld: withheld,
            next: after + page.count < listed.count ? after + page.count : nil, faults: faults,
            editions: try period.map { try editions.editions(of: $0) } ?? [], revisions: revisions, versions: versions,
            target: key)
    }

    /// What is added up at the time; of what is worked out, its parts are on their own pages, but a sum since a day has its records.
    private func parts(of indicator: Indicator, _ figure: Figure, _ reader: FigureReader) throws -> [FigureParts.Part] {
        let parts = try FigureParts(reader.reading, reader.base)
        let (time, unit) = (figure.time, figure.unit)
        switch indicator.basis {
        case .ratio, .difference: return []
        case .cumulative(let of, let since):
            guard let first = try reader.firstDay(since), first <= time.last else { return [] }
            return try parts.parts(try reader.reading.indicator(of), of: unit, from: first, through: time.last)
        case .records, .collected, .unitsWhere:
            if indicator.nature == .stock { return try parts.parts(indicator, of: unit, on: time.last) }
            let span =
                if indicator.base == .year, let period = figure.period {
                    period.first...period.last
                } else {
                    time.span
                }
            return try parts.parts(indicator, of: unit, from: span.lowerBound, through: span.upperBound)
        }
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

/// Says contributions in words, within what the reader may see.
private struct PartWords {
    private let reading: Reading
    private let indicator: Indicator
    private let names: RecordNames
    private let register: RegisterDefinition?

    init(_ reading: Reading, _ indicator: Indicator, _ names: RecordNames) throws {
        self.reading = reading
        self.names = names
        if case .cumulative(let of, _) = indicator.basis {
            self.indicator = try reading.indicator(of)
        } else {
            self.indicator = indicator
        }
        if case .records(let basis) = self.indicator.basis {
            register = reading.registers.register(basis.register)
        } else {
            register = nil
        }
    }

    /// Those that the reader may see one by one.
    func listed(_ parts: [FigureParts.Part]) throws -> ([FigureParts.Part], FigureTrace.Withheld?) {
        let rights = PartRights(reading, indicator)
        let (listed, gaps) = try rights.sorted(parts)
        let count = gaps.count { $0 == .field }
        guard count > 0 else { return (listed, nil) }
        let (fields, holders) = try rights.withheld()
        return (listed, FigureTrace.Withheld(count: count, fields: fields, holders: holders))
    }

    func words(_ parts: [FigureParts.Part]) throws -> [FigureTrace.Part] {
        let records: [String: RegisterRecord] =
            try register.map { register in
                let rights = FieldRights(register, reading)
                return Dictionary(
                    uniqueKeysWithValues: try RecordStore(register, in: reading.session)
                        .records(Set(parts.map(\.record))).map { ($0.id, rights.shown($0)) })
            } ?? [:]
        let entries =
            try register.map {
                try RecordChangeStore(session: reading.session).entries(of: parts.map(\.record), in: $0.key)
            } ?? [:]
        return try parts.map { part in
            let record = records[part.record]
            let (address, name) = try place(part, record)
            return FigureTrace.Part(
                address: address, name: name, unitName: try names.unit(part.contribution.unit),
                from: part.contribution.from, until: part.contribution.until,
                amount: indicator.inMeasure(part.contribution.amount),
                enteredBy: entries[part.record]?.by, enteredOn: entries[part.record]?.on)
        }
    }

    private func place(_ part: FigureParts.Part, _ record: RegisterRecord?) throws -> (String?, String) {
        if let register {
            let name = try record.map { try names.name(of: $0, register) } ?? part.record
            return ("/registers/\(register.key)/\(part.record)", name)
        }
        if case .collected = indicator.basis {
            guard part.record.hasPrefix("letter:") else {
                return (nil, String(part.record.drop { $0 != ":" }.dropFirst()))
            }
            let id = String(part.record.dropFirst("letter:".count))
            let letter = try LetterStore(session: reading.session).letter(id)
            return ("/letters/\(id)", letter.map { "\($0.issuer) \($0.number)" } ?? id)
        }
        return ("/units/\(part.record)", try names.unit(part.record))
    }

    func breakdowns(_ parts: [FigureParts.Part]) throws -> [FigureBreakdown] {
        guard let register else { return [] }
        return try FigureBreakdowns(reading: reading, indicator: indicator, register: register).breakdowns(parts)
    }
}
