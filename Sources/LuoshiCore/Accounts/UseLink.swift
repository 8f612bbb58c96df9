import Database

/// The bearer of an invitation opens the account: login and password are their own choice. The link works once.
package struct AcceptInvitation: Command {
    package static let name = "link.accept"
    let tokenHash: [UInt8]
    let login: String
    let passwordHash: Secret

    package init(token: BearerSecret, login: String, passwordHash: String) {
        self.tokenHash = token.hash
        self.login = login
        self.passwordHash = Secret(passwordHash)
    }

    package var permission: Permission { "link.use" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.open] }
    package func locks(in reading: Reading) throws -> [LockKey] {
        [LockKey("link:\(hexadecimal(tokenHash))"), LockKey("login:\(login)")]
    }

    /// Returns the account's id.
    package func run(_ change: inout Change) throws -> String {
        let store = AccountLinkStore(change.session)
        let now = change.moment.instant
        guard let link = try store.link(tokenHash, at: now), link.purpose == .invitation else {
            throw AccountLink.unknown
        }
        try link.check()
        let account = try NewAccount(
            login: login, name: link.personName, unit: link.unit, post: link.post, roles: link.roles,
            passwordHash: passwordHash, employeeNumber: link.employeeNumber
        ).open(in: &change)
        try store.markUsed(link.id, at: now)
        if let unit = link.unit { change.touches("unit:\(unit)") }
        change.note("凭邀请链接开设账号 \(login)")
        return account
    }

    private enum CodingKeys: String, CodingKey { case login }
}

/// The bearer of a reset link sets a new password; all sessions end, and the pause after wrong passwords is over.
package struct ResetPassword: Command {
    package static let name = "link.reset_password"
    let tokenHash: [UInt8]
    let passwordHash: Secret

    package init(token: BearerSecret, passwordHash: String) {
        self.tokenHash = token.hash
        self.passwordHash = Secret(passwordHash)
    }

    package var permission: Permission { "link.use" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.open] }
    package func locks(in reading: Reading) throws -> [LockKey] {
        let account = try AccountLinkStore(reading.session).link(tokenHash, at: reading.moment.instant)?.account
        return [LockKey("link:\(hexadecimal(tokenHash))")] + (account.map { [LockKey("password:\($0)")] } ?? [])
    }

    package func run(_ change: inout Change) throws -> Bool {
        let store = AccountLinkStore(change.session)
        let now = change.moment.instant
        guard let link = try store.link(tokenHash, at: now), let account = link.account else {
            throw AccountLink.unknown
        }
        try link.check()
        let accounts = AccountStore(change.session)
        // A locked account stays locked: the sentence tells no more than the link does.
        guard let found = try accounts.credentials(account: account) else { throw AccountLink.unknown }
        _ = try accounts.setPassword(passwordHash, of: account, mustChange: false)
        try FailedSignIns(change.session).forget(login: found.login)
        try SessionStore(change.session).end(of: account)
        try store.markUsed(link.id, at: now)
        change.touches("account:\(account)")
        change.note("凭链接重设账号 \(found.login) 的密码，已登录的都退出")
        return true
    }

    private enum CodingKeys: CodingKey { case passwordHash }
}

/// What a one-time link opens, for the page behind it.
package struct ReadLink: Query {
    package static let name = "link.read"
    let tokenHash: [UInt8]

    package init(token: BearerSecret) { self.tokenHash = token.hash }

    package var permission: Permission { "link.use" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.open] }

    /// The link, and for a reset the login whose password it sets, and the unit's name; refused for one that opens nothing.
    package func answer(in reading: Reading) throws -> (link: AccountLink, login: String?, unit: Unit?) {
        guard let link = try AccountLinkStore(reading.session).link(tokenHash, at: reading.moment.instant) else {
            throw AccountLink.unknown
        }
        try link.check()
        let login = try link.account.flatMap { try AccountStore(reading.session).credentials(account: $0)?.login }
        if link.purpose == .reset && login == nil { throw AccountLink.unknown }
        let unit = try link.unit.flatMap { try UnitStore(reading.session).unit($0, on: reading.inForce) }
        return (link, login, unit)
    }
}
