package import LuoshiCore

/// The last edition of every period that was ever closed, the newest period first.
package struct EditionList: Query {
    package static let name = "figure.editions"

    package init() {}

    package var permission: Permission { "figure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.totals() }

    package func answer(in reading: Reading) throws -> [Edition] {
        var seen: Set<Period> = []
        return try EditionStore(reading.session).all().filter {
            $0.publishedOn <= reading.day && seen.insert($0.period).inserted
        }
    }
}

extension Reading {
    /// What reading the totals of the whole city acts on.
    fileprivate func totals() throws -> [Subject] {
        let indicators = indicators.indicators
        let root = try indicators.first.flatMap { try UnitStore(session).root(of: $0.along) } ?? unit(nil)
        return [Subject(units: [root], lines: Set(indicators.map(\.lineName)), state: "total")]
    }
}

/// A period with its editions beside what stands now.
package struct EditionView: Sendable {
    package let period: Period
    package let isClosed: Bool
    package let editions: [Edition]
    package let revisions: [Revision]
    package let indicators: [String: Indicator]
    package let rows: [Row]
    package let mayClose: Bool

    /// One indicator of the city: as each edition published it, the first one first, and now.
    package struct Row: Sendable {
        package let published: [String?]
        package let now: Figure
    }
}

/// One period; nil where it is none.
package struct EditionByPeriod: Query {
    package static let name = "figure.edition"
    let period: String

    package init(_ period: String) { self.period = period }

    package var permission: Permission { "figure.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.totals() }

    package func answer(in reading: Reading) throws -> EditionView? {
        guard let period = Period(period) else { return nil }
        let store = EditionStore(reading.session)
        let editions = try store.editions(of: period).filter { $0.publishedOn <= reading.day }
        let time = FigureTime.period(period)
        // What is summed up since a day is no figure of one period.
        let shown = try reading.indicators.indicators.filter { indicator in
            if case .cumulative = indicator.basis { return false }
            if case .difference = indicator.basis { return false }
            // What comes by the year has no quarter.
            let bases = Set(
                ([indicator] + indicator.parts.compactMap { reading.indicators[$0] }).filter(\.isKept).map(\.base))
            if bases.contains(.year), period.length != .year { return false }
            return reading.allows(permission, on: try reading.subject(indicator, of: reading.unit(nil)))
        }
        let readable = Dictionary(
            uniqueKeysWithValues: try reading.indicators.indicators.filter {
                reading.allows(permission, on: try reading.subject($0, of: reading.unit(nil)))
            }.map { ($0.key, $0) })
        let now = try FigureReader(reading).figures(shown, of: reading.unit(nil), at: time)
        let published = try editions.reversed().map { edition in
            try FigureReader(reading, base: EditionFigures(edition, reading))
                .figures(shown, of: reading.unit(nil), at: time).map(\.text)
        }
        return EditionView(
            period: period, isClosed: try store.closed().contains(period), editions: editions,
            revisions: try store.revisions(of: period).filter { $0.on <= reading.day && readable[$0.indicator] != nil },
            indicators: readable,
            rows: now.enumerated().map { index, figure in
                EditionView.Row(published: published.map { $0[index] }, now: figure)
            },
            mayClose: !reading.inForce.isAsKnownThen && reading.allows("figure.close", on: .city, writing: true))
    }
}
