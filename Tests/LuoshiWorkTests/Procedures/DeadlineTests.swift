import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@Suite struct DeadlineTests {
    @Test(arguments: TestDatabases.engines)
    func `what is overdue is marked once, and its supervisor told, however long the server was down`(
        engine: TestEngine
    ) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            try await cases.take("submit", id, as: "firm")
            cases.house.move(to: "2022-08-19")
            #expect(try await cases.house.door.passDeadlines() == 0)
            cases.house.move(to: "2022-09-30")
            #expect(try await cases.house.door.passDeadlines() == 1)
            #expect(try await cases.house.door.passDeadlines() == 0)
            #expect(try await cases.detail(id).item.passedOn == Day("2022-09-30"))
            #expect(try await cases.inbox("office", notices: true) == ["逾期：平台认定“铝材料实验室”停在“审核”"])
            #expect(try await cases.inbox("line", notices: true).count == 1)
            let statistics = try await cases.house.door.ask(
                ProcedureStatistics("certification"), as: cases.actor("office"))
            let review = statistics.first { $0.state == "review" }
            #expect([review?.came, review?.here, review?.overdue] == [1, 1, 1])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the system takes the step that a deadline calls for`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            try await cases.take("submit", id, as: "firm")
            try await cases.take("ask", id, as: "line", missing: ["证书"])
            await #expect(throws: Refusal.self) { try await cases.take("lapse", id, as: "firm") }
            cases.house.move(to: "2022-08-15")
            #expect(try await cases.house.door.passDeadlines() == 1)
            let detail = try await cases.detail(id)
            #expect(detail.item.state == "ended")
            #expect(detail.steps.last?.actorName == "系统（到期处理）")
            #expect(try await cases.inbox("firm").isEmpty)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a public notice is not left while an objection is open, and nobody who handles it sees whose it is`(
        engine: TestEngine
    ) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            try await cases.take("submit", id, as: "firm")
            try await cases.take("pass", id, as: "line")
            _ = try await cases.sign(id, as: "leader")
            let door = cases.house.door
            let object = RaiseObjection(id, of: "certification", content: "面积不实")
            await #expect(throws: Refusal.self) { try await door.perform(object, as: .anonymous) }
            let objection = try await door.perform(object, as: cases.actor("west"))
            cases.house.move(to: "2022-08-15")
            let late = cases.house.door
            await #expect(throws: Refusal.self) { try await late.perform(object, as: cases.actor("east")) }
            #expect(try await late.passDeadlines() == 0)
            let refusal = await #expect(throws: Refusal.self) { try await cases.take("publish", id, as: "line") }
            #expect(refusal?.code == "case_objections_open")
            let seen = try await cases.detail(id, as: "line").objections
            #expect(seen.map(\.objection.name) == [""] && seen.map(\.objection.content) == [""])
            let known = try await cases.detail(id, as: "office").objections
            #expect(known.map(\.objection.name) == ["人west"])
            let answer = AnswerObjection(objection, of: "certification", answer: "已实地丈量", isUpheld: false)
            await #expect(throws: Refusal.self) { try await late.perform(answer, as: cases.actor("line")) }
            _ = try await late.perform(answer, as: cases.actor("office"))
            #expect(try await late.passDeadlines() == 1)
            #expect(try await cases.inbox("west", notices: true) == ["您对“铝材料实验室”公示的异议已答复"])
            #expect(try await cases.take("publish", id, as: "line") == "certified")
            let payloads = try await cases.house.database.read {
                try $0.all("SELECT content FROM audit_payloads") {
                    String(decoding: try $0["content"] as [UInt8], as: UTF8.self)
                }
            }
            #expect(!payloads.contains { $0.contains("面积不实") })
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an upheld objection lets the case only go back`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            try await cases.take("submit", id, as: "firm")
            try await cases.take("pass", id, as: "line")
            _ = try await cases.sign(id, as: "leader")
            let object = RaiseObjection(id, of: "certification", content: "面积不实")
            let objection = try await cases.house.door.perform(object, as: cases.actor("west"))
            let answer = AnswerObjection(objection, of: "certification", answer: "属实", isUpheld: true)
            _ = try await cases.house.door.perform(answer, as: cases.actor("office"))
            cases.house.move(to: "2022-08-15")
            let refusal = await #expect(throws: Refusal.self) { try await cases.take("publish", id, as: "line") }
            #expect(refusal?.code == "case_objection_upheld")
            #expect(try await cases.take("send_back", id, as: "line", reason: "异议成立") == "draft")
        }
    }
}
