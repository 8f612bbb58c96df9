/// Takes note of notices, many at once (知悉).
package struct AcknowledgeNotices: Command {
    package static let name = "inbox.acknowledge"
    let notices: [String]

    /// At most two hundred.
    package init(_ notices: [String]) { self.notices = notices }

    package var permission: Permission { "inbox.act" }

    package func subjects(in reading: Reading) throws -> [Subject] {
        guard notices.count <= 200 else { throw Refusal("inbox_too_many", "一次最多知悉 200 条通知，请分几次。") }
        guard !notices.isEmpty else { throw Refusal("inbox_none_chosen", "请先勾选要知悉的通知。") }
        let rights = InboxRights(reading)
        return try notices.map { try rights.subject(toAct: $0) }
    }

    package func locks(in reading: Reading) throws -> [LockKey] { notices.map { LockKey("inbox:\($0)") } }

    /// Returns how many were still open.
    package func run(_ change: inout Change) throws -> Int {
        let store = InboxStore(change.session)
        for id in notices where try store.item(id)?.isNotice != true {
            throw Refusal("inbox_not_a_notice", "其中有需要办理的事项，不能只知悉。请打开后办理。")
        }
        let closed = try store.close(notices, as: .done, by: change)
        for id in closed { change.touches("inbox:\(id)") }
        change.note("知悉通知 \(closed.count) 条")
        return closed.count
    }
}
