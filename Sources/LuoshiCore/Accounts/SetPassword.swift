import Database

/// Sets a password for somebody else (as its hash), who must change it at the next sign-in, and ends the account's sessions.
package struct SetPassword: Command {
    package static let name = "account.set_password"
    let login: String
    let passwordHash: Secret
    let isTemporary: Bool

    /// `isTemporary`: the person must choose another one, as they must whenever another person chose it.
    package init(login: String, passwordHash: String, isTemporary: Bool = false) {
        self.login = login
        self.passwordHash = Secret(passwordHash)
        self.isTemporary = isTemporary
    }

    package var permission: Permission { "account.set_password" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("password:a-\(login)")] }

    package func run(_ change: inout Change) throws -> Bool {
        let account = "a-\(login)"
        let mustChange = isTemporary || change.standing.account != nil
        guard try AccountStore(change.session).setPassword(passwordHash, of: account, mustChange: mustChange) else {
            throw Refusal.notFound("账号 \(login)")
        }
        try SessionStore(change.session).end(of: account)
        change.touches("account:\(account)")
        change.note("修改账号 \(login) 的密码，已登录的都退出")
        return true
    }

    private enum CodingKeys: String, CodingKey { case login, passwordHash }
}
