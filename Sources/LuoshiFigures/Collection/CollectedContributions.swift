import LuoshiCore

/// What the values of one unit bring to an indicator.
struct CollectedContributions {
    let indicator: Indicator
    let basis: Indicator.CollectedBasis

    /// What happened in a period is booked on its last day; what stands at its end stands until the next value.
    func contributions(_ values: [CollectedValue], of unit: String) -> [Contribution] {
        let sorted = values.sorted { $0.period < $1.period }
        return sorted.enumerated().map { index, value in
            let next = index + 1 < sorted.count ? sorted[index + 1].period.last : nil
            return Contribution(
                unit: unit, from: value.period.last, until: basis.nature == .stock ? next : nil, amount: value.amount,
                key: nil)
        }
    }

    /// The values with what falls to each period, where they were given summed up: less what was given before in the year or the plan.
    func settled(_ values: [CollectedValue]) -> [CollectedValue] {
        guard basis.reportedAs != .period, basis.nature == .flow else { return values }
        var before: CollectedValue?
        return values.sorted { $0.period < $1.period }.map { value in
            let isOnward = basis.reportedAs == .planToDate || before?.period.year == value.period.year
            let earlier = isOnward ? before?.given ?? 0 : 0
            before = value
            return value.with(amount: value.given - earlier)
        }
    }
}

extension CollectedValue {
    func with(amount: Int64) -> CollectedValue {
        CollectedValue(
            indicator: indicator, unit: unit, period: period, version: version, given: given, amount: amount,
            status: status, availableOn: availableOn, source: source, reason: reason, enteredBy: enteredBy,
            knownFrom: knownFrom, knownTo: knownTo)
    }
}
