import Database

/// Asks to be told when something changes.
package struct WatchSubject: Command {
    package static let name = "watch.add"
    let account: String
    let kind: WatchKind
    let id: String

    package init(account: String, kind: WatchKind, id: String) {
        self.account = account
        self.kind = kind
        self.id = id
    }

    package var permission: Permission { "watch.add" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("watch:\(account)")] }

    package func run(_ change: inout Change) throws -> Bool {
        guard change.reading.allows(kind.permission, on: kind.subject(id)) else {
            throw Refusal("watch_unreadable", status: 403, "您没有权限查看它，不能关注。")
        }
        guard let title = try kind.title(id, change.reading) else { throw Refusal.notFound("要关注的内容") }
        let subject = "\(kind.prefix):\(id)"
        try WatchStore.watches.put(
            [.text(account), .text(subject)], [.text(title), .text(kind.address(id))], from: change.day,
            today: change.day, in: change.session)
        change.note("关注 \(title)")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account, id }
}
