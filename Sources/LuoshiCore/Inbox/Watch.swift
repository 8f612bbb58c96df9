import Database

/// A sort of thing that can be watched, and what page of it a watcher must be allowed to read.
package struct WatchKind: Sendable {
    /// What stands before the colon of its subjects: `target`.
    package let prefix: String
    let permission: Permission
    let subject: @Sendable (String) -> Subject
    let address: @Sendable (String) -> String
    /// Nil where there is no such thing.
    let title: @Sendable (String, Reading) throws -> String?

    package init(
        prefix: String, permission: Permission, subject: @escaping @Sendable (String) -> Subject,
        address: @escaping @Sendable (String) -> String,
        title: @escaping @Sendable (String, Reading) throws -> String?
    ) {
        self.prefix = prefix
        self.permission = permission
        self.subject = subject
        self.address = address
        self.title = title
    }

    /// Units and posts.
    package static let core = [
        WatchKind(prefix: "unit", permission: "unit.read", subject: Subject.unit, address: { "/units/\($0)" }) {
            try UnitStore($1.session).unit($0, on: $1.inForce)?.shortName
        }
    ]
}

/// Something watched (关注).
package struct Watched: Sendable, Hashable {
    package let subject: String
    package let title: String
    package let address: String
    package let since: Day
}

/// The table of who watches what.
struct WatchStore {
    static let watches = DatedTable("watches", keys: ["account", "subject"], values: ["title", "address"])
    let session: any Session

    func watched(by account: String, _ inForce: InForce) throws -> [Watched] {
        try session.all(
            """
            SELECT w.* FROM watches w WHERE w.account = \(account) AND \(sql: inForce.rows(of: "w"))
            ORDER BY w.valid_from DESC, w.subject
            """
        ) {
            Watched(
                subject: try $0["subject"], title: try $0["title"], address: try $0["address"],
                since: try $0["valid_from"])
        }
    }

    func watchers(of subjects: [String], _ inForce: InForce) throws -> [(account: String, watched: Watched)] {
        try session.all(
            """
            SELECT w.* FROM watches w WHERE w.subject IN \(list: subjects) AND \(sql: inForce.rows(of: "w"))
            ORDER BY w.account, w.subject
            """
        ) {
            (
                try $0["account"],
                Watched(
                    subject: try $0["subject"], title: try $0["title"], address: try $0["address"],
                    since: try $0["valid_from"])
            )
        }
    }
}

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

/// Wants to be told no longer.
package struct UnwatchSubject: Command {
    package static let name = "watch.remove"
    let account: String
    let subject: String

    package init(account: String, subject: String) {
        self.account = account
        self.subject = subject
    }

    package var permission: Permission { "watch.remove" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("watch:\(account)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let was = try WatchStore.watches.clear(
            [.text(account), .text(subject)], from: change.day, today: change.day, in: change.session)
        change.note("取消关注 \(subject)")
        return was
    }
}

/// What somebody watches.
package struct MyWatches: Query {
    package static let name = "watch.list"
    let account: String

    package init(account: String) { self.account = account }

    package var permission: Permission { "watch.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    package func answer(in reading: Reading) throws -> [Watched] {
        try WatchStore(session: reading.session).watched(by: account, reading.inForce)
    }
}
