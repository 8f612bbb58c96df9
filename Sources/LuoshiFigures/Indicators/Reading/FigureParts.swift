import Database
import LuoshiCore

/// What a figure is made of: the contributions beneath a unit.
struct FigureParts {
    private let reading: Reading
    private let lines: UnitLines
    /// What was known on the past day that is read.
    private let recount: Recount?
    /// Of more than these, places are read all at once.
    private static let few = 64

    /// `base` is where the figures were read, so that a past day is worked out once.
    init(_ reading: Reading, _ base: (any BaseFigures)? = nil) throws {
        self.reading = reading
        lines = UnitLines(reading.session, reading.inForce)
        recount = reading.inForce.isAsKnownThen ? try base as? Recount ?? Recount(reading) : nil
    }

    /// One contribution with the record, report line or unit it comes from.
    struct Part: Hashable {
        let record: String
        let contribution: Contribution
    }

    /// What happened on the days from one through another, for a unit and all beneath it on each day.
    func parts(_ indicator: Indicator, of unit: String, from: Day, through: Day) throws -> [Part] {
        let all = try all(indicator, "starts >= \(from) AND starts <= \(through)") {
            (from...through).contains($0.from)
        }
        return try beneath(unit, all, indicator) { $0.from }
    }

    /// What stands at the end of a day.
    func parts(_ indicator: Indicator, of unit: String, on day: Day) throws -> [Part] {
        let all = try all(indicator, "starts <= \(day) AND (ends IS NULL OR ends > \(day))") { $0.stands(on: day) }
        return try beneath(unit, all, indicator) { _ in day }
    }

    /// Those whose unit stood beneath another, or was it, on a day.
    private func beneath(
        _ unit: String, _ parts: [Part], _ indicator: Indicator, _ day: (Contribution) -> Day
    ) throws -> [Part] {
        if parts.count > Self.few { try lines.learn(indicator.along) }
        return try parts.filter {
            try lines.line(of: $0.contribution.unit, along: indicator.along).units(on: day($0.contribution))
                .contains(unit)
        }
    }

    /// What happened on the days from one through another, whosever it is.
    func all(_ indicator: Indicator, from: Day, through: Day) throws -> [Contribution] {
        try all(indicator, "starts >= \(from) AND starts <= \(through)") { (from...through).contains($0.from) }
            .map(\.contribution)
    }

    /// By the kept rows, where there are some; else worked out and held to the same condition.
    private func all(_ indicator: Indicator, _ condition: SQL, _ holds: (Contribution) -> Bool) throws -> [Part] {
        if case .collected(let basis) = indicator.basis {
            return try Recount.collected(indicator, basis, in: reading).filter { holds($0.contribution) }
        }
        if let recount { return try recount.parts(of: indicator).filter { holds($0.contribution) } }
        guard let number = try FigureNumbers(reading.session).indicator(indicator.key) else { return [] }
        return try reading.session.all(
            "SELECT * FROM figure_parts WHERE indicator = \(number) AND \(sql: condition) ORDER BY starts, record, piece"
        ) { Part(record: try $0["record"], contribution: try PartStore.contribution($0)) }
    }
}

extension Contribution {
    func stands(on day: Day) -> Bool { from <= day && (until.map { day < $0 } ?? true) }
}
