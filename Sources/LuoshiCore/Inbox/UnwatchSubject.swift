import Database

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
