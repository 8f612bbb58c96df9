import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Accounts and roles, for the administrator.
    static let accounts: [Endpoint] = accountRegister + accountHelp + unitAccounts + applications

    private static let accountRegister: [Endpoint] = [
        .list(
            "/accounts", "账号", "account.read", parameters: [.text("q", "登录名、姓名或单位里有这些字的")],
            ask: { Accounts(matching: $0.text("q") ?? "") }
        ) { accounts, call in
            try call.page(accounts, by: \.login, AccountAnswer.init)
        },
        .one("/accounts/{login}", "一个账号", "account.read", .account),
        .list("/roles", "角色", "account.read", ask: { _ in Roles() }) { titles, call in
            try call.page(titles.map { RoleAnswer(key: $0.key, title: $0.value) }, by: \.key) { $0 }
        },
        .change(
            .post, "/accounts", "开设账号", "account.create", status: 201,
            command: { (body: NewAccountBody, call) in
                let hash = try await PasswordPolicy.hash(
                    Secret(body.password.text), login: body.login.text, name: body.name.text,
                    request: try call.requestKey())
                return CreateAccount(
                    login: body.login.text, person: body.name.text, unit: body.unit, roles: body.roles,
                    passwordHash: hash)
            }, answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .patch, "/accounts/{login}", "锁定或解锁账号", "account.lock", provided: .changed(.account),
            command: { (body: AccountChangeBody, call) in
                LockAccount(login: try call.path("login"), isLocked: body.isLocked, reason: body.reason?.text)
            }, answer: { _, _ in DoneAnswer(done: true) }),
        .change(
            .put, "/accounts/{login}/password", "设置密码", "account.set_password",
            command: { (body: PasswordBody, call) in
                let login = try call.path("login")
                let hash = try await PasswordPolicy.hash(
                    Secret(body.password.text), login: login, name: "", request: try call.requestKey())
                return SetPassword(login: login, passwordHash: hash)
            }, answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

extension Resource where Q == AccountByLogin, Answer == AccountAnswer {
    /// The account that the path names.
    static var account: Resource {
        Resource(ask: { AccountByLogin(try $0.path("login")) }) { detail, _ in
            AccountAnswer(try detail.found("这个账号").account)
        }
    }
}

/// A person's way in.
struct AccountAnswer: Codable, Sendable {
    let id: String
    let login: String
    let person: String
    let name: String
    let unit: String?
    let isLocked: Bool
    let lockReason: String?
    /// Closed for a quarter of an hour after too many wrong passwords.
    let isPaused: Bool
    let hasSecondFactor: Bool
    /// The next sign-in asks for a new password.
    let mustChangePassword: Bool
    /// The owner waits for a link to set a new password.
    let asksForReset: Bool
    let roles: [String]

    init(_ account: Account) {
        id = account.id
        login = account.login
        person = account.person
        name = account.name
        unit = account.unit
        isLocked = account.isLocked
        lockReason = account.lockReason
        isPaused = account.isPaused
        hasSecondFactor = account.hasSecondFactor
        mustChangePassword = account.mustChangePassword
        asksForReset = account.asksForReset
        roles = account.roles
    }
}

/// A role of the package in force.
struct RoleAnswer: Codable, Sendable {
    let key: String
    let title: String
}

/// What came into being.
struct CreatedAnswer: Codable, Sendable {
    let id: String
}

/// Whether anything changed.
struct DoneAnswer: Codable, Sendable {
    let done: Bool
}
