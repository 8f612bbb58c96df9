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

    /// One indicator of the city: as each edition published it, the first one first, and now. An edition from before the indicator
    /// has none of it, and of one that is gone there is no figure now.
    package struct Row: Sendable {
        package let indicator: String
        package let published: [PublishedFigure?]
        package let now: Figure?

        /// As it is called now, or was when it was last published.
        package var title: String {
            now?.indicator.title ?? published.last { $0 != nil }??.title ?? indicator
        }
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
        let readable = Dictionary(
            uniqueKeysWithValues: try reading.indicators.indicators.filter {
                reading.allows(permission, on: try reading.subject($0, of: reading.unit(nil)))
            }.map { ($0.key, $0) })
        let shown = reading.indicators.given(in: period).filter { readable[$0.key] != nil }
        let now = try FigureReader(reading).figures(shown, of: reading.unit(nil), at: .period(period))
        let published = try editions.reversed().map { edition in
            Dictionary(uniqueKeysWithValues: try self.published(edition, in: reading).map { ($0.indicator, $0) })
        }
        // What the package no longer gives was published all the same.
        let gone = Set(published.flatMap(\.keys)).subtracting(shown.map(\.key)).sorted().filter { key in
            if reading.indicators[key] != nil { return readable[key] != nil }
            let subject = Subject(units: [reading.unit(nil)], lines: [Indicator.lineName(key)], state: "total")
            return reading.allows(permission, on: subject)
        }
        return EditionView(
            period: period, isClosed: try store.closed().contains(period), editions: editions,
            revisions: try store.revisions(of: period).filter { $0.on <= reading.day && readable[$0.indicator] != nil },
            indicators: readable,
            rows: now.map { figure in
                EditionView.Row(
                    indicator: figure.indicator.key, published: published.map { $0[figure.indicator.key] }, now: figure)
            } + gone.map { key in EditionView.Row(indicator: key, published: published.map { $0[key] }, now: nil) },
            mayClose: !reading.inForce.isAsKnownThen && reading.allows("figure.close", on: .city, writing: true))
    }

    /// As the edition said it; of one from before that was kept, what its amounts come to.
    private func published(_ edition: Edition, in reading: Reading) throws -> [PublishedFigure] {
        let kept = try EditionStore(reading.session).published(edition)
        if !kept.isEmpty { return kept }
        let known = reading.indicators.given(in: edition.period).filter { !$0.looksBack }
        return try FigureReader(reading, base: EditionFigures(edition, reading))
            .figures(known, of: reading.unit(nil), at: .period(edition.period)).map(PublishedFigure.init)
    }
}
