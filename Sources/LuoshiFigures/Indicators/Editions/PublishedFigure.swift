import Database
import LuoshiCore

/// One figure of the whole city as an edition published it: with what was said beside it, by the definition of that day.
package struct PublishedFigure: Sendable, Hashable {
    package let indicator: String
    package let title: String
    package let measure: String
    /// With the digits that were shown; nil where there was none.
    package let value: String?
    package let absence: Figure.Absence?
    package let coverage: Figure.Coverage?
    package let status: FigureStatus?

    init(_ figure: Figure) {
        indicator = figure.indicator.key
        title = figure.indicator.title
        measure = figure.indicator.measure
        value = figure.text
        absence = figure.absence
        coverage = figure.coverage
        status = figure.status
    }

    /// The value, or why there was none.
    package var text: String { value ?? (absence ?? .noData).title }
}

extension PublishedFigure {
    init(_ row: Row) throws {
        let (reported, expected): (Int?, Int?) = (try row["reported"], try row["expected"])
        let status: String? = try row["status"]
        let absence: String? = try row["absence"]
        indicator = try row["indicator"]
        title = try row["title"]
        measure = try row["measure"]
        value = try row["value"]
        self.absence = absence.map(Figure.Absence.init(kept:))
        coverage = reported.flatMap { reported in
            expected.map { Figure.Coverage(reported: reported, expected: $0) }
        }
        self.status = status.flatMap(FigureStatus.init(rawValue:))
    }
}

extension Figure.Absence {
    /// As an edition keeps it: `no_data`, `not_yet_due 2023-09-01`, `awaiting_ruling base`.
    var kept: String {
        switch self {
        case .noData: "no_data"
        case .notYetDue(let day): "not_yet_due \(day)"
        case .awaitingRuling(let key): "awaiting_ruling \(key)"
        }
    }

    init(kept: String) {
        let parts = kept.split(separator: " ", maxSplits: 1).map(String.init)
        switch (parts.first, parts.last) {
        case ("not_yet_due", let day?): self = Day(day).map { .notYetDue($0) } ?? .noData
        case ("awaiting_ruling", let key?): self = .awaitingRuling(key)
        default: self = .noData
        }
    }
}

extension IndicatorSet {
    /// What has a figure of a period: what comes by a longer one has none of it.
    func given(in period: Period) -> [Indicator] { indicators.filter { isGiven($0, in: period) } }

    func isGiven(_ indicator: Indicator, in period: Period) -> Bool {
        parts(of: [indicator]).allSatisfy { $0.base.months <= period.length.months }
    }
}

extension Period.Length {
    fileprivate var months: Int {
        switch self {
        case .year: 12
        case .half: 6
        case .quarter: 3
        case .month: 1
        }
    }
}
