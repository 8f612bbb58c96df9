import Database
import LuoshiCore

/// What a figure is made of: the contributions beneath a unit.
struct FigureParts {
    private let reading: Reading
    private let lines: UnitLines

    init(_ reading: Reading) {
        self.reading = reading
        lines = UnitLines(reading.session, reading.inForce)
    }

    /// One contribution with the record, report line or unit it comes from.
    struct Part: Hashable {
        let record: String
        let contribution: Contribution
    }

    /// What happened on the days from one through another, for a unit and all beneath it on each day.
    func parts(_ indicator: Indicator, of unit: String, from: Day, through: Day) throws -> [Part] {
        try all(indicator, "starts >= \(from) AND starts <= \(through)") { (from...through).contains($0.from) }.filter {
            try lines.line(of: $0.contribution.unit, along: indicator.along).units(on: $0.contribution.from).contains(
                unit)
        }
    }

    /// What stands at the end of a day.
    func parts(_ indicator: Indicator, of unit: String, on day: Day) throws -> [Part] {
        try all(indicator, "starts <= \(day) AND (ends IS NULL OR ends > \(day))") { $0.stands(on: day) }.filter {
            try lines.line(of: $0.contribution.unit, along: indicator.along).units(on: day).contains(unit)
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
        if reading.inForce.isAsKnownThen {
            return try Recount(reading).parts(of: indicator).filter { holds($0.contribution) }
        }
        guard let number = try FigureNumbers(reading.session).indicator(indicator.key) else { return [] }
        return try reading.session.all(
            "SELECT * FROM figure_parts WHERE indicator = \(number) AND \(sql: condition) ORDER BY starts, record, piece"
        ) { Part(record: try $0["record"], contribution: try PartStore.contribution($0)) }
    }
}

extension Contribution {
    func stands(on day: Day) -> Bool { from <= day && (until.map { day < $0 } ?? true) }
}
