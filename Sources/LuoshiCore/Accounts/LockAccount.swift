import Database

/// Locks an account with a reason or opens it again; a locked one stands as nobody from this moment.
package struct LockAccount: Command {
    package static let name = "account.lock"
    let login: String
    let isLocked: Bool
    let reason: String?

    package init(login: String, isLocked: Bool, reason: String? = nil) {
        self.login = login
        self.isLocked = isLocked
        self.reason = reason
    }

    package var permission: Permission { "account.lock" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("login:\(login)")] }

    package func run(_ change: inout Change) throws -> Bool {
        if isLocked, change.standing.account == "a-\(login)" {
            throw Refusal("lock_own", "不能锁定自己的账号，以免没有人能再打开。请由另一位管理员办理。")
        }
        let store = AccountStore(change.session)
        guard try store.setLocked(isLocked, reason: isLocked ? reason : nil, login: login) else {
            throw Refusal.notFound("账号 \(login)")
        }
        if isLocked { try SessionStore(change.session).end(of: "a-\(login)") }
        change.touches("account:a-\(login)")
        change.note((isLocked ? "锁定账号 \(login)" : "解锁账号 \(login)") + (reason.map { "：\($0)" } ?? ""))
        if isLocked { change.publish(AccountLocked(account: "a-\(login)")) }
        return true
    }
}

/// An account was locked: what stands on it ends with it.
package struct AccountLocked: Event {
    package static let name = "account.locked"
    package let account: String
}

/// Lets an account try again at once that wrong passwords have closed for a quarter of an hour.
package struct LiftPause: Command {
    package static let name = "account.lift_pause"
    let login: String

    package init(login: String) { self.login = login }

    package var permission: Permission { "account.lift_pause" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func run(_ change: inout Change) throws -> Bool {
        try FailedSignIns(change.session).forget(login: login)
        change.touches("account:a-\(login)")
        change.note("解除账号 \(login) 的登录暂停")
        return true
    }
}
