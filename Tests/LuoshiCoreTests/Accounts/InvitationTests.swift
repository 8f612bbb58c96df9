import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct InvitationTests {
    private static func invite(
        _ home: AccountHouse, as actor: Actor? = nil, unit: String = "9001", post: String? = nil,
        roles: [String] = ["county"]
    ) async throws -> (token: BearerSecret, id: String) {
        let token = BearerSecret()
        let command = InviteAccount(name: "新同事", unit: unit, post: post, roles: roles, token: token)
        return (token, try await home.door.perform(command, as: actor ?? home.steward))
    }

    private static func accept(_ home: AccountHouse, _ token: BearerSecret, _ login: String = "newcomer") async throws {
        let command = AcceptInvitation(token: token, login: login, passwordHash: await AccountHouse.hash.value)
        _ = try await home.door.perform(command, as: .anonymous)
    }

    @Test(arguments: TestDatabases.engines)
    func `the invited choose login and password and come in with the roles given`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let (token, _) = try await Self.invite(home)
            let shown = try await home.door.ask(ReadLink(token: token), as: .anonymous)
            #expect(shown.link.personName == "新同事")
            #expect(shown.unit?.id == "9001")
            try await Self.accept(home, token)
            #expect(try await home.token("newcomer") != nil)
            let account = try await home.door.ask(AccountByLogin("newcomer"), as: home.admin)?.account
            #expect(account?.roles == ["county"])
            #expect(account?.mustChangePassword == false)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a link that was used, withdrawn, has ended or never was opens nothing`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let used = try await Self.invite(home)
            try await Self.accept(home, used.token)
            #expect(await refusal { try await Self.accept(home, used.token, "second") } == "link_used")
            let withdrawn = try await Self.invite(home)
            _ = try await home.door.perform(WithdrawLink(id: withdrawn.id), as: home.steward)
            #expect(await refusal { try await Self.accept(home, withdrawn.token, "second") } == "link_withdrawn")
            let late = try await Self.invite(home)
            home.clock.advance(seconds: 7 * 86_400)
            #expect(await refusal { try await Self.accept(home, late.token, "second") } == "link_expired")
            #expect(await refusal { try await Self.accept(home, BearerSecret(), "second") } == "link_unknown")
            #expect(try await home.house.number("SELECT COUNT(*) AS n FROM accounts WHERE login = 'second'") == 0)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two who use one link at once one gets in`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let (token, _) = try await Self.invite(home)
            let outcomes = await AccountHouse.outcomes([
                { try await Self.accept(home, token, "first") }, { try await Self.accept(home, token, "second") },
            ])
            #expect(outcomes.filter { $0 == nil }.count == 1)
            #expect(outcomes.contains("link_used"))
            #expect(
                try await home.house.number("SELECT COUNT(*) AS n FROM accounts WHERE login IN ('first', 'second')")
                    == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody hands on a role that is not theirs to give`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let clerk = try await home.account("clerk", unit: "9001", roles: ["county"])
            #expect(await refusal { _ = try await Self.invite(home, roles: ["admin"]) } == "role_not_grantable")
            #expect(await refusal { _ = try await Self.invite(home, unit: "9002") } == "forbidden")
            #expect(await refusal { _ = try await Self.invite(home, as: clerk) } == "not_steward")
            #expect(await refusal { _ = try await Self.invite(home, as: .anonymous) } == "sign_in_required")
            #expect(await refusal { _ = try await Self.invite(home, roles: []) } == "role_missing")
            let elsewhere = await refusal { _ = try await Self.invite(home, post: "9002/receiving", roles: []) }
            #expect(elsewhere == "post_elsewhere")
            _ = try await home.account("boss", unit: "9001", post: "9001/head", roles: ["admin"])
            let byPost = await refusal { _ = try await Self.invite(home, post: "9001/head", roles: []) }
            #expect(byPost == "role_not_grantable")
            _ = try await Self.invite(home, as: home.admin, unit: "9002", roles: ["admin"])
            let create = CreateAccount(login: "king", person: "王", unit: nil, roles: ["holder_all"], passwordHash: "-")
            #expect(await refusal { _ = try await home.door.perform(create, as: home.admin) } == "role_not_grantable")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `no token and no password's hash is in the log or the database`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let (token, _) = try await Self.invite(home)
            try await Self.accept(home, token)
            let hash = await AccountHouse.hash.value
            let contents: [[UInt8]] = try await home.house.database.read {
                try $0.all("SELECT content FROM audit_payloads") { try $0["content"] }
            }
            let log = contents.map { String(decoding: $0, as: UTF8.self) }.joined()
            #expect(log.contains("newcomer"))
            for secret in [token.text, hash, "新同事"] { #expect(!log.contains(secret)) }
            let stored: [[UInt8]] = try await home.house.database.read {
                try $0.all("SELECT token_hash FROM account_links") { try $0["token_hash"] }
            }
            #expect(stored == [token.hash])
        }
    }
}
