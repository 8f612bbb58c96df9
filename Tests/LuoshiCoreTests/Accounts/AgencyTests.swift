import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct AgencyTests {
    /// A firm and an agent's firm, each with its account.
    private static func withFirms(
        _ engine: TestEngine, _ body: (AccountHouse, _ firm: Actor, _ agent: Actor) async throws -> Void
    ) async throws {
        try await withAccountHouse(engine) { home in
            _ = try await JoinTests.confirm(home, try await JoinTests.apply(home))
            _ = try await JoinTests.confirm(
                home, try await JoinTests.apply(home, code: JoinTests.other, login: "agent"))
            try await body(home, .account("a-firm"), .account("a-agent"))
        }
    }

    private static func grant(
        _ home: AccountHouse, as actor: Actor, agent: String = "agent", code: String = JoinTests.other,
        patterns: [String] = ["unit.read"], until: String = "2022-12-31"
    ) async throws -> String {
        let command = GrantAgency(
            unit: JoinTests.code, agent: agent, agentCode: code, patterns: patterns, until: try #require(Day(until)),
            basis: "代理记账合同 2022-1")
        return try await home.door.perform(command, as: actor)
    }

    @Test(arguments: TestDatabases.engines)
    func `an agent acts for the firm in what it was given, until it is taken back`(engine: TestEngine) async throws {
        try await Self.withFirms(engine) { home, firm, agent in
            let look = ReadFirm(JoinTests.code)
            #expect(await refusal { _ = try await home.door.ask(look, as: agent) } == "forbidden")
            let id = try await Self.grant(home, as: firm)
            #expect(try await home.door.ask(look, as: agent)?.actsAs.count == 1)
            let mine = try await home.door.ask(ReadMyAccount(account: "a-agent"), as: agent)
            #expect(mine.agencies.map(\.firm.id) == [JoinTests.code])
            let write = try await home.door.decision("note.write", on: .unit(JoinTests.code), for: agent)
            #expect(!write.isAllowed)
            #expect(
                await refusal { _ = try await home.door.perform(EndAgency(id: id), as: home.steward) } == "forbidden")
            _ = try await home.door.perform(EndAgency(id: id), as: firm)
            #expect(await refusal { _ = try await home.door.ask(look, as: agent) } == "forbidden")
            #expect(await refusal { _ = try await home.door.perform(EndAgency(id: id), as: firm) } == "not_found")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the agent may give it up`(engine: TestEngine) async throws {
        try await Self.withFirms(engine) { home, firm, agent in
            let id = try await Self.grant(home, as: firm)
            _ = try await home.door.perform(EndAgency(id: id), as: agent)
            #expect(await refusal { _ = try await home.door.ask(ReadFirm(JoinTests.code), as: agent) } == "forbidden")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `it is for a year at most, for known matters and a known agent, and once`(engine: TestEngine) async throws {
        try await Self.withFirms(engine) { home, firm, agent in
            #expect(await refusal { _ = try await Self.grant(home, as: firm, until: "2023-08-06") } == "agency_term")
            #expect(await refusal { _ = try await Self.grant(home, as: firm, until: "2022-08-04") } == "agency_term")
            #expect(await refusal { _ = try await Self.grant(home, as: firm, patterns: []) } == "agency_matters")
            #expect(
                await refusal { _ = try await Self.grant(home, as: firm, patterns: ["account.*"]) } == "agency_matters")
            #expect(await refusal { _ = try await Self.grant(home, as: firm, agent: "nobody") } == "agent_unknown")
            let wrongCode = await refusal { _ = try await Self.grant(home, as: firm, code: JoinTests.code) }
            #expect(wrongCode == "agent_unknown")
            #expect(await refusal { _ = try await Self.grant(home, as: agent) } == "forbidden")
            _ = try await Self.grant(home, as: firm, until: "2023-08-05")
            #expect(await refusal { _ = try await Self.grant(home, as: firm) } == "agency_exists")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two grants to one agent at once are one`(engine: TestEngine) async throws {
        try await Self.withFirms(engine) { home, firm, _ in
            let grant: @Sendable () async throws -> Void = { _ = try await Self.grant(home, as: firm) }
            let outcomes = await AccountHouse.outcomes([grant, grant])
            #expect(outcomes.filter { $0 == nil }.count == 1)
            let granted = try await home.house.number("SELECT COUNT(*) AS n FROM mandates")
            #expect(granted == 1)
        }
    }
}
