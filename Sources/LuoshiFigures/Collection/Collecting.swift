import CEL
import Database
import LuoshiCore

/// Takes values of a letter or a report in within a command: the one way a collected value is written.
struct Collecting {
    private let change: Change
    private let store: CollectedStore
    private var deltas = FigureDeltas()
    private let lines: LineStore
    private let standing: UnitLines
    /// Looked up once: a report names the same one in every line.
    private var units: [String: Unit?] = [:]

    init(_ change: Change) throws {
        try FigureStore(change.session).share()
        self.change = change
        store = CollectedStore(change.session)
        standing = UnitLines(change.session, InForce(change.day))
        lines = LineStore(session: change.session, standing)
    }

    /// What is wrong with inputs, each said with its line; nothing where all is right.
    mutating func faults(_ inputs: [CollectedInput]) throws -> [String] {
        var faults: [String] = []
        var seen: Set<String> = []
        for (number, input) in inputs.enumerated() {
            if let fault = try fault(input) { faults.append("第 \(number + 1) 行：\(fault)") }
            if !seen.insert("\(input.indicator)|\(input.unit)|\(input.period)").inserted {
                faults.append("第 \(number + 1) 行：同一指标、单位和时段写了两次；请只留一行")
            }
        }
        return faults
    }

    /// The first value that another one stands in the place of, in words; nil where all are new.
    func replaced(_ inputs: [CollectedInput]) throws -> String? {
        for input in inputs {
            guard let period = Period(input.period), let indicator = change.reading.indicators[input.indicator],
                let known = try store.values(of: [input.indicator], unit: input.unit, in: [period]).first
            else { continue }
            return
                "“\(indicator.title)”\(period.title)已经有数：\(known.text(indicator)) \(indicator.measure)（\(known.status.title)）"
        }
        return nil
    }

    private mutating func fault(_ input: CollectedInput) throws -> String? {
        guard let indicator = change.reading.indicators[input.indicator], case .collected(let basis) = indicator.basis
        else {
            return "“\(input.indicator)”不是由函件或报表取数的指标；请从下拉表选择"
        }
        guard let period = Period(input.period), period.length == basis.every else {
            return "“\(indicator.title)”按\(basis.every.title)取数，时段“\(input.period)”应写成 \(Self.example(basis.every)) 的样子"
        }
        if period.first > change.day { return "\(period.title)还没有开始，不能登记它的数" }
        guard let unit = try unit(input.unit) else {
            return "没有这个单位“\(input.unit)”；请从单位名录选择"
        }
        if basis.expects.isEmpty {
            if unit.id != (try standing.root(of: indicator.along)) { return "“\(indicator.title)”只有全市数，不分单位；单位应是全市" }
        } else if !basis.expects.contains(unit.kind) {
            return "“\(indicator.title)”由\(basis.expects.map(\.title).joined(separator: "、"))报送，\(unit.name)不在其中"
        }
        if Self.amount(input.value, indicator) == nil {
            return "“\(input.value)”不是“\(indicator.title)”的值；应是以\(indicator.measure)计的数，小数不超过 \(indicator.scale) 位"
        }
        return nil
    }

    private mutating func unit(_ id: String) throws -> Unit? {
        if let known = units[id] { return known }
        let unit = try UnitStore(change.session).unit(id, on: change.inForce)
        units[id] = .some(unit)
        return unit
    }

    private static func example(_ length: Period.Length) -> String {
        switch length {
        case .year: "2022"
        case .half: "2022H1"
        case .quarter: "2022Q3"
        case .month: "2022-08"
        }
    }

    /// Nil where it is no number, or one with more digits than are kept.
    static func amount(_ text: String, _ indicator: Indicator) -> Int64? {
        guard let value = DecimalValue(text.filter { $0 != " " && $0 != "," && $0 != "，" }),
            let kept = value.rounded(to: indicator.keptScale, .halfUp), kept == value
        else { return nil }
        return Int64(exactly: kept.coefficient)
    }

    /// Writes values that have no faults. What was there of the same period is replaced, with the reason.
    mutating func take(_ inputs: [CollectedInput], from source: String, on day: Day, reason: String?) throws {
        for (unit, inputs) in Dictionary(grouping: inputs, by: \.unit).sorted(by: { $0.key < $1.key }) {
            try take(inputs, of: unit, from: source, on: day, reason: reason)
        }
    }

    private mutating func take(
        _ inputs: [CollectedInput], of unit: String, from source: String, on day: Day, reason: String?
    ) throws {
        let indicators = change.reading.indicators
        var written: [(Indicator, Indicator.CollectedBasis, CollectedValue)] = []
        for input in inputs {
            guard let indicator = indicators[input.indicator], case .collected(let basis) = indicator.basis,
                let period = Period(input.period), let given = Self.amount(input.value, indicator)
            else { continue }
            let value = CollectedValue(
                indicator: indicator.key, unit: unit, period: period, version: 1, given: given, amount: given,
                status: input.status, availableOn: input.availableOn ?? day, source: source, reason: reason,
                enteredBy: change.standing.name, knownFrom: change.day, knownTo: nil)
            written.append((indicator, basis, value))
        }
        try replace(written, of: unit)
    }

