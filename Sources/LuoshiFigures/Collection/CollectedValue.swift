import CEL
package import LuoshiCore

/// One value that a letter or a report brought for a unit and a period.
package struct CollectedValue: Sendable, Hashable {
    package let indicator: String
    package let unit: String
    package let period: Period
    /// 1 for the first that came, then one more for each revision.
    package let version: Int
    /// As it was given, in the indicator's smallest part: perhaps summed up since January.
    package let given: Int64
    /// What falls to the period itself; of what stands, the level at its end.
    package let amount: Int64
    package let status: FigureStatus
    package let availableOn: Day
    /// `letter:…` or `report:…`.
    package let source: String
    /// Why it replaced the one before.
    package let reason: String?
    package let enteredBy: String
    package let knownFrom: Day
    /// The day from which another one stands in its place; nil for the one in force.
    package let knownTo: Day?
}

extension CollectedValue {
    /// As it was given, in the indicator's measure.
    package func text(_ indicator: Indicator?) -> String {
        let scale = indicator?.keptScale ?? 0
        return DecimalValue(coefficient: Int128(given), scale: scale)?.text ?? String(given)
    }
}

/// A value as it is typed in or sent.
package struct CollectedInput: Codable, Sendable, Hashable {
    package let indicator: String
    package let unit: String
    /// `2022`, `2022Q3`, `2022-08`.
    package let period: String
    /// A decimal in the indicator's measure; empty takes nothing in.
    package let value: String
    package let status: FigureStatus
    /// The day on which it could first be known; the letter's day unless given.
    package let availableOn: Day?

    package init(
        indicator: String, unit: String, period: String, value: String, status: FigureStatus, availableOn: Day? = nil
    ) {
        self.indicator = indicator
        self.unit = unit
        self.period = period
        self.value = value
        self.status = status
        self.availableOn = availableOn
    }
}
