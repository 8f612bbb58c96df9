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
        // Once until it is seen to: whoever asks again and again fills nobody's inbox.
        guard let found = try store.credentials(login: login), try !store.isResetAsked(of: found.account) else {
            return true
        }
        try store.setResetAsked(change.moment.instant, of: found.account)
        for post in try PostStore(change.session).held(withRoles: administrators(change), change.inForce) {
            try Inbox.put(
                NewInboxItem(
                    kind: Self.inboxKind, subject: "account:\(found.account)", title: "账号 \(login) 申请重设密码",
                    address: "/accounts/\(login)", to: .post(post), due: .workingDays(1)), in: &change)
        }
        change.touches("account:\(found.account)")
        return true
    }

    /// The sort of work that seeing to it is, in the inbox.
    static let inboxKind = "account.reset"

    /// Roles that may reset every account's password.
    private func administrators(_ change: Change) -> [String] {
        change.reading.rights.candidates("account.reset").filter { $0.scope == .all }.map(\.role)
    }

    /// What was typed may be anything, a password even.
    package func encode(to encoder: any Encoder) throws { _ = encoder.container(keyedBy: NoKey.self) }
}
