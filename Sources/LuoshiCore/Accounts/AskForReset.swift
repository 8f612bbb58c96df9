import Database

/// Somebody says they forgot the password of a login: the administrators hear of it if the account exists. The answer is
/// the same for every login.
package struct AskForReset: Command {
    package static let name = "account.forgot"
    let login: String

    package init(login: String) { self.login = login }

    package var permission: Permission { "account.forgot" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.open] }

    package func run(_ change: inout Change) throws -> Bool {
        change.note("有人申请重设密码")
        let store = AccountStore(change.session)
        guard let found = try store.credentials(login: login) else { return true }
        try store.setResetAsked(change.moment.instant, of: found.account)
        change.touches("account:\(found.account)")
        return true
    }

    /// What was typed may be anything, a password even.
    package func encode(to encoder: any Encoder) throws { _ = encoder.container(keyedBy: NoKey.self) }
}
