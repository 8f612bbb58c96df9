/// Who answers for a unit, and for a subject of it, on a day: a pure function over what the events say.
package struct Successions: Sendable {
    /// One unit's matters going to another on a day.
    package struct Step: Sendable, Hashable {
        package let event: Int
        /// Orders events of one day.
        package let place: Int
        package let kind: UnitEventKind
        package let day: Day
        package let from: String
        package let to: String
        /// `duty:2.3.4`, `target:T03`; nil is everything.
        package let subject: String?
        package let basis: String

        package init(
            event: Int, place: Int, kind: UnitEventKind, day: Day, from: String, to: String, subject: String?,
            basis: String
        ) {
            self.event = event
            self.place = place
            self.kind = kind
            self.day = day
            self.from = from
            self.to = to
            self.subject = subject
            self.basis = basis
        }

        fileprivate var order: (Day, Int, Int) { (day, place, subject == nil ? 1 : 0) }
    }

    package let steps: [Step]
    private let bySource: [String: [Step]]

    package init(_ steps: [Step]) {
        self.steps = steps
        self.bySource = Dictionary(grouping: steps, by: \.from).mapValues { $0.sorted { $0.order < $1.order } }
    }

    /// The way from a unit to whoever answers on the day, in order; empty while it answers itself.
    ///
    /// Each step lies after the one before it in time, so the way ends even where matters went there and back.
    package func way(from unit: String, subject: String? = nil, on day: Day) -> [Step] {
        var way: [Step] = []
        var at = unit
        while let step = bySource[at]?.first(where: { step in
            step.day <= day && (step.subject == nil || step.subject == subject)
                && (way.last.map { ($0.day, $0.place) < (step.day, step.place) } ?? true)
        }) {
            way.append(step)
            at = step.to
        }
        return way
    }

    /// Who answers on the day.
    package func answer(for unit: String, subject: String? = nil, on day: Day) -> String {
        way(from: unit, subject: subject, on: day).last?.to ?? unit
    }

    /// Days on which anything passes.
    package var days: Set<Day> { Set(steps.map(\.day)) }
}
