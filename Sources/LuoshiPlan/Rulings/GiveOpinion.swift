package import LuoshiCore

/// A consulted unit answers: it agrees, or has another view and says why; it may change its answer until the question is decided.
package struct GiveOpinion: Command {
    package static let name = "ruling.give_opinion"
    let ruling: String
    let unit: String
    let stance: OpinionStance
    let reason: String

    package init(ruling: String, unit: String, stance: OpinionStance, reason: String) {
        self.ruling = ruling
        self.unit = unit
        self.stance = stance
        self.reason = reason
    }

    package var permission: Permission { "plan.give_opinion" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey(Matter.ruling(ruling).name)] }

    package func run(_ change: inout Change) throws -> Bool {
        let question = try change.question(ruling)
        let store = OpinionStore(change.session)
        guard let asked = try store.opinions(on: question.matter, change.inForce).last(where: { $0.unit == unit })
        else {
            throw Refusal("not_asked", "这一事项没有征求本单位的意见。如有意见，请与\(question.decidedBy)联系。")
        }
        if let latest = try RulingStore(change.session).latest(question.matter), latest.act != .withdrawn {
            throw Refusal(
                "already_decided", status: 409, "\(latest.signature)，意见不能再改。如有不同意见，请与\(question.decidedBy)联系。")
        }
        guard stance == .agree || !reason.isEmpty else { throw Refusal("opinion_reason", "有不同意见的，请写明意见和理由。") }
        guard reason.count <= 2000 else { throw Refusal("opinion_reason", "意见不超过 2000 字。") }
        try store.answer(asked, of: question.matter, stance, reason, in: change)
        try OpinionItem.settle(question, of: unit, in: &change)
        change.touches(question.matter.name)
        change.touches("unit:\(unit)")
        change.note("对“\(question.title)”\(stance.title)")
        return true
    }
}
