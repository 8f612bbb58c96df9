import LuoshiCore
import LuoshiPlan

/// The paper that a decision rests on.
struct GroundBody: Codable, Sendable {
    let kind: GroundKind
    let title: LineText
    /// A document must have one.
    let number: LineText?
    let day: Day

    var model: Ground { Ground(kind: kind, title: title.text, number: number?.text, day: day) }
}

/// What is decided: an option, or a value where it takes one (`given`, or `units`); `reason` where opinions are awaited.
struct NewDecisionBody: Codable, Sendable {
    let option: KeyText?
    let given: WordsText?
    let units: [KeyText]?
    let ground: GroundBody
    /// Today where absent.
    let from: Day?
    let reason: WordsText?

    var choice: RulingChoice {
        RulingChoice(option: option?.text, given: given?.text ?? "", units: units?.map(\.text) ?? [])
    }
}

/// What is decided instead of decision number `after`, and why.
struct RevisionBody: Codable, Sendable {
    let after: Int
    let option: KeyText?
    let given: WordsText?
    let units: [KeyText]?
    let ground: GroundBody
    let from: Day?
    let reason: WordsText
}

/// Why decision number `after` no longer holds.
struct WithdrawalBody: Codable, Sendable {
    let after: Int
    let ground: GroundBody
    let from: Day?
    let reason: WordsText
}
