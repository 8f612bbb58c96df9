/// Hands a delegated item back to where it came from, with a word why (退回).
package struct ReturnItem: Command {
    package static let name = "inbox.return"
    let item: String
    let note: String

    package init(item: String, note: String) {
        self.item = item
        self.note = note
    }

    package var permission: Permission { "inbox.act" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try InboxRights(reading).subject(toAct: item)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("inbox:\(item)")] }

    package func run(_ change: inout Change) throws -> Bool {
        guard !note.isEmpty else { throw Refusal("inbox_return_why", "请写明退回的原因，对方才知道怎么办。") }
        let store = InboxStore(change.session)
        guard let (place, next) = try store.leave(item, as: .returned, by: change) else { throw Refusal.itemClosed }
        guard let parent = place.parent, let back = try store.places(of: item).first(where: { $0.number == parent })
        else { throw Refusal("inbox_not_delegated", "这件待办不是别人转来的，不能退回；可以转办给合适的岗位。") }
        try store.insertPlace(item, next, parent: back.parent, at: back.at, due: back.due, note: note, by: change)
        change.touches("inbox:\(item)")
        change.note("退回：\(note)")
        return true
    }
}
