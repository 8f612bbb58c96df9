import Database
import LuoshiCore
import LuoshiWork

/// Works out what records bring to indicators and by how much that differs from what they brought before.
struct Counting {
    private let session: any Session
    private let indicators: IndicatorSet
    private let lines: LineStore
    private let parts: PartStore
    private let numbers: FigureNumbers
    private(set) var deltas = FigureDeltas()

    init(_ reading: Reading) {
        session = reading.session
        indicators = reading.indicators
        numbers = FigureNumbers(reading.session)
        parts = PartStore(session: reading.session)
        lines = LineStore(session: reading.session, UnitLines(reading.session, InForce(reading.day)))
    }

    /// Values of letters and reports, all units'.
    mutating func countCollected(_ indicator: Indicator, _ basis: Indicator.CollectedBasis) throws {
        let working = CollectedContributions(indicator: indicator, basis: basis)
        let values = Dictionary(grouping: try CollectedStore(session).values(of: indicator.key), by: \.unit)
        for (unit, values) in values.sorted(by: { $0.key < $1.key }) {
            let line = try lines.line(of: unit, along: indicator.along)
            for part in working.contributions(values, of: unit) { deltas.add(part, to: indicator, along: line) }
        }
    }

    /// Counts records anew for indicators on their register.
    mutating func count(_ records: [String], in register: RegisterDefinition, for indicators: [Indicator]) throws {
        let versions = try VersionStore(register: register, session: session).versions(of: records)
        for indicator in indicators {
            guard let number = try numbers.indicator(indicator.key), case .records(let basis) = indicator.basis,
                let expressions = self.indicators.expressions(of: indicator)
            else { continue }
            let working = RecordContributions(
                indicator: indicator, basis: basis, expressions: expressions, register: register)
            let before = try parts.parts(of: records, indicator: number)
            var changed: [(record: String, old: [Contribution], new: [Contribution])] = []
            var faulty: [String] = []
            for record in records {
                let (made, faults) = working.contributions(
                    RecordContributions.versions(versions[record] ?? RecordVersions([]), of: register))
                if faults > 0 { faulty.append(record) }
                let old = before[record] ?? []
                if old != made { changed.append((record, old, made)) }
            }
            try parts.noteFaults(faulty, among: records, indicator: number)
            try move(changed, of: indicator, number)
        }
    }

    /// Writes what each record brings now, and adds the differences.
    mutating func move(
        _ changed: [(record: String, old: [Contribution], new: [Contribution])], of indicator: Indicator, _ number: Int
    ) throws {
        guard !changed.isEmpty else { return }
        let line = { [lines] unit in try lines.line(of: unit, along: indicator.along) }
        if indicator.countsDistinct {
            let keys = Set(changed.flatMap { ($0.old + $0.new).compactMap(\.key) })
            // Two who bring the same at once: the second sees what the first brought.
            try session.lock(keys.sorted().map { "figure-key:\(number):\($0)" })
            for key in keys.sorted() {
                try deltas.add(
                    distinct: parts.parts(withKey: key, indicator: number), to: indicator, lines: line, sign: -1)
            }
            try parts.write(changed, indicator: number)
            for key in keys.sorted() {
                try deltas.add(distinct: parts.parts(withKey: key, indicator: number), to: indicator, lines: line)
            }
            return
        }
        for (_, old, new) in changed {
            for part in old { deltas.add(part, to: indicator, along: try line(part.unit), sign: -1) }
            for part in new { deltas.add(part, to: indicator, along: try line(part.unit)) }
        }
        try parts.write(changed, indicator: number)
    }

    /// Follows units to new lines: what stands on the old one is taken out, and put onto the new one.
    mutating func move() throws {
        let moved = try lines.moved()
        guard !moved.isEmpty else { return }
        for indicator in indicators.indicators where indicator.isKept {
            guard let number = try numbers.indicator(indicator.key) else { continue }
            let units = moved.filter { $0.hierarchy == indicator.along }
            let old = Dictionary(uniqueKeysWithValues: units.map { ($0.unit, $0.old) })
            let new = Dictionary(uniqueKeysWithValues: units.map { ($0.unit, $0.new) })
            let brought = try contributions(of: Set(old.keys), to: indicator, number)
            if indicator.countsDistinct {
                for key in Set(brought.compactMap(\.key)).sorted() {
                    let all = try parts.parts(withKey: key, indicator: number)
                    try deltas.add(
                        distinct: all, to: indicator,
                        lines: { [lines] unit in try old[unit] ?? lines.line(of: unit, along: indicator.along) },
                        sign: -1)
                    try deltas.add(
                        distinct: all, to: indicator,
                        lines: { [lines] unit in try new[unit] ?? lines.line(of: unit, along: indicator.along) })
                }
                continue
            }
            for part in brought {
                guard let before = old[part.unit], let after = new[part.unit] else { continue }
                deltas.add(part, to: indicator, along: before, sign: -1)
                deltas.add(part, to: indicator, along: after)
            }
        }
        try lines.keep(moved)
    }

    private func contributions(of units: Set<String>, to indicator: Indicator, _ number: Int) throws -> [Contribution] {
        if case .collected(let basis) = indicator.basis {
            let store = CollectedStore(session)
            return try units.sorted().flatMap { unit in
                CollectedContributions(indicator: indicator, basis: basis)
                    .contributions(try store.values(of: indicator.key, unit: unit), of: unit)
            }
        }
        return try parts.parts(ofUnits: units, indicator: number)
    }
}

extension RecordContributions {
    /// The versions as the history keeps them.
    static func versions(_ known: RecordVersions, of register: RegisterDefinition) -> [Version] {
        known.versions.map { version in
            var unit: String?
            if let field = register.belongsTo, case .text(let text)? = version.values[field] { unit = text }
            return Version(from: version.from, until: version.until, unit: unit, values: version.values)
        }
    }
}
