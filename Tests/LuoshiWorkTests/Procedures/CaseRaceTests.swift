import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

/// Two writers at once: one wins, the other is told.
@Suite struct CaseRaceTests {
    private static func outcomes(
        _ one: @escaping @Sendable () async throws -> Void, _ other: @escaping @Sendable () async throws -> Void
    ) async -> (done: Int, codes: [String]) {
        await withTaskGroup(of: String?.self) { group in
            for work in [one, other] {
                group.addTask {
                    do { try await work() } catch { return (error as? any PublicError)?.code ?? "\(error)" }
                    return nil
                }
            }
            var codes: [String] = []
            var done = 0
            for await code in group { if let code { codes.append(code) } else { done += 1 } }
            return (done, codes)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two steps at once one is taken and the other says what happened`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            for round in 0..<6 {
                let id = try await cases.open("平台\(round)")
                try await cases.take("submit", id, as: "firm")
                let (door, line, firm) = (cases.house.door, cases.actor("line"), cases.actor("firm"))
                let (done, codes) = await Self.outcomes(
                    { _ = try await door.perform(TakeStep(id, of: "certification", step: "pass", stay: 2), as: line) },
                    {
                        _ = try await door.perform(
                            TakeStep(id, of: "certification", step: "withdraw", stay: 2), as: firm)
                    })
                #expect(done == 1)
                #expect(codes == ["case_moved"])
                #expect(try await cases.house.number("SELECT COUNT(*) AS n FROM case_steps WHERE case_id = \(id)") == 3)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two openings at once on one record one is refused`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let record = try await cases.house.platform("甲平台", host: "9001-f")
            let (door, firm) = (cases.house.door, cases.actor("firm"))
            let open: @Sendable () async throws -> Void = {
                _ = try await door.perform(OpenCase(procedure: "certification", record: record), as: firm)
            }
            let (done, codes) = await Self.outcomes(open, open)
            #expect(done == 1 && codes == ["case_open"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a deadline passes once on two servers`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            try await cases.take("submit", id, as: "firm")
            cases.house.move(to: "2022-09-01")
            let door = cases.house.door
            _ = await Self.outcomes({ try await door.passDeadlines() }, { try await door.passDeadlines() })
            #expect(try await cases.inbox("office", notices: true).count == 1)
            #expect(try await cases.detail(id).item.passedOn != nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two signatures of which one is enough the second says that it is decided`(engine: TestEngine) async throws
    {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            try await cases.take("submit", id, as: "firm")
            try await cases.take("pass", id, as: "line")
            let (door, head, leader) = (cases.house.door, cases.actor("a-head"), cases.actor("leader"))
            let sign = SignApproval(id, of: "certification", stay: 3, level: 0, agrees: true)
            let (done, codes) = await Self.outcomes(
                { _ = try await door.perform(sign, as: head) }, { _ = try await door.perform(sign, as: leader) })
            #expect(done == 1 && codes == ["case_moved"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two who must both sign and do so at once are both counted, and the next level begins once`(
        engine: TestEngine
    ) async throws {
        try await CaseHouse.with(engine) { cases in
            for round in 0..<4 {
                let id = try await cases.open("县平台\(round)", host: "9001", as: "east")
                try await cases.take("submit", id, as: "east")
                try await cases.take("pass", id, as: "line")
                let (door, one, other) = (cases.house.door, cases.actor("east-head"), cases.actor("a-head"))
                let sign = SignApproval(id, of: "certification", stay: 3, level: 0, agrees: true)
                let (done, codes) = await Self.outcomes(
                    { _ = try await door.perform(sign, as: one) }, { _ = try await door.perform(sign, as: other) })
                #expect(done == 2, "\(codes)")
                #expect(try await cases.detail(id).item.level == 1)
                #expect(try await cases.inbox("leader").count == round + 1)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a case handed on and taken further at once goes one of the two ways`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            for round in 0..<6 {
                let id = try await cases.open("平台\(round)")
                try await cases.take("submit", id, as: "firm")
                let (door, line) = (cases.house.door, cases.actor("line"))
                let (done, codes) = await Self.outcomes(
                    { _ = try await door.perform(TakeStep(id, of: "certification", step: "pass", stay: 2), as: line) },
                    {
                        _ = try await door.perform(
                            HandOnCase(id, of: "certification", stay: 2, to: "9001/receiving", note: ""), as: line)
                    })
                #expect(done == 1, "\(codes)")
                let isHandedOn = try await cases.detail(id).item.state == "review"
                let held: SQL = """
                    SELECT COUNT(*) AS n FROM case_holders WHERE case_id = \(id) AND until IS NULL
                    """
                #expect(try await cases.house.number(held) == (isHandedOn ? 1 : 2))
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is brought at the last moment comes in or has lapsed, never both`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            try await cases.take("submit", id, as: "firm")
            try await cases.take("ask", id, as: "line", missing: ["法人证书"])
            cases.house.move(to: "2022-09-01")
            let (door, firm) = (cases.house.door, cases.actor("firm"))
            _ = await Self.outcomes(
                { try await door.passDeadlines() },
                {
                    _ = try await door.perform(
                        TakeStep(id, of: "certification", step: "resubmit", stay: 3), as: firm)
                })
            let detail = try await cases.detail(id)
            #expect(detail.steps.count { ["lapse", "resubmit"].contains($0.step) } == 1)
            #expect(detail.item.state == (detail.steps.last?.step == "lapse" ? "ended" : "review"))
        }
    }
}