    private mutating func replace(
        _ written: [(Indicator, Indicator.CollectedBasis, CollectedValue)], of unit: String
    ) throws {
        let periods = Set(written.map(\.2.period))
        let known = try known(written, of: unit, in: periods)
        let versions = try store.lastVersions(of: Set(written.map(\.0.key)), unit: unit, in: periods)
        var fresh: [CollectedValue] = []
        var ended: [CollectedValue] = []
        var settled: [CollectedValue] = []
        for (key, group) in Dictionary(grouping: written, by: \.0.key).sorted(by: { $0.key < $1.key }) {
            guard let (indicator, basis, _) = group.first else { continue }
            let working = CollectedContributions(indicator: indicator, basis: basis)
            let before = known[key] ?? []
            let values = group.map(\.2)
            let replaced = before.filter { old in values.contains { $0.period == old.period } }
            let news = values.map { $0.with(version: (versions[CollectedStore.Place($0)] ?? 0) + 1) }
            let after = working.settled(before.filter { old in !replaced.contains(old) } + news)
            ended += replaced
            fresh += after.filter { value in news.contains { $0.period == value.period } }
            settled += after.filter { value in
                before.contains {
                    $0.period == value.period && $0.version == value.version && $0.amount != value.amount
                }
            }
            let line = try lines.line(of: unit, along: indicator.along)
            for part in working.contributions(before, of: unit) {
                deltas.add(part, to: indicator, along: line, sign: -1)
            }
            for part in working.contributions(after, of: unit) { deltas.add(part, to: indicator, along: line) }
        }
        try store.end(ended, on: change.day)
        try store.insert(fresh)
        try store.setAmounts(settled)
    }

    /// The values that what is written stands beside or in the place of: of what happens those of the same periods, of what stands
    /// the one before and the one after as well, and of what is given summed up all.
    private func known(
        _ written: [(Indicator, Indicator.CollectedBasis, CollectedValue)], of unit: String, in periods: Set<Period>
    ) throws -> [String: [CollectedValue]] {
        var (alone, standing, summed): (Set<String>, Set<String>, Set<String>) = ([], [], [])
        for (indicator, basis, _) in written {
            if basis.nature == .stock {
                standing.insert(indicator.key)
            } else if basis.reportedAs == .period {
                alone.insert(indicator.key)
            } else {
                summed.insert(indicator.key)
            }
        }
        var found: [CollectedValue] = []
        if !alone.isEmpty { found += try store.values(of: alone, unit: unit, in: periods) }
        if !standing.isEmpty {
            let around = try store.neighbours(of: standing, unit: unit, periods)
            found += try store.values(of: standing, unit: unit, in: periods.union(around))
        }
        if !summed.isEmpty { found += try store.values(of: summed, unit: unit, in: nil) }
        return Dictionary(grouping: found, by: \.indicator)
    }

    /// Takes back what a source brought; what stood before it stands again.
    mutating func withdraw(_ source: String) throws {
        for (unit, values) in Dictionary(
            grouping: try store.values(from: source).filter { $0.knownTo == nil }, by: \.unit)
        {
            for value in values {
                guard let indicator = change.reading.indicators[value.indicator],
                    case .collected(let basis) = indicator.basis
                else { continue }
                let working = CollectedContributions(indicator: indicator, basis: basis)
                let before = try store.values(of: indicator.key, unit: unit)
                let earlier = try store.versions(of: indicator.key, unit: unit, period: value.period)
                    .first { $0.version < value.version && $0.source != source }
                try store.end([value], on: change.day)
                let again = earlier.map { $0.with(version: value.version + 1, knownFrom: change.day) }
                let after = working.settled(before.filter { $0.period != value.period } + [again].compactMap(\.self))
                try store.insert(after.filter { $0.period == value.period })
                try store.setAmounts(after.filter { $0.period != value.period && !before.contains($0) })
                let line = try lines.line(of: unit, along: indicator.along)
                for part in working.contributions(before, of: unit) {
                    deltas.add(part, to: indicator, along: line, sign: -1)
                }
                for part in working.contributions(after, of: unit) { deltas.add(part, to: indicator, along: line) }
            }
        }
    }

    /// The differences, to be gathered by the command.
    var moved: [FigureDelta] { deltas.all }
}

extension CollectedValue {
    func with(version: Int, knownFrom: Day? = nil) -> CollectedValue {
        CollectedValue(
            indicator: indicator, unit: unit, period: period, version: version, given: given, amount: amount,
            status: status, availableOn: availableOn, source: source, reason: reason, enteredBy: enteredBy,
            knownFrom: knownFrom ?? self.knownFrom, knownTo: nil)
    }
}
