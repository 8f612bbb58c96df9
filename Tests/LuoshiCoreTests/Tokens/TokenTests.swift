import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct TokenTests {
    private static let files = TinyPackage.replacing(
        "allow: [session.start, session.end]",
        by: "allow: [session.start, session.end, token.create, token.end, token.read]",
        in: "roles.yaml")

    /// A house with an account that may write notes everywhere.
    private static func withOwner(
        _ engine: TestEngine, _ body: (House, Actor) async throws -> Void
    ) async throws {
        try await withHouse(engine, handlers: [.endTokens], files: files) { house in
            try await body(house, try await house.account("owner", unit: "9001", roles: ["holder_all", "auditor"]))
        }
    }

    @discardableResult private static func make(
        _ house: House, _ patterns: [String] = ["note.*"], days: Int = 10, token: Secret = .token(),
        as actor: Actor = .account("a-owner")
    ) async throws -> Actor {
        let create = CreateToken(account: "a-owner", title: "抄表程序", patterns: patterns, days: days, token: token)
        return .token(try await house.door.perform(create, as: actor).id)
    }

    private static func code(_ body: () async throws -> Void) async -> String? {
        do { try await body() } catch { return (error as? Refusal)?.code ?? "\(error)" }
        return nil
    }

    @Test(arguments: TestDatabases.engines)
    func `a token may what its account may, within its patterns`(engine: TestEngine) async throws {
        try await Self.withOwner(engine) { house, owner in
            let writer = try await Self.make(house)
            _ = try await house.door.perform(Step(label: "x", work: { _ in 0 }), as: writer)
            let reader = try await Self.make(house, ["audit.read"])
            #expect(try await !house.door.ask(AuditTrail(subject: ""), as: reader).isEmpty)
            let writing = await Self.code {
                _ = try await house.door.perform(Step(label: "y", work: { _ in 0 }), as: reader)
            }
            #expect(writing == "forbidden")
            let reading = await Self.code { _ = try await house.door.ask(AuditTrail(subject: ""), as: writer) }
            #expect(reading == "forbidden")
            // Never more than the account itself has.
            let wide = try await Self.make(house, ["package.*", "note.*", "audit.*"])
            let adopting = await Self.code { _ = try await house.door.perform(AdoptPackage(hash: "x"), as: wide) }
            #expect(adopting == "forbidden")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `audit names the token and its owner`(engine: TestEngine) async throws {
        try await Self.withOwner(engine) { house, owner in
            let token = try await Self.make(house)
            _ = try await house.door.perform(Step(label: "x", work: { _ in 0 }), as: token)
            let entry = try #require(try await house.door.ask(AuditTrail(subject: "note:x"), as: owner).first?.entry)
            #expect(entry.actor == token.key)
            #expect(entry.actorName == "人owner（令牌“抄表程序”）")
            #expect(entry.stream == "unit:9001")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a token that has expired, was ended, or whose account is locked opens nothing`(engine: TestEngine)
        async throws
    {
        try await Self.withOwner(engine) { house, owner in
            let secrets = (0..<3).map { _ in Secret.token() }
            let ended = try await Self.make(house, token: secrets[0])
            let short = try await Self.make(house, days: 1, token: secrets[1])
            let long = try await Self.make(house, token: secrets[2])
            let reader = TokenReader(house.door)
            for secret in secrets { #expect(try await reader.token(secret) != nil) }

            guard case .token(let id) = ended else { return }
            #expect(try await house.door.perform(EndToken(account: "a-owner", id: id), as: owner))
            house.clock.advance(seconds: 86_400)
            _ = try await house.door.perform(Step(label: "still", work: { _ in 0 }), as: long)
            _ = try await house.door.perform(LockAccount(login: "owner", isLocked: true), as: .system("test"))
            let before = try await house.footprint()
            for token in [ended, short, long] {
                let refused = await Self.code {
                    _ = try await house.door.perform(Step(label: "z", work: { _ in 0 }), as: token)
                }
                #expect(refused == "sign_in_required")
            }
            #expect(try await house.footprint() == before)
            // Opening the account again does not bring its tokens back.
            _ = try await house.door.perform(LockAccount(login: "owner", isLocked: false), as: .system("test"))
            for secret in secrets { #expect(try await reader.token(secret) == nil) }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a token makes no token, and nobody makes or ends another's`(engine: TestEngine) async throws {
        try await Self.withOwner(engine) { house, owner in
            let token = try await Self.make(house, ["token.*", "note.*"])
            #expect(await Self.code { try await Self.make(house, as: token) } == "token_by_token")
            let other = try await house.account("other", unit: "9001", roles: ["holder_all"])
            #expect(await Self.code { try await Self.make(house, as: other) } == "forbidden")
            guard case .token(let id) = token else { return }
            let theft = await Self.code {
                _ = try await house.door.perform(EndToken(account: "a-owner", id: id), as: other)
            }
            #expect(theft == "forbidden")
            let guess = await Self.code {
                _ = try await house.door.perform(EndToken(account: "a-other", id: id), as: other)
            }
            #expect(guess == "not_found")
            let looking = await Self.code { _ = try await house.door.ask(MyTokens(account: "a-owner"), as: other) }
            #expect(looking == "forbidden")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of thirty tokens made at once twenty are`(engine: TestEngine) async throws {
        try await Self.withOwner(engine) { house, owner in
            let made = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<30 { group.addTask { await Self.code { try await Self.make(house) } == nil } }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 20)
            let kept = try await house.number("SELECT COUNT(*) AS n FROM tokens")
            #expect(kept == 20)
        }
    }

    @Test(arguments: [
        ("", ["note.*"], 10, "token_title"), ("t", [], 10, "token_patterns"), ("t", ["*"], 10, "token_patterns"),
        ("t", ["Note"], 10, "token_patterns"), ("t", ["note.*"], 0, "token_days"), ("t", ["note.*"], 366, "token_days"),
    ])
    func `a token without purpose, reach or end is refused`(
        _ title: String, _ patterns: [String], _ days: Int, _ code: String
    ) async throws {
        try await Self.withOwner(.sqliteMemory) { house, owner in
            let create = CreateToken(account: "a-owner", title: title, patterns: patterns, days: days, token: .token())
            #expect(await Self.code { _ = try await house.door.perform(create, as: owner) } == code)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the token itself is kept nowhere, its first use of a day is`(engine: TestEngine) async throws {
        try await Self.withOwner(engine) { house, owner in
            let secret = Secret.token()
            try await Self.make(house, token: secret)
            let before = try await house.number("SELECT COUNT(*) AS n FROM audit_entries")
            for _ in 0..<3 { _ = try await TokenReader(house.door).token(secret) }
            #expect(try await house.number("SELECT COUNT(*) AS n FROM audit_entries") == before + 1)
            let tokens = try await house.door.ask(MyTokens(account: "a-owner"), as: owner)
            #expect(tokens.map(\.lastUsedOn) == [Day("2022-08-05")])
            let payloads: [[UInt8]] = try await house.database.read {
                try $0.all("SELECT content FROM audit_payloads") { try $0["content"] }
            }
            for payload in payloads { #expect(!String(decoding: payload, as: UTF8.self).contains(secret.value)) }
        }
    }

    @Test(arguments: ["", "luoshi_", "luoshi_abc", String(repeating: "a", count: 71)])
    func `what is no token is nobody's`(_ text: String) async throws {
        try await Self.withOwner(.sqliteMemory) { house, _ in
            let found = try await TokenReader(house.door).token(Secret(text))
            #expect(found == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a request repeated in time makes one token and says so`(engine: TestEngine) async throws {
        try await Self.withOwner(engine) { house, owner in
            let secrets = [Secret.token(), Secret.token()]
            var outcomes: [CreateToken.Outcome] = []
            for secret in secrets {
                let create = CreateToken(account: "a-owner", title: "t", patterns: ["note.*"], days: 1, token: secret)
                outcomes.append(try await house.door.perform(create, as: owner, key: "twice-pressed"))
            }
            #expect(outcomes[0] == outcomes[1])
            #expect(outcomes[0].isOf(secrets[0]))
            #expect(!outcomes[1].isOf(secrets[1]))
        }
    }
}
