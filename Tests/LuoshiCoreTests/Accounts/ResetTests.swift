import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct ResetTests {
    private static let next = Secret("换了一个也很长的口令")

    private static func issue(_ home: AccountHouse, _ login: String, as actor: Actor) async throws -> BearerSecret {
        let token = BearerSecret()
        _ = try await home.door.perform(IssueResetLink(login: login, token: token), as: actor)
        return token
    }

    private static func use(_ home: AccountHouse, _ token: BearerSecret) async throws {
        let hash = await PasswordHash.make(next)
        _ = try await home.door.perform(ResetPassword(token: token, passwordHash: hash), as: .anonymous)
    }

    @Test(arguments: TestDatabases.engines)
    func `a link from the unit's steward sets a new password once`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            _ = try await home.account("li", unit: "9001", roles: ["county"])
            let session = try #require(try await home.token("li"))
            let first = try await Self.issue(home, "li", as: home.steward)
            let second = try await Self.issue(home, "li", as: home.steward)
            #expect(await refusal { try await Self.use(home, first) } == "link_withdrawn")
            try await Self.use(home, second)
            #expect(await refusal { try await Self.use(home, second) } == "link_used")
            #expect(try await home.authentication.session(token: session) == nil)
            #expect(await refusal { _ = try await home.token("li") } == "sign_in_failed")
            #expect(try await home.token("li", Self.next) != nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody comes in as somebody above them`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            _ = try await home.account("boss", unit: "9001", roles: ["admin"])
            #expect(await refusal { _ = try await Self.issue(home, "boss", as: home.steward) } == "role_not_grantable")
            #expect(await refusal { _ = try await Self.issue(home, "root", as: home.steward) } == "forbidden")
            #expect(await refusal { _ = try await Self.issue(home, "nobody", as: home.steward) } == "forbidden")
            _ = try await Self.issue(home, "boss", as: home.admin)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a link ends after a day, and a locked account stays locked`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            _ = try await home.account("li", unit: "9001", roles: ["county"])
            let late = try await Self.issue(home, "li", as: home.admin)
            home.clock.advance(seconds: 86_400)
            #expect(await refusal { try await Self.use(home, late) } == "link_expired")
            let token = try await Self.issue(home, "li", as: home.admin)
            _ = try await home.door.perform(LockAccount(login: "li", isLocked: true, reason: "调离"), as: home.admin)
            #expect(await refusal { try await Self.use(home, token) } == "link_unknown")
            #expect(try await home.door.ask(AccountByLogin("li"), as: home.admin)?.account.lockReason == "调离")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `who forgot the password is told the same whether the login exists or not`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            for login in ["steward", "nobody", "a-password-typed-here"] {
                #expect(try await home.door.perform(AskForReset(login: login), as: .anonymous))
            }
            func asks() async throws -> Bool? {
                try await home.door.ask(AccountByLogin("steward"), as: home.admin)?.account.asksForReset
            }
            #expect(try await asks() == true)
            _ = try await Self.issue(home, "steward", as: home.admin)
            #expect(try await asks() == false)
            let contents: [[UInt8]] = try await home.house.database.read {
                try $0.all("SELECT content FROM audit_payloads") { try $0["content"] }
            }
            #expect(!contents.contains { String(decoding: $0, as: UTF8.self).contains("a-password-typed-here") })
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `one's own password changes with the old one alone, and the other sessions end`(
        engine: TestEngine
    ) async throws {
        try await withAccountHouse(engine) { home in
            let (here, there) = (
                try #require(try await home.token("steward")), try #require(try await home.token("steward"))
            )
            func change(_ old: Secret, _ new: Secret) async throws -> String {
                try await home.authentication.changePassword(of: "a-steward", from: old, to: new, session: here)
            }
            #expect(await refusal { _ = try await change(Secret("wrong"), Self.next) } == "old_password_wrong")
            let same = await refusal { _ = try await change(AccountHouse.password, AccountHouse.password) }
            #expect(same == "password_same")
            let weak = await refusal { _ = try await change(AccountHouse.password, Secret("1234567890")) }
            #expect(weak == "password_weak")
            let fresh = try await change(AccountHouse.password, Self.next)
            #expect(try await home.authentication.session(token: here) == nil)
            #expect(try await home.authentication.session(token: there) == nil)
            #expect(try await home.authentication.session(token: fresh)?.account == "a-steward")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a password that somebody else set must be changed first`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let hash = await AccountHouse.hash.value
            _ = try await home.door.perform(SetPassword(login: "steward", passwordHash: hash), as: home.admin)
            let token = try #require(try await home.token("steward"))
            #expect(try await home.authentication.session(token: token)?.duty == .password)
            let fresh = try await home.authentication.changePassword(
                of: "a-steward", from: AccountHouse.password, to: Self.next, session: token)
            #expect(try await home.authentication.session(token: fresh)?.duty == nil)
        }
    }
}
