package import LuoshiCore

/// Opens a settled contradiction again; what was settled stays on record.
package struct ReopenContradiction: Command {
    package static let name = "contradiction.reopen"
    let contradiction: String
    let after: Int
    let ground: Ground
    let reason: String

    package init(contradiction: String, after: Int, ground: Ground, reason: String) {
        self.contradiction = contradiction
        self.after = after
        self.ground = ground
        self.reason = reason
    }

    package var permission: Permission { "plan.settle" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey(Matter.contradiction(contradiction).name)] }

    package func run(_ change: inout Change) throws -> Int {
        let item = try change.contradiction(contradiction)
        let before = try change.decision(on: item.matter, seen: after)
        guard !reason.isEmpty else { throw Refusal("reason", "请写明为什么重新处理。") }
        let reopened = try change.record(
            item.matter, .withdrawn, option: nil, value: nil, words: "撤销“\(before.words)”，重新处理", reason: reason,
            ground: ground, from: nil)
        change.note("重新处理“\(item.title)”。依据：\(ground.inWords)")
        return reopened.number
    }
}
