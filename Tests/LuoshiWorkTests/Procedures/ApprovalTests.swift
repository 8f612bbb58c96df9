import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@Suite struct ApprovalTests {
    /// A county's own platform, at its approval.
    private static func atApproval(_ cases: CaseHouse) async throws -> String {
        let id = try await cases.open(host: "9001", as: "east")
        try await cases.take("submit", id, as: "east")
        try await cases.take("pass", id, as: "line")
        return id
    }

    @Test(arguments: TestDatabases.engines)
    func `a joint level needs every signature, and then the next level begins`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await Self.atApproval(cases)
            #expect(try await cases.inbox("leader").isEmpty)
            await #expect(throws: Refusal.self) { _ = try await cases.sign(id, as: "leader") }
            #expect(try await cases.sign(id, as: "east-head") == "approval")
            await #expect(throws: Refusal.self) { _ = try await cases.sign(id, as: "east-head") }
            #expect(try await cases.inbox("a-head").count == 1)
            #expect(try await cases.sign(id, as: "a-head") == "approval")
            #expect(try await cases.inbox("leader").count == 1)
            #expect(try await cases.sign(id, as: "leader") == "notice")
            let signatures = try await cases.detail(id).signatures
            #expect(signatures.map(\.actorName) == ["人east-head", "人a-head", "人leader"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `who refuses says why, and the case goes back`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await Self.atApproval(cases)
            await #expect(throws: RecordFaults.self) { _ = try await cases.sign(id, as: "a-head", agrees: false) }
            #expect(try await cases.sign(id, as: "a-head", agrees: false, opinion: "面积待核") == "draft")
            #expect(try await cases.inbox("east-head").isEmpty)
            #expect(try await cases.inbox("east").count == 1)
            #expect(try await cases.detail(id).steps.last?.reason == "面积待核")
        }
    }
}
