package import LuoshiCore

/// Decides what the plan leaves open: which reading, on what ground, from when (口径裁定).
package struct Rule: Command {
    package static let name = "ruling.decide"
    let ruling: String
    let choice: RulingChoice
    let ground: Ground
    let from: Day?
    let reason: String

    /// `from`: nil is today. `reason` says why not to wait where opinions are still awaited.
    package init(ruling: String, choice: RulingChoice, ground: Ground, from: Day? = nil, reason: String = "") {
        self.ruling = ruling
        self.choice = choice
        self.ground = ground
        self.from = from
        self.reason = reason
    }

    package var permission: Permission { "plan.rule" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try reading.decider(of: ruling)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey(Matter.ruling(ruling).name), "units"] }

    /// Returns the decision's number.
    package func run(_ change: inout Change) throws -> Int {
        let question = try change.question(ruling)
        if let latest = try RulingStore(change.session).latest(question.matter), latest.act != .withdrawn {
            throw Refusal(
                "already_decided", status: 409, "\(latest.signature)：\(latest.words)。如有新的依据，请在裁定页上修订。")
        }
        let opinions = try OpinionStore(change.session).opinions(on: question.matter, change.inForce)
        let awaited = opinions.filter { $0.isAwaited(on: change.day) }
        if !awaited.isEmpty && reason.isEmpty {
            throw Refusal("reason", "还有 \(awaited.count) 个单位在期限内没有答复意见。如确须先行裁定，请写明理由。")
        }
        try OpinionItem.close(question, asked: opinions, in: &change)
        return try change.rule(question, .decided, choice, ground: ground, from: from, reason: reason)
    }
}
