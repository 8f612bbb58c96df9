import Database

/// A person signs out.
struct EndSession: Command {
    static let name = "session.end"
    let account: String
    let tokenHash: [UInt8]

    var permission: Permission { "session.end" }
    func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    func run(_ change: inout Change) throws -> Bool {
        try SessionStore(change.session).end(tokenHash, of: account)
        change.touches("account:\(account)")
        change.note("退出登录")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account }
}

/// A person ends one of their sessions, or all but the one they are in.
package struct EndOwnSessions: Command {
    package static let name = "me.end_sessions"
    let account: String
    let id: String?
    let keeping: [UInt8]

    /// `id`: of one session; nil ends all but that of `current`, the cookie's token.
    package init(account: String, id: String?, current: String) {
        self.account = account
        self.id = id
        self.keeping = BearerSecret(current).hash
    }

    package var permission: Permission { "me.sessions" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    package func run(_ change: inout Change) throws -> Bool {
        let store = SessionStore(change.session)
        if let id {
            guard try store.end(id: id, of: account) else { throw Refusal.notFound("这次登录") }
        } else {
            try store.end(of: account, but: keeping)
        }
        change.touches("account:\(account)")
        change.note(id == nil ? "结束本人的其他登录" : "结束本人的一次登录")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account, id }
}

/// An administrator ends all sessions of an account.
package struct EndAllSessions: Command {
    package static let name = "account.end_sessions"
    let login: String

    package init(login: String) { self.login = login }

    package var permission: Permission { "account.end_sessions" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func run(_ change: inout Change) throws -> Bool {
        try SessionStore(change.session).end(of: "a-\(login)")
        change.touches("account:a-\(login)")
        change.note("结束账号 \(login) 的全部登录")
        return true
    }
}
