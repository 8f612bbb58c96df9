package import LuoshiCore

/// All questions and contradictions of the plan, with what was decided and who was heard.
package struct RulingBoard: Sendable {
    package let view: PlanView
    /// The last decision on each matter, whether or not it holds already.
    package let latest: [Matter: RulingDecision]
    /// How many units were asked about each open question, and how many answered.
    package let heard: [Matter: (asked: Int, answered: Int)]
}

/// The board of what is open and what is decided; nil where no plan was in force.
package struct ReadRulings: Query {
    package static let name = "ruling.list"

    package init() {}

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> RulingBoard? {
        guard let view = try PlanView(in: reading) else { return nil }
        let opinions = try OpinionStore(reading.session).opinions(reading.inForce)
        return RulingBoard(
            view: view, latest: try RulingStore(reading.session).latest(reading.inForce),
            heard: opinions.mapValues { ($0.count, $0.count { $0.isAnswered }) })
    }
}

/// One question with everything that belongs to it, and what the reader may do with it.
package struct RulingFile: Sendable {
    package let reading: PlanReading
    package let question: RulingQuestion
    /// What holds today; nil while it is open.
    package let decision: RulingDecision?
    /// All decisions, newest first.
    package let history: [RulingDecision]
    /// Who was asked; what they answered only as far as this reader may read it.
    package let opinions: [Opinion]
    /// The units that the package wants heard.
    package let consulted: Set<String>
    /// Of the units asked, those this reader may answer for.
    package let mayAnswerFor: [String]
    package let mayRule: Bool
    package let mayAsk: Bool

    /// The last decision, also where it holds only from a later day; nil where there is none or it was withdrawn.
    package var standing: RulingDecision? { history.first.flatMap { $0.act == .withdrawn ? nil : $0 } }
}

/// One question by its key; nil where the plan in force does not have it.
package struct RulingByKey: Query {
    package static let name = "ruling.read"
    let key: String

    package init(_ key: String) { self.key = key }

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> RulingFile? {
        guard let plan = try ReadPlan().answer(in: reading),
            let question = plan.view.plan.rulings.first(where: { $0.key == key })
        else { return nil }
        let opinions = try OpinionStore(reading.session).opinions(on: question.matter, reading.inForce)
        let asked = Set(opinions.map(\.unit)).sorted()
        let byName = try UnitStore(reading.session).unitsByName(on: reading.inForce)
        return RulingFile(
            reading: plan, question: question, decision: plan.view.decision(on: question),
            history: try RulingStore(reading.session).history(of: question.matter, reading.inForce),
            opinions: opinions.map { reading.allows("plan.read_opinions", on: .unit($0.unit)) ? $0 : $0.withheld },
            consulted: Set(question.consults.compactMap { byName[$0] }),
            mayAnswerFor: asked.filter { reading.allows("plan.give_opinion", on: .unit($0), writing: true) },
            mayRule: reading.allows("plan.rule", on: try reading.decider(of: key), writing: true),
            mayAsk: reading.allows("plan.ask_opinions", writing: true))
    }
}

/// One contradiction with its places in the document and its settlements.
package struct ContradictionFile: Sendable {
    package let reading: PlanReading
    package let contradiction: Contradiction
    package let decision: RulingDecision?
    /// All settlements, newest first.
    package let history: [RulingDecision]
    package let maySettle: Bool

    /// The last settlement; nil where there is none or it was opened again.
    package var standing: RulingDecision? { history.first.flatMap { $0.act == .withdrawn ? nil : $0 } }
}

/// One contradiction by its key; nil where the plan in force does not have it.
package struct ContradictionByKey: Query {
    package static let name = "contradiction.read"
    let key: String

    package init(_ key: String) { self.key = key }

    package var permission: Permission { "plan.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> ContradictionFile? {
        guard let plan = try ReadPlan().answer(in: reading),
            let item = plan.view.plan.contradictions.first(where: { $0.key == key })
        else { return nil }
        return ContradictionFile(
            reading: plan, contradiction: item, decision: plan.view.decisions[item.matter],
            history: try RulingStore(reading.session).history(of: item.matter, reading.inForce),
            maySettle: reading.allows("plan.settle", writing: true))
    }
}
