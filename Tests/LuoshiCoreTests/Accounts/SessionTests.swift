import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct SessionTests {
    private static func sessions(_ home: AccountHouse) async throws -> [SessionLine] {
        try await home.door.ask(ReadMyAccount(account: "a-steward"), as: home.steward).sessions
    }

    @Test(arguments: TestDatabases.engines)
    func `a person sees where they are signed in and ends one or all others`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            var tokens: [String] = []
            for address in ["10.20.30.40", "2001:db8:1:2::3", nil] {
                let visitor = Visitor(address: address, browser: address == nil ? nil : "Chrome · Windows")
                let outcome = try await home.authentication.signIn(
                    login: "steward", password: AccountHouse.password, from: visitor)
                if case .session(let token) = outcome { tokens.append(token) }
                home.clock.advance(seconds: 1)
            }
            let lines = try await Self.sessions(home)
            #expect(lines.map(\.address) == [nil, "2001:db8:1:…", "10.20.30.*"])
            #expect(lines.last?.browser == "Chrome · Windows")
            #expect(lines.last?.lastSeen == Day("2022-08-05"))
            let first = try #require(lines.last)
            #expect(try await home.authentication.session(token: tokens[0])?.id == first.id)
            let one = EndOwnSessions(account: "a-steward", id: first.id, current: tokens[1])
            #expect(await refusal { _ = try await home.door.perform(one, as: home.admin) } == "forbidden")
            _ = try await home.door.perform(one, as: home.steward)
            #expect(try await home.authentication.session(token: tokens[0]) == nil)
            let others = EndOwnSessions(account: "a-steward", id: nil, current: tokens[1])
            _ = try await home.door.perform(others, as: home.steward)
            #expect(try await home.authentication.session(token: tokens[1]) != nil)
            #expect(try await home.authentication.session(token: tokens[2]) == nil)
            _ = try await home.door.perform(EndAllSessions(login: "steward"), as: home.admin)
            #expect(try await Self.sessions(home).isEmpty)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a session ends after two hours without a request`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let token = try #require(try await home.token("steward"))
            home.clock.advance(seconds: 7199)
            #expect(try await home.authentication.session(token: token) != nil)
            home.clock.advance(seconds: 7199)
            #expect(try await home.authentication.session(token: token) != nil)
            home.clock.advance(seconds: 7200)
            #expect(try await home.authentication.session(token: token) == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `thirty failures from one address make it wait, whoever they tried`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            func attempt(_ login: String, from address: String) async -> String? {
                await refusal {
                    _ = try await home.authentication.signIn(
                        login: login, password: Secret("wrong"), from: Visitor(address: address, browser: nil))
                }
            }
            for number in 0..<30 { #expect(await attempt("x\(number)", from: "10.0.0.1") == "sign_in_failed") }
            #expect(await attempt("steward", from: "10.0.0.1") == "sign_in_paused")
            #expect(await attempt("steward", from: "10.0.0.2") == "sign_in_failed")
            home.clock.advance(seconds: 901)
            #expect(await attempt("steward", from: "10.0.0.1") == "sign_in_failed")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an administrator does not lock themselves out`(engine: TestEngine) async throws {
        try await withAccountHouse(engine) { home in
            let lock = LockAccount(login: "root", isLocked: true, reason: "试试")
            #expect(await refusal { _ = try await home.door.perform(lock, as: home.admin) } == "lock_own")
        }
    }
}
