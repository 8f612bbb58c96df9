package import LuoshiCore

/// Decides how two places of the plan that do not say the same are read: which wording prevails, or how both stand.
package struct SettleContradiction: Command {
    package static let name = "contradiction.settle"
    let contradiction: String
    let after: Int?
    let prevails: String?
    let reading: String
    let ground: Ground
    let from: Day?

    /// `after`: the number of the settlement it replaces; nil for the first. `prevails`: a clause; nil where both stand.
    /// `reading`: how it is read, in words.
    package init(
        contradiction: String, after: Int? = nil, prevails: String?, reading: String, ground: Ground, from: Day? = nil
    ) {
        self.contradiction = contradiction
        self.after = after
        self.prevails = prevails
        self.reading = reading
        self.ground = ground
        self.from = from
    }

    package var permission: Permission { "plan.settle" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey(Matter.contradiction(contradiction).name)] }

    /// Returns the settlement's number.
    package func run(_ change: inout Change) throws -> Int {
        let item = try change.contradiction(contradiction)
        if let after {
            _ = try change.decision(on: item.matter, seen: after)
        } else if let latest = try RulingStore(change.session).latest(item.matter), latest.act != .withdrawn {
            throw Refusal("already_decided", status: 409, "\(latest.signature)：\(latest.words)。请看过后再办理。")
        }
        if let prevails, !item.clauses.contains(prevails) {
            throw Refusal("prevails", "请从不一致的几处里选一处，或选“都保留”。")
        }
        guard !reading.isEmpty, reading.count <= 500 else { throw Refusal("reading", "请写明今后怎样读，不超过 500 字。") }
        let settled = try change.record(
            item.matter, after == nil ? .decided : .revised, option: prevails.map { "prevails:\($0)" } ?? "both",
            value: .text(reading), words: "\(prevails.map { "以 \($0) 为准" } ?? "各处都保留")：\(reading)", reason: "",
            ground: ground, from: from)
        for target in item.targets { change.touches("target:\(target)") }
        change.note("\(settled.act.title)“\(item.title)”：\(settled.words)。依据：\(ground.inWords)")
        return settled.number
    }
}
