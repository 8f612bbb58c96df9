import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct SignInTests {
    private static let password = Secret("落实-2022-很长的口令")

    /// A house in which `zhang` can sign in.
    private static func withAccount(
        _ engine: TestEngine, _ body: (House, Authentication) async throws -> Void
    ) async throws {
        try await withHouse(engine) { house in
            let hash = await PasswordHash.make(password)
            let create = CreateAccount(
                login: "zhang", person: "张三", unit: "9001", roles: ["holder_own"], passwordHash: hash)
            _ = try await house.door.perform(create, as: .system("test"))
            try await body(house, Authentication(house.door))
        }
    }

    private static func token(_ authentication: Authentication, _ password: Secret = password) async throws -> String {
        guard case .session(let token) = try await authentication.signIn(login: "zhang", password: password) else {
            throw Refusal("no_session", "a second step was asked for")
        }
        return token
    }

    private static func code(_ body: () async throws -> Void) async -> String? {
        do { try await body() } catch { return (error as? Refusal)?.code ?? "\(error)" }
        return nil
    }

    @Test(arguments: TestDatabases.engines)
    func `the right password opens a session with its own tokens`(engine: TestEngine) async throws {
        try await Self.withAccount(engine) { house, authentication in
            let tokens = [
                try await Self.token(authentication), try await Self.token(authentication),
            ]
            #expect(Set(tokens).count == 2)
            let sessions = [
                try await authentication.session(token: tokens[0]), try await authentication.session(token: tokens[1]),
            ]
            #expect(sessions.map { $0?.account } == ["a-zhang", "a-zhang"])
            #expect(Set(sessions.compactMap { $0?.csrf }).count == 2)
            #expect(try await authentication.session(token: "") == nil)
            #expect(try await authentication.session(token: String(tokens[0].dropLast())) == nil)
            let stored: [[UInt8]] = try await house.database.read {
                try $0.all("SELECT token_hash FROM sessions") { try $0["token_hash"] }
            }
            #expect(!stored.contains(Array(tokens[0].utf8)))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a wrong password, an unknown login and a locked account are told the same`(engine: TestEngine) async throws {
        try await Self.withAccount(engine) { house, authentication in
            var told: Set<String> = []
            for (login, password) in [("zhang", Secret("wrong")), ("nobody", Self.password), ("zhang", Secret(""))] {
                do { _ = try await authentication.signIn(login: login, password: password) } catch {
                    told.insert("\(error)")
                }
            }
            _ = try await house.door.perform(LockAccount(login: "zhang", isLocked: true), as: .system("test"))
            do { _ = try await authentication.signIn(login: "zhang", password: Self.password) } catch {
                told.insert("\(error)")
            }
            #expect(told.count == 1)
            #expect(told.first?.contains("sign_in_failed") == true)
            #expect(try await house.number("SELECT COUNT(*) AS n FROM sessions") == 0)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `after five failures even the right password waits a quarter of an hour`(engine: TestEngine) async throws {
        try await Self.withAccount(engine) { house, authentication in
            for _ in 0..<5 {
                let code = await Self.code {
                    _ = try await authentication.signIn(login: "zhang", password: Secret("wrong"))
                }
                #expect(code == "sign_in_failed")
            }
            house.clock.advance(seconds: 899)
            let paused = await Self.code {
                _ = try await authentication.signIn(login: "zhang", password: Self.password)
            }
            #expect(paused == "sign_in_paused")
            let other = await Self.code { _ = try await authentication.signIn(login: "li", password: Self.password) }
            #expect(other == "sign_in_failed")
            house.clock.advance(seconds: 2)
            _ = try await authentication.signIn(login: "zhang", password: Self.password)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a sign-in that succeeds forgets the failures before it`(engine: TestEngine) async throws {
        try await Self.withAccount(engine) { _, authentication in
            for _ in 0..<2 {
                for _ in 0..<4 {
                    _ = await Self.code {
                        _ = try await authentication.signIn(login: "zhang", password: Secret("wrong"))
                    }
                }
                _ = try await authentication.signIn(login: "zhang", password: Self.password)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a session ends after twelve hours, at sign-out, with a new password and with a lock`(
        engine: TestEngine
    ) async throws {
        try await Self.withAccount(engine) { house, authentication in
            func signIn() async throws -> String {
                try await Self.token(authentication)
            }
            let first = try await signIn()
            for _ in 0..<12 {
                house.clock.advance(seconds: 3600 - 1)
                #expect(try await authentication.session(token: first) != nil)
            }
            house.clock.advance(seconds: 11)
            house.clock.advance(seconds: 1)
            #expect(try await authentication.session(token: first) == nil)

            let (second, third) = (try await signIn(), try await signIn())
            try await authentication.signOut(token: second, account: "a-zhang")
            #expect(try await authentication.session(token: second) == nil)
            #expect(try await authentication.session(token: third) != nil)

            let hash = await PasswordHash.make(Self.password)
            _ = try await house.door.perform(SetPassword(login: "zhang", passwordHash: hash), as: .system("test"))
            #expect(try await authentication.session(token: third) == nil)

            let fourth = try await signIn()
            _ = try await house.door.perform(LockAccount(login: "zhang", isLocked: true), as: .system("test"))
            #expect(try await authentication.session(token: fourth) == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody signs another out or starts a session for another`(engine: TestEngine) async throws {
        try await Self.withAccount(engine) { house, authentication in
            _ = try await house.account("li", unit: "9002", roles: ["idle"])
            let token = try await Self.token(authentication)
            _ = await Self.code { try await authentication.signOut(token: token, account: "a-li") }
            #expect(try await authentication.session(token: token) != nil)
            _ = await Self.code { try await authentication.signOut(token: token, account: "a-nobody") }
            #expect(try await authentication.session(token: token) != nil)
        }
    }

    @Test(arguments: ["", "x", "Zhang", "1zhang", "zhang san", "张三", "zhang\n", "a'; DROP TABLE accounts"])
    func `a login that is no login is refused`(login: String) async throws {
        try await withHouse(.sqliteMemory) { house in
            let code = await Self.code { _ = try await house.account(login) }
            #expect(code == "login_form")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an account needs a free login, a unit that exists and roles that exist`(engine: TestEngine) async throws {
        try await Self.withAccount(engine) { house, _ in
            #expect(await Self.code { _ = try await house.account("zhang") } == "login_taken")
            #expect(await Self.code { _ = try await house.account("li", unit: "9009") } == "not_found")
            #expect(await Self.code { _ = try await house.account("li", roles: ["king"]) } == "role_unknown")
        }
    }

    @Test func `a password is verified by its hash alone`() async {
        let first = await PasswordHash.make(Self.password)
        let second = await PasswordHash.make(Self.password)
        #expect(first != second)
        #expect(first.hasPrefix("$argon2id$v=19$m=19456,t=2,p=1$"))
        #expect(await PasswordHash.matches(Self.password, first))
        #expect(await !PasswordHash.matches(Secret("wrong"), first))
        for broken in ["", "-", "$argon2id$", String(first.dropLast(4))] {
            #expect(await !PasswordHash.matches(Self.password, broken))
        }
    }

    @Test func `an unknown login is verified as slowly as a known one`() async throws {
        try await Self.withAccount(.sqliteMemory) { _, authentication in
            let clock = ContinuousClock()
            let hash = await PasswordHash.make(Self.password)
            var (hashing, signing) = (Duration.seconds(60), Duration.seconds(60))
            for number in 0..<8 {
                hashing = min(hashing, await clock.measure { _ = await PasswordHash.matches(Secret("wrong"), hash) })
                let spent = await clock.measure {
                    _ = await Self.code {
                        _ = try await authentication.signIn(login: "x\(number)", password: Secret("wrong"))
                    }
                }
                signing = min(signing, spent)
            }
            // Without a hash to verify it would be over at once; the factor is for a busy machine.
            #expect(signing * 8 > hashing, "\(signing) against \(hashing)")
        }
    }
}
