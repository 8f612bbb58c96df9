import Database
import LuoshiCore

/// An amount as it is kept, with how many contributions stand behind it.
struct BaseAmount: Sendable, Hashable {
    var amount: Int64 = 0
    var parts: Int64 = 0

    static func + (left: BaseAmount, right: BaseAmount) -> BaseAmount {
        BaseAmount(amount: left.amount &+ right.amount, parts: left.parts &+ right.parts)
    }
}

/// Amounts of several indicators in several periods, by their places in the lists that were asked for.
struct FlowAmounts: Sendable {
    private let periods: Int
    private var amounts: [BaseAmount]

    init(indicators: Int, periods: Int) {
        self.periods = periods
        amounts = Array(repeating: BaseAmount(), count: indicators * periods)
    }

    /// Nothing at all where nothing happened.
    subscript(indicator: Int, period: Int) -> BaseAmount {
        get { amounts[indicator * periods + period] }
        set { amounts[indicator * periods + period] = newValue }
    }
}

/// Where kept amounts are read: the live rows, an edition, or a recount of what was known on a day.
protocol BaseFigures {
    /// What happened in each of the periods.
    func flows(_ indicators: [Indicator], of unit: String, in periods: [Period]) throws -> FlowAmounts
    /// What stood at the end of a day, in the order of the indicators.
    func stocks(_ indicators: [Indicator], of unit: String, on day: Day) throws -> [BaseAmount]
    /// The years in which an indicator has anything of a unit.
    func years(of indicators: [Indicator], unit: String) throws -> ClosedRange<Int>?
}
