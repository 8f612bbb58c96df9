/// Sends an item on to another post or account with a note and, where wanted, its own due day (转办).
package struct DelegateItem: Command {
    package static let name = "inbox.delegate"
    let item: String
    let to: InboxAddress
    let note: String
    let due: DueTime?

    package init(item: String, to: InboxAddress, note: String, due: DueTime? = nil) {
        self.item = item
        self.to = to
        self.note = note
        self.due = due
    }

    package var permission: Permission { "inbox.act" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try InboxRights(reading).subject(toAct: item)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("inbox:\(item)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let store = InboxStore(change.session)
        try InboxTaker(change).check(to)
        guard let (place, next) = try store.leave(item, as: .delegated, by: change) else { throw Refusal.itemClosed }
        guard place.at != to else { throw Refusal("inbox_same_place", "这件待办已经在这里，请选另一个岗位或另一个人。") }
        let day = due?.day(after: change.day, change.reading.package?.calendar) ?? place.due
        if let day, day < change.day { throw Refusal("inbox_due_past", "办理期限不能早于今天，请改一个日期。") }
        if let day, let own = place.due, day > own {
            throw Refusal("inbox_due_late", "转办的期限不能晚于本件期限 \(own)，请改早。")
        }
        try store.insertPlace(item, next, parent: place.number, at: to, due: day, note: note, by: change)
        change.touches("inbox:\(item)")
        change.note("转办\(note.isEmpty ? "" : "：\(note)")")
        return true
    }
}

extension Refusal {
    static let itemClosed = Refusal("inbox_closed", status: 409, "这件待办已经办结或撤回，不能再操作。请刷新页面查看。")
}

/// Checks that something handed on would reach somebody.
struct InboxTaker {
    private let change: Change

    init(_ change: Change) { self.change = change }

    /// Refuses an unknown post or account, a closed post, and an account that cannot come in.
    func check(_ address: InboxAddress) throws {
        let receivers = ReceiverStore(change.session, change.inForce)
        switch address {
        case .post(let id):
            guard try PostStore(change.session).post(id) != nil else { throw Refusal.notFound("岗位 \(id)") }
            guard try receivers.receiver(of: id) != .nobody else {
                throw Refusal("inbox_nobody_there", "这个岗位和该单位主要负责人都空缺，转去无人接收。请另选一个岗位。")
            }
        case .account(let id):
            guard try InboxStore(change.session).name(ofAccount: id) != nil else { throw Refusal.notFound("这个人") }
            guard try receivers.standIn(for: id) == nil else {
                throw Refusal("inbox_absent", "这个人的账号已停用，转去无人办理。请另选一个人。")
            }
        }
    }
}
