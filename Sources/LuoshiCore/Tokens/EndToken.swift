import Database

/// Ends a token of one's own; from this moment it opens nothing.
package struct EndToken: Command {
    package static let name = "token.end"
    let account: String
    let id: String

    package init(account: String, id: String) {
        self.account = account
        self.id = id
    }

    package var permission: Permission { "token.end" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("tokens:\(account)")] }

    /// Whether it had not ended yet.
    package func run(_ change: inout Change) throws -> Bool {
        let store = TokenStore(change.session)
        guard let token = try store.token(id), token.account == account else { throw Refusal.notFound("这个令牌") }
        let ended = try store.end(id, of: account, at: change.moment.instant)
        change.touches("account:\(account)")
        change.touches("token:\(id)")
        change.note("停用令牌“\(token.title)”")
        return ended == 1
    }
}

extension EventHandler {
    /// A locked account's tokens end with it, for good.
    package static let endTokens = EventHandler("tokens", on: AccountLocked.self) { event, change in
        let ended = try TokenStore(change.session).endAll(of: event.account, at: change.moment.instant)
        if ended > 0 { change.note("停用该账号的 \(ended) 个令牌") }
    }
}
