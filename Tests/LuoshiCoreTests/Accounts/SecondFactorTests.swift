import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct SecondFactorTests {
    private static let secret = Array("12345678901234567890".utf8)
    private static let codes = (0..<10).map { _ in RecoveryCode.make() }

    private static func code(_ home: AccountHouse, off steps: Int64 = 0) -> String {
        TOTP.code(secret: secret, step: home.clock.instant.milliseconds / 30_000 + steps)
    }

    /// Sets up the steward's second factor and moves on one step, so that the first code is behind.
    @discardableResult private static func setUp(_ home: AccountHouse) async throws -> String {
        let session = try #require(try await home.token("steward"))
        let rotation = SessionRotation(of: session)
        _ = try await home.door.perform(ProposeSecondFactor(account: "a-steward", secret: secret), as: home.steward)
        let confirm = ConfirmSecondFactor(
            account: "a-steward", code: code(home), recoveryCodes: codes, rotation: rotation)
        _ = try await home.door.perform(confirm, as: home.steward)
        home.clock.advance(seconds: 30)
        return rotation.token.text
    }

    private static func step(_ home: AccountHouse) async throws -> String {
        let outcome = try await home.authentication.signIn(login: "steward", password: AccountHouse.password)
        guard case .code(let step) = outcome else { throw Refusal("no_step", "no code was asked for") }
        return step
    }

    @Test(arguments: TestDatabases.engines)
    func `once confirmed, a password alone opens nothing`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let before = try #require(try await home.token("steward"))
            let fresh = try await Self.setUp(home)
            #expect(try await home.authentication.session(token: before) == nil)
            #expect(try await home.authentication.session(token: fresh)?.account == "a-steward")
            let step = try await Self.step(home)
            #expect(try await home.authentication.session(token: step) == nil)
            let token = try await home.authentication.finish(step: step, code: Self.code(home))
            #expect(try await home.authentication.session(token: token)?.account == "a-steward")
            let again = await refusal {
                _ = try await home.authentication.finish(step: step, code: Self.code(home, off: 1))
            }
            #expect(again == "sign_in_step_ended")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a code fits one step of drift each way, and works once`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            try await Self.setUp(home)
            home.clock.advance(seconds: 90)
            func finish(_ off: Int64) async -> String? {
                await refusal {
                    let step = try await Self.step(home)
                    _ = try await home.authentication.finish(step: step, code: Self.code(home, off: off))
                }
            }
            #expect(await finish(-2) == "code_wrong")
            #expect(await finish(2) == "code_wrong")
            #expect(await finish(-1) == nil)
            #expect(await finish(-1) == "code_wrong")
            #expect(await finish(1) == nil)
            // A code before the last one used is behind for good.
            #expect(await finish(0) == "code_wrong")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two who use one code at once one gets in`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            try await Self.setUp(home)
            for code in [Self.code(home), Self.codes[3]] {
                let steps = [try await Self.step(home), try await Self.step(home)]
                let outcomes = await AccountHouse.outcomes(
                    steps.map { step in { _ = try await home.authentication.finish(step: step, code: code) } })
                #expect(outcomes.filter { $0 == nil }.count == 1, "\(outcomes)")
            }
            #expect(try await home.house.number("SELECT COUNT(*) AS n FROM recovery_codes WHERE used_at IS NULL") == 9)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a recovery code opens once, however it is typed`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            try await Self.setUp(home)
            let typed = Self.codes[0].uppercased().replacing("-", with: " ")
            _ = try await home.authentication.finish(step: try await Self.step(home), code: typed)
            let again = await refusal {
                _ = try await home.authentication.finish(step: try await Self.step(home), code: typed)
            }
            #expect(again == "code_wrong")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `five wrong codes pause the account, and an administrator sees and lifts it`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            try await Self.setUp(home)
            let step = try await Self.step(home)
            for _ in 0..<5 {
                let code = await refusal { _ = try await home.authentication.finish(step: step, code: "000000") }
                #expect(code == "code_wrong")
            }
            let paused = await refusal {
                _ = try await home.authentication.finish(step: step, code: Self.code(home))
            }
            #expect(paused == "sign_in_paused")
            #expect(try await home.door.ask(AccountByLogin("steward"), as: home.admin)?.account.isPaused == true)
            #expect(
                await refusal { _ = try await home.door.perform(LiftPause(login: "steward"), as: home.steward) }
                    == "forbidden")
            _ = try await home.door.perform(LiftPause(login: "steward"), as: home.admin)
            _ = try await home.authentication.finish(step: step, code: Self.code(home))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an administrator takes it off with a reason that the log keeps`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let session = try await Self.setUp(home)
            func reset(_ reason: String) async throws {
                _ = try await home.door.perform(ResetSecondFactor(login: "steward", reason: reason), as: home.admin)
            }
            #expect(await refusal { try await reset("") } == "reason_missing")
            try await reset("手机遗失，已当面核对")
            #expect(try await home.authentication.session(token: session) == nil)
            #expect(try await home.token("steward") != nil)
            let trail = try await home.door.ask(AuditTrail(subject: "account:a-steward"), as: .system("test"))
            #expect(trail.contains { $0.notes.contains { $0.contains("手机遗失，已当面核对") } })
            #expect(await refusal { try await reset("再来") } == "second_factor_none")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a role that needs it lets nobody on without it, but in a demonstration`(engine: TestEngine) async throws {
        for isDemonstration in [true, false] {
            try await withAccountHouse(engine, isDemonstration: isDemonstration) { home in
                let root = try #require(try await home.token("root"))
                let duty = try await home.authentication.session(token: root)?.duty
                #expect(duty == (isDemonstration ? nil : .secondFactor))
                let steward = try #require(try await home.token("steward"))
                #expect(try await home.authentication.session(token: steward)?.duty == nil)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `it stops with a code of its own alone`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let session = try await Self.setUp(home)
            func stop(_ code: String) async throws {
                let command = ChangeSecondFactor(
                    account: "a-steward", code: code, newCodes: nil, rotation: SessionRotation(of: session))
                _ = try await home.door.perform(command, as: home.steward)
            }
            #expect(await refusal { try await stop("123456") } == "code_wrong")
            try await stop(Self.code(home))
            #expect(try await home.token("steward") != nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `neither secret nor codes are in the log`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            try await Self.setUp(home)
            let code = Self.code(home)
            _ = try await home.authentication.finish(step: try await Self.step(home), code: code)
            let contents: [[UInt8]] = try await home.house.database.read {
                try $0.all("SELECT content FROM audit_payloads") { try $0["content"] }
            }
            let log = contents.map { String(decoding: $0, as: UTF8.self) }.joined()
            for secret in [hexadecimal(Self.secret), Base32.encode(Self.secret), code] + Self.codes {
                #expect(!log.contains(secret))
            }
        }
    }
}
