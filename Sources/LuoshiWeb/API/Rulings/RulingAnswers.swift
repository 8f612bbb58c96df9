import LuoshiCore
import LuoshiPlan

/// What the plan leaves open, with the ways it may be decided.
struct RulingAnswer: Codable, Sendable {
    let key: String
    let clause: String
    let title: String
    let question: String
    let why: String
    let options: [RulingOption]
    let takes: RulingValueKind
    let isFree: Bool
    let targets: [String]
    let decidedBy: String
    let consults: [String]
    /// What holds today; absent while it is open.
    let decision: DecisionAnswer?
    /// The last on record, also where it holds only later or was withdrawn.
    let latest: DecisionAnswer?
    let asked: Int
    let answered: Int

    init(_ ruling: RulingQuestion, on board: RulingBoard) {
        let heard = board.heard[ruling.matter]
        self.init(
            ruling, board.view.decision(on: ruling), latest: board.latest[ruling.matter], asked: heard?.asked ?? 0,
            answered: heard?.answered ?? 0)
    }

    init(_ file: RulingFile) {
        self.init(
            file.question, file.decision, latest: file.history.first, asked: file.opinions.count,
            answered: file.opinions.count { $0.isAnswered })
    }

    private init(
        _ ruling: RulingQuestion, _ decision: RulingDecision?, latest: RulingDecision?, asked: Int, answered: Int
    ) {
        key = ruling.key
        clause = ruling.clause
        title = ruling.title
        question = ruling.question
        why = ruling.why
        options = ruling.options.map(RulingOption.init)
        takes = ruling.takes
        isFree = ruling.isFree
        targets = ruling.targets
        decidedBy = ruling.decidedBy
        consults = ruling.consults
        self.decision = decision.map(DecisionAnswer.init)
        self.latest = latest.map(DecisionAnswer.init)
        self.asked = asked
        self.answered = answered
    }
}

/// One way to decide a question; without a value the one who rules gives it.
struct RulingOption: Codable, Sendable {
    let key: String
    let title: String
    let value: String?
    let effect: String
    let takes: RulingValueKind?
    let suggested: [String]?

    init(_ option: RulingQuestion.Option) {
        key = option.key
        title = option.title
        value = option.value
        effect = option.effect
        takes = option.takes
        suggested = option.suggested
    }

    var model: RulingQuestion.Option {
        RulingQuestion.Option(key: key, title: title, value: value, effect: effect, takes: takes, suggested: suggested)
    }
}

/// A decision on record: what, on what ground, from when, by whom; a later one replaces it and erases nothing.
struct DecisionAnswer: Codable, Sendable {
    struct GroundAnswer: Codable, Sendable {
        let kind: GroundKind
        let title: String
        let number: String?
        let day: Day
    }

    let number: Int
    let act: DecisionAct
    let option: String?
    /// Absent once withdrawn.
    let value: String?
    let words: String
    let reason: String
    /// The paper, in words.
    let ground: String
    let paper: GroundAnswer
    let effectiveFrom: Day
    let decidedOn: Day
    let decidedBy: String

    init(_ decision: RulingDecision) {
        let rests = decision.ground
        number = decision.number
        act = decision.act
        option = decision.option
        value = decision.value?.stored
        words = decision.words
        reason = decision.reason
        ground = rests.inWords
        paper = GroundAnswer(kind: rests.kind, title: rests.title, number: rests.number, day: rests.day)
        effectiveFrom = decision.effectiveFrom
        decidedOn = decision.decidedOn
        decidedBy = decision.decidedBy
    }
}

/// Two places of the plan that do not say the same, and how they were settled last.
struct ContradictionAnswer: Codable, Sendable {
    let key: String
    let title: String
    let clauses: [String]
    let targets: [String]
    let explanation: String
    let latest: DecisionAnswer?

    init(_ contradiction: Contradiction, _ latest: RulingDecision?) {
        key = contradiction.key
        title = contradiction.title
        clauses = contradiction.clauses
        targets = contradiction.targets
        explanation = contradiction.explanation
        self.latest = latest.map(DecisionAnswer.init)
    }
}
