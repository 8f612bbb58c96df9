import Database

/// What the first step of a sign-in gives.
package enum SignInOutcome: Sendable {
    /// The session's token for the cookie.
    case session(token: String)
    /// A code of the second factor is still wanted; the step's token, for five minutes.
    case code(step: String)
}

/// Login, second step, session look-up and logout.
package struct Authentication: Sendable {
    private let door: Door
    /// A hash that no password has, verified for unknown logins so that both take the same time.
    private static let nobody =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    private static let failed = Refusal("sign_in_failed", status: 401, "登录名或密码不对，请重新输入。")
    private static let paused = Refusal(
        "sign_in_paused", status: 429, "连续登录失败，请 15 分钟后再试；忘记密码可申请重设，或联系系统管理员。")

    package init(_ door: Door) { self.door = door }

    /// Checks login and password. Refuses with one sentence for every cause, and after five failures in fifteen minutes
    /// until those have passed.
    package func signIn(
        login: String, password: Secret, from visitor: Visitor = .unknown
    ) async throws -> SignInOutcome {
        let found = try await admitted(login: login, visitor) { try AccountStore($0).credentials(login: login) }
        guard await PasswordHash.matches(password, found?.hash ?? Self.nobody), let found else {
            try await fail(login, visitor)
            throw Self.failed
        }
        return try await begin(found.account, from: visitor, provenHash: Secret(found.hash))
    }

    /// Begins the session of an account that has shown who it is, or asks for its second factor.
    func begin(
        _ account: String, from visitor: Visitor, provenHash: Secret? = nil
    ) async throws -> SignInOutcome {
        let token = BearerSecret()
        guard try await door.database.read({ try SecondFactors($0).isSet(account) }) else {
            _ = try await door.perform(
                StartSession(account, token, visitor, provenHash: provenHash), as: .account(account))
            return .session(token: token.text)
        }
        _ = try await door.perform(BeginSignInStep(account: account, tokenHash: token.hash), as: .account(account))
        return .code(step: token.text)
    }

    /// The second step: a code of the app or a recovery code. Gives the session's token.
    package func finish(step: String, code: String, from visitor: Visitor = .unknown) async throws -> String {
        let hash = BearerSecret(step).hash
        let now = door.clock.moment().instant
        let found: Credentials? = try await door.database.read { session in
            try SignInSteps(session).account(hash, at: now).flatMap {
                try AccountStore(session).credentials(account: $0)
            }
        }
        guard let found else {
            throw Refusal("sign_in_step_ended", status: 401, "验证超时，请重新输入登录名和密码。")
        }
        _ = try await admitted(login: found.login, visitor) { _ in nil }
        let token = BearerSecret()
        let command = FinishSignIn(
            start: StartSession(found.account, token, visitor, provenHash: nil), stepHash: hash,
            code: Secret(code.filter { !$0.isWhitespace }))
        guard try await door.perform(command, as: .account(found.account)) else {
            try await fail(found.login, visitor)
            throw Refusal("code_wrong", status: 401, "验证码不对或已经用过。请输入验证器上现在显示的 6 位数字，或一个没用过的恢复码。")
        }
        return token.text
    }

    /// Nil for an unknown, ended, idle or locked session.
    package func session(token: String) async throws -> SignedIn? {
        let now = door.clock.moment().instant
        let hash = BearerSecret(token).hash
        guard let (signedIn, seen) = try await door.database.read({ try SessionStore($0).find(hash, at: now) })
        else { return nil }
        // No business fact and no entry in the log: who was at their desk when is nobody's concern.
        if now > seen.adding(seconds: SessionStore.seenEverySeconds) {
            try await door.database.write { try SessionStore($0).see(hash, at: now) }
        }
        return signedIn
    }

    package func signOut(token: String, account: String) async throws {
        _ = try await door.perform(
            EndSession(account: account, tokenHash: BearerSecret(token).hash), as: .account(account))
    }

    /// Changes one's own password; gives the new token for the cookie.
    package func changePassword(of account: String, from old: Secret, to new: Secret, session: String) async throws
        -> String
    {
        guard let found = try await door.database.read({ try AccountStore($0).credentials(account: account) }) else {
            throw Refusal.signInRequired
        }
        _ = try await admitted(login: found.login, .unknown) { _ in nil }
        guard await PasswordHash.matches(old, found.hash) else {
            try await fail(found.login, .unknown)
            throw Refusal("old_password_wrong", "原密码不对，请重新输入。")
        }
        guard old.value != new.value else { throw Refusal("password_same", "新密码和原密码相同，请换一个。") }
        let rotation = SessionRotation(of: session)
        let hash = try await PasswordPolicy.hash(new, login: found.login, name: found.name)
        let command = ChangePassword(
            account: account, previousHash: Secret(found.hash), passwordHash: Secret(hash), rotation: rotation)
        _ = try await door.perform(command, as: .account(account))
        return rotation.token.text
    }

    /// Reads something unless the login or the address must wait.
    private func admitted(
        login: String, _ visitor: Visitor, _ read: @Sendable @escaping (any Session) throws -> Credentials?
    ) async throws -> Credentials? {
        let now = door.clock.moment().instant
        return try await door.database.read { session in
            guard try !FailedSignIns(session).isPaused(login: login, address: visitor.address, at: now) else {
                throw Self.paused
            }
            return try read(session)
        }
    }

    func perform(_ link: LinkIdentity) async throws -> String? {
        try await door.perform(link, as: .system("sign-in"))
    }

    private func fail(_ login: String, _ visitor: Visitor) async throws {
        _ = try await door.perform(RecordFailedSignIn(login: login, address: visitor.address), as: .system("sign-in"))
    }
}
