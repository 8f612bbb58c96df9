import CEL
package import LuoshiCore
package import LuoshiPlan

/// The plan in force with what the figures of the whole city say of its targets.
package struct MeasuredTargets: Sendable {
    package let view: PlanView
    /// By the target's key; empty for whoever may not see figures.
    package let figures: [String: Figure]

    package init(_ view: PlanView, _ figures: [Figure]) {
        let byKey = Dictionary(figures.map { ($0.indicator.key, $0) }) { first, _ in first }
        var view = view
        view.figureLights = byKey.compactMapValues { figure in
            switch figure.absence {
            case nil: .measured
            case .noData: nil
            case .notYetDue: .notYetDue
            case .awaitingRuling: .awaitingRuling
            }
        }
        self.view = view
        self.figures = byKey
    }
}

/// See `MeasuredTargets`.
package struct MeasureTargets: Query {
    package static let name = "plan.measured"

    package init() {}

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    /// Nil where no plan has been adopted yet.
    package func answer(in reading: Reading) throws -> MeasuredTargets? {
        guard let view = try PlanView(in: reading) else { return nil }
        return MeasuredTargets(view, try reading.figuresOfCity())
    }
}

extension Reading {
    /// A target of the plan in force.
    func target(_ id: String) throws -> Target? {
        try PlanStore(session).current(inForce, kept: kept)?.target(id)
    }

    /// All figures of the city, none for whoever may not see them.
    fileprivate func figuresOfCity() throws -> [Figure] {
        let query = UnitFigures()
        guard try query.subjects(in: self).allSatisfy({ allows(query.permission, on: $0) }) else { return [] }
        return try query.answer(in: self).figures
    }
}

/// What a target is held to beside the plan, with every version that was.
package struct TargetLevels: Sendable {
    package let target: Target
    /// By year, then layer, the newest version first.
    package let levels: [TargetLevel]
    /// The city's figure of each year that a level is for, where the reader may see one.
    package let figures: [Int: Figure]
    package let maySet: Bool

    /// How much of a level its year's figure makes, in per cent with one digit: nil where there is no figure, the measures
    /// differ, or less is better.
    package func share(of level: TargetLevel) -> String? {
        guard [.above, .atLeast, .reached].contains(level.comparator), let figure = figures[level.year],
            let value = figure.value, figure.indicator.measure == target.measure,
            let wanted = DecimalValue(level.value), wanted > DecimalValue(0)
        else { return nil }
        return value.multiplied(by: DecimalValue(100))?.divided(by: wanted, places: 1, .halfUp)?.reduced.text
    }
}

/// One target; nil where the plan has none of that id.
package struct TargetLevelsByTarget: Query {
    package static let name = "target.levels"
    let target: String

    package init(_ target: String) { self.target = target }

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> TargetLevels? {
        guard let found = try reading.target(target) else { return nil }
        let levels = try TargetLevelStore(session: reading.session).levels(of: target, knownOn: reading.day)
        var figures: [Int: Figure] = [:]
        if let indicator = reading.indicators[found.key] {
            for year in Set(levels.map(\.year)) where year <= reading.day.year {
                let query = FigureQuery(indicator.key, at: indicator.time(of: year, seenOn: reading.day))
                let subjects = try query.subjects(in: reading)
                guard subjects.allSatisfy({ reading.allows(query.permission, on: $0) }) else { continue }
                let figure = try query.answer(in: reading)
                // What is not known of the year yet says the last year that is.
                if figure.period.map({ $0.last.year == year }) ?? true { figures[year] = figure }
            }
        }
        return TargetLevels(
            target: found, levels: levels, figures: figures,
            maySet: !reading.inForce.isAsKnownThen && reading.allows("plan.set_levels", writing: true))
    }
}

extension Target {
    /// The unit in which its values are written.
    package var measure: String? { expressions.compactMap(\.unit).first }
}

extension Indicator {
    /// When its figure of a year is read: a stock and what is summed up since a day as they stand at its end, a year that goes on as
    /// of today.
    fileprivate func time(of year: Int, seenOn day: Day) -> String? {
        switch basis {
        case .collected: String(year)
        case .cumulative, .difference: year == day.year ? nil : "\(year)-12-31"
        default: year == day.year ? nil : String(year)
        }
    }
}
