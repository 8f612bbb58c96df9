package import CEL
package import LuoshiCore

/// One figure: an indicator of a unit at a time, with what must be said beside it.
package struct Figure: Sendable, Hashable {
    package let indicator: Indicator
    package let unit: String
    package let time: FigureTime
    /// The period whose value it is, where the value asked for comes in periods: 2021 年.
    package let period: Period?
    /// In the indicator's measure; nil where there is none, which is not zero.
    package let value: DecimalValue?
    /// How many contributions stand behind what is kept; nil of what is worked out.
    package let parts: Int?
    /// Of a ratio: what was divided by what.
    package let halves: Halves?
    /// How many units have reported of how many that should, where units report: 8/12.
    package let coverage: Coverage?
    package let status: FigureStatus?
    package let availableOn: Day?
    /// The last day of its time, where that is still to come and it stands by records: what will be left then if nothing is added or
    /// renewed.
    package let expectedOn: Day?
    package let absence: Absence?

    package struct Halves: Sendable, Hashable {
        package let of: DecimalValue
        package let to: DecimalValue
    }

    package struct Coverage: Sendable, Hashable {
        package let reported: Int
        package let expected: Int
    }

    /// Why there is no value.
    package enum Absence: Sendable, Hashable {
        case noData
        /// It can be known from this day.
        case notYetDue(Day)
        case awaitingRuling(String)

        package var title: String {
            switch self {
            case .noData: "无数据"
            case .notYetDue: "未到统计时点"
            case .awaitingRuling: "口径待确认"
            }
        }
    }

    /// With as many digits as the indicator keeps.
    package var text: String? {
        value.flatMap { $0.rounded(to: indicator.scale, .halfUp) }.map { $0.padded(to: indicator.scale) }
    }
}

extension Figure {
    /// The value, or why there is none.
    package var said: String { text ?? (absence ?? .noData).title }
}

/// When a figure is asked for: at the end of a day, or in a period.
package enum FigureTime: Sendable, Hashable {
    case day(Day)
    case period(Period)

    /// `2022-08-05`, `2022`, `2022Q3`, `2022-08`.
    package init?(_ text: String) {
        if let day = Day(text) {
            self = .day(day)
        } else if let period = Period(text) {
            self = .period(period)
        } else {
            return nil
        }
    }

    package var text: String {
        switch self {
        case .day(let day): day.description
        case .period(let period): period.text
        }
    }

    package var last: Day {
        switch self {
        case .day(let day): day
        case .period(let period): period.last
        }
    }
}

extension DecimalValue {
    /// Digits after the point filled up with zeros: 0.8 with two is 0.80.
    func padded(to places: Int) -> String {
        let text = text
        guard places > 0 else { return text }
        let point = text.firstIndex(of: ".")
        let digits = point.map { text.distance(from: $0, to: text.endIndex) - 1 } ?? 0
        return (point == nil ? text + "." : text) + String(repeating: "0", count: max(0, places - digits))
    }
}
