package import LuoshiCore

/// Decides anew what was decided: the earlier decision stays on record with its time.
package struct ReviseRuling: Command {
    package static let name = "ruling.revise"
    let ruling: String
    let after: Int
    let choice: RulingChoice
    let ground: Ground
    let from: Day?
    let reason: String

    /// `after`: the number of the decision that is revised; `reason` says why.
    package init(ruling: String, after: Int, choice: RulingChoice, ground: Ground, from: Day? = nil, reason: String) {
        self.ruling = ruling
        self.after = after
        self.choice = choice
        self.ground = ground
        self.from = from
        self.reason = reason
    }

    package var permission: Permission { "plan.rule" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.decider(of: ruling)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey(Matter.ruling(ruling).name), "units"] }

    /// Returns the new decision's number.
    package func run(_ change: inout Change) throws -> Int {
        let question = try change.question(ruling)
        _ = try change.decision(on: question.matter, seen: after)
        guard !reason.isEmpty else { throw Refusal("reason", "请写明为什么修订原来的裁定。") }
        return try change.rule(question, .revised, choice, ground: ground, from: from, reason: reason)
    }
}
