import Database

/// A person signs in: the session begins.
struct StartSession: Command {
    static let name = "session.start"
    let account: String
    let tokens: SessionTokens
    let visitor: Visitor
    /// The password's hash that was checked: refused if another was set meanwhile.
    let provenHash: Secret?

    init(_ account: String, _ token: BearerSecret, _ visitor: Visitor, provenHash: Secret?) {
        self.account = account
        self.provenHash = provenHash
        self.tokens = SessionTokens(hash: token.hash, csrf: Secret(BearerSecret().text))
        self.visitor = visitor
    }

    var permission: Permission { "session.start" }
    func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    func run(_ change: inout Change) throws -> Bool {
        guard let found = try AccountStore(change.session).credentials(account: account),
            provenHash.map({ $0.value == found.hash }) ?? true
        else { throw Refusal.signInRequired }
        // The pause is for failures in a row.
        try FailedSignIns(change.session).forget(login: found.login)
        let duty = try change.reading.duty(of: account, standing: change.standing)
        try SessionStore(change.session).start(tokens, of: account, visitor, duty: duty, at: change.moment.instant)
        change.touches("account:\(account)")
        change.note("登录")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account }
}

/// Table of sign-ins that wait for their second step.
struct SignInSteps {
    let session: any Session
    /// A step waits five minutes for its code.
    static let lifetimeInSeconds: Int64 = 300

    init(_ session: any Session) { self.session = session }

    func account(_ tokenHash: [UInt8], at now: Instant) throws -> String? {
        try session.first(
            "SELECT account FROM sign_in_steps WHERE token_hash = \(tokenHash) AND expires_at > \(now)"
        ) { try $0["account"] }
    }

    func begin(_ tokenHash: [UInt8], for account: String, at now: Instant) throws {
        try session.execute("DELETE FROM sign_in_steps WHERE expires_at <= \(now)")
        try session.execute(
            """
            INSERT INTO sign_in_steps (token_hash, account, expires_at)
            VALUES (\(tokenHash), \(account), \(now.adding(seconds: Self.lifetimeInSeconds)))
            """)
    }

    func end(of account: String) throws {
        try session.execute("DELETE FROM sign_in_steps WHERE account = \(account)")
    }
}

/// The password was right: the sign-in waits for a code.
struct BeginSignInStep: Command {
    static let name = "session.step"
    let account: String
    let tokenHash: [UInt8]

    var permission: Permission { "session.start" }
    func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    func run(_ change: inout Change) throws -> Bool {
        try SignInSteps(change.session).begin(tokenHash, for: account, at: change.moment.instant)
        change.touches("account:\(account)")
        change.note("密码正确，等待第二验证")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account }
}

/// The second step with a code, which is taken once. Returns whether it was right; a wrong one changes nothing.
struct FinishSignIn: Command {
    static let name = "session.finish"
    let start: StartSession
    let stepHash: [UInt8]
    let code: Secret

    var permission: Permission { "session.start" }
    func subjects(in reading: Reading) throws -> [Subject] { [.account(start.account)] }
    func locks(in reading: Reading) throws -> [LockKey] { [LockKey("second-factor:\(start.account)")] }

    func run(_ change: inout Change) throws -> Bool {
        let (steps, now) = (SignInSteps(change.session), change.moment.instant)
        guard try steps.account(stepHash, at: now) == start.account,
            try SecondFactors(change.session).take(code.value, of: start.account, at: now)
        else {
            change.note("第二验证未通过")
            return false
        }
        try steps.end(of: start.account)
        return try start.run(&change)
    }

    private enum CodingKeys: String, CodingKey { case code }
}
