/// The taker has gone through the sheet and takes over what stands on it.
package struct ConfirmHandover: Command {
    package static let name = "handover.confirm"
    let handover: String

    package init(_ handover: String) { self.handover = handover }

    package var permission: Permission { "handover.confirm" }
    package func subjects(in reading: Reading) throws -> [Subject] {
        [try HandoverRights(reading).subject(toConfirm: handover)]
    }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("handover:\(handover)")] }

    package func run(_ change: inout Change) throws -> Bool {
        guard try HandoverStore(change.session).confirm(handover, by: change) else {
            throw Refusal("handover_confirmed", status: 409, "这张交接单已经确认过，不必再确认。")
        }
        try Inbox.settle(kind: "handover.confirm", subject: "handover:\(handover)", in: &change)
        change.touches("handover:\(handover)")
        change.note("确认交接单")
        return true
    }
}

/// Who sees and who confirms a handover.
struct HandoverRights {
    private let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    /// The taker, or whoever stands in for them.
    func subject(toConfirm id: String) throws -> Subject {
        guard let (handover, unit) = try find(id) else { return .city }
        let accounts = try PersonStore(reading.session).accounts(of: handover.to).map(\.id)
        let rights = InboxRights(reading)
        let addresses = accounts.isEmpty ? [.post(handover.post)] : accounts.map(InboxAddress.account)
        return Subject(
            units: [unit], assignees: try addresses.reduce(into: []) { $0.formUnion(try rights.assignees(of: $1)) })
    }

    /// Giver and taker, the post's holders, and the unit's head.
    func subject(toRead id: String) throws -> Subject {
        guard let (handover, unit) = try find(id) else { return .city }
        let people = PersonStore(reading.session)
        let accounts = try people.accounts(of: handover.from) + people.accounts(of: handover.to)
        let heads = try PostStore(reading.session).posts(of: unit).filter { $0.kind == .head }.map(\.id)
        let posts = [handover.post] + heads
        return Subject(
            units: [unit], assignees: Set(accounts.map { "account:\($0.id)" } + posts.map { "post:\($0)" }))
    }

    private func find(_ id: String) throws -> (Handover, unit: String)? {
        guard let handover = try HandoverStore(reading.session).handover(id),
            let post = try PostStore(reading.session).post(handover.post)
        else { return nil }
        return (handover, post.unit)
    }
}
