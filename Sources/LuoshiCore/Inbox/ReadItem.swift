/// Marks an item as seen by whoever opened it.
package struct ReadItem: Command {
    package static let name = "inbox.read"
    let item: String

    package init(_ item: String) { self.item = item }

    package var permission: Permission { "inbox.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [try InboxRights(reading).subject(toRead: item)] }

    package func run(_ change: inout Change) throws -> Bool {
        guard let account = change.standing.account else { throw Refusal.signInRequired }
        try InboxStore(change.session).markRead(item, by: account, at: change.moment.instant)
        change.touches("inbox:\(item)")
        change.note("打开待办")
        return true
    }
}
