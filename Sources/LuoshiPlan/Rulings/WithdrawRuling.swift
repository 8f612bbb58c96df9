package import LuoshiCore

/// Takes a decision out of force: the question is open again, and the decision stays on record.
package struct WithdrawRuling: Command {
    package static let name = "ruling.withdraw"
    let ruling: String
    let after: Int
    let ground: Ground
    let from: Day?
    let reason: String

    /// `after`: the number of the decision that is withdrawn.
    package init(ruling: String, after: Int, ground: Ground, from: Day? = nil, reason: String) {
        self.ruling = ruling
        self.after = after
        self.ground = ground
        self.from = from
        self.reason = reason
    }

    package var permission: Permission { "plan.rule" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.decider(of: ruling)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey(Matter.ruling(ruling).name), "units"] }

    /// Returns the withdrawal's number.
    package func run(_ change: inout Change) throws -> Int {
        let question = try change.question(ruling)
        let before = try change.decision(on: question.matter, seen: after)
        guard !reason.isEmpty else { throw Refusal("reason", "请写明为什么撤销原来的裁定。") }
        let withdrawn = try change.record(
            question.matter, .withdrawn, option: nil, value: nil, words: "撤销“\(before.words)”，重新待确认",
            reason: reason, ground: ground, from: from)
        try change.takeEffect(withdrawn, of: question)
        change.note("撤销“\(question.title)”的裁定。依据：\(ground.inWords)")
        return withdrawn.number
    }
}
