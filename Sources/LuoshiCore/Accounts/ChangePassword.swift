import Database

/// A person changes their own password, having shown the old one; the other sessions end, and this one gets new tokens.
struct ChangePassword: Command {
    static let name = "me.change_password"
    let account: String
    /// The stored hash against which the old password was checked: refused if it changed meanwhile.
    let previousHash: Secret
    let passwordHash: Secret
    let rotation: SessionRotation

    var permission: Permission { "me.password" }
    func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }
    func locks(in reading: Reading) throws -> [LockKey] { [LockKey("password:\(account)")] }

    func run(_ change: inout Change) throws -> Bool {
        let store = AccountStore(change.session)
        guard try store.credentials(account: account)?.hash == previousHash.value else { throw Refusal.busy }
        _ = try store.setPassword(passwordHash, of: account, mustChange: false)
        try rotation.apply(account, &change)
        change.touches("account:\(account)")
        change.note("本人修改密码，其他登录都退出")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account }
}
