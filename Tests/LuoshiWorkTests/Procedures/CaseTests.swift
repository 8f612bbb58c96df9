import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@Suite struct CaseTests {
    private static func refusal(_ work: () async throws -> some Sendable) async throws -> String {
        do {
            _ = try await work()
            return "done"
        } catch let refusal as any PublicError {
            return refusal.code
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a case goes from hand to hand to its end, and the record with it`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            #expect(try await cases.inbox("firm") == ["平台认定：铝材料实验室（拟稿）"])
            #expect(try await cases.take("submit", id, as: "firm") == "review")
            #expect(try await cases.inbox("firm").isEmpty)
            #expect(try await cases.inbox("line") == ["平台认定：铝材料实验室（审核）"])
            #expect(try await cases.detail(id).item.dueOn == Day("2022-08-19"))
            #expect(try await cases.take("pass", id, as: "line") == "approval")
            // An institute's chain takes any one of two.
            #expect(try await cases.inbox("leader").count == 1)
            #expect(try await cases.sign(id, as: "a-head") == "notice")
            #expect(try await cases.inbox("leader").isEmpty)
            #expect(try await Self.refusal { try await cases.take("publish", id, as: "line") } == "case_notice_running")
            cases.house.move(to: "2022-08-15")
            #expect(try await cases.take("publish", id, as: "line") == "certified")
            let detail = try await cases.detail(id)
            #expect(detail.item.closedOn == Day("2022-08-15"))
            #expect(detail.steps.map(\.step) == ["open", "submit", "pass", "approve", "publish"])
            #expect(
                detail.steps.last?.fields == ["level", "certified_on", "years"]
                    || detail.steps.last?.fields == ["level", "certified_on"])
            let record = detail.item.record
            #expect(
                try await cases.house.number(
                    """
                    SELECT COUNT(*) AS n FROM r_platforms WHERE id = \(record) AND f_level = 'municipal'
                    AND f_certified_on = '2022-08-15' AND f_area = 1200
                    """) == 1)
            #expect(
                try await cases.house.number(
                    "SELECT COUNT(*) AS n FROM audit_subjects WHERE subject = \("case:\(id)")") == 5)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a step asks for its field, its document and its condition`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            let house = cases.house
            let bare = TakeStep(id, of: "certification", step: "submit", stay: 1)
            let faults = await #expect(throws: RecordFaults.self) {
                try await house.door.perform(bare, as: cases.actor("firm"))
            }
            #expect(faults?.faults.map(\.field) == ["form"])
            #expect(
                try await Self.refusal { try await cases.take("submit", id, as: "firm", area: "20") } == "case_guard")
            let other = TakeStep(
                id, of: "certification", step: "submit", stay: 1, input: RecordInput(texts: ["level": "region"]),
                documents: [GivenDocument(key: "form", file: RecordFile(hash: "x", name: "y"))])
            let typed = await #expect(throws: RecordFaults.self) {
                try await house.door.perform(other, as: cases.actor("firm"))
            }
            #expect(typed?.faults.map(\.field) == ["level"])
            #expect(try await cases.detail(id).item.state == "draft")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody takes a step that is another's`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let record = try await cases.house.platform("别家的", host: "9002")
            let open = OpenCase(procedure: "certification", record: record)
            for login in ["firm", "east", "line", "office"] {
                await #expect(throws: Refusal.self) { try await cases.house.door.perform(open, as: cases.actor(login)) }
            }
            let id = try await cases.open()
            for login in ["firm-head", "east", "west", "line", "office", "leader"] {
                await #expect(throws: Refusal.self) { try await cases.take("submit", id, as: login) }
            }
            await #expect(throws: Refusal.self) {
                try await cases.house.door.perform(
                    TakeStep(id, of: "certification", step: "submit", stay: 1), as: cases.house.system)
            }
            try await cases.take("submit", id, as: "firm")
            await #expect(throws: Refusal.self) { try await cases.take("withdraw", id, as: "line") }
            #expect(try await cases.take("withdraw", id, as: "firm") == "ended")
            // A county sees its institute's cases, another does not.
            #expect(try await cases.detail(id, as: "east").item.state == "ended")
            await #expect(throws: Refusal.self) { try await cases.detail(id, as: "west") }
            let east = try await cases.house.door.ask(CaseList(.closed), as: cases.actor("east"))
            #expect(east.rows.map(\.item.id) == [id])
            #expect(try await cases.house.door.ask(CaseList(.closed), as: cases.actor("west")).rows.isEmpty)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `while something is brought later the clock stands still`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            try await cases.take("submit", id, as: "firm")
            cases.house.move(to: "2022-08-10")
            #expect(try await Self.refusal { try await cases.take("ask", id, as: "line") } == "record_invalid")
            try await cases.take("ask", id, as: "line", missing: ["法人证书", "场地证明"])
            #expect(try await cases.detail(id).steps.last?.missing == ["法人证书", "场地证明"])
            cases.house.move(to: "2022-08-16")
            try await cases.take("resubmit", id, as: "firm")
            // Ten working days from the 5th ended on the 19th; on the 10th seven were left.
            #expect(try await cases.detail(id).item.dueOn == Day("2022-08-25"))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a case keeps the declaration it began under`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let first = try await cases.open()
            let text = TinyProcedures.certification.replacing("title: 审核,", with: "title: 初审,")
                .replacing("working_days: 10", with: "working_days: 2")
            try await cases.house.adopt(TinyProcedures.files(text))
            let second = try await cases.open("第二家")
            try await cases.take("submit", first, as: "firm")
            try await cases.take("submit", second, as: "firm")
            let (old, new) = (try await cases.detail(first), try await cases.detail(second))
            #expect([old.state.title, new.state.title] == ["审核", "初审"])
            #expect([old.item.dueOn, new.item.dueOn] == [Day("2022-08-19"), Day("2022-08-09")])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a case is handed on within what the state allows`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            let house = cases.house
            func hand(_ login: String, to post: String, stay: Int) -> @Sendable () async throws -> Bool {
                let command = HandOnCase(id, of: "certification", stay: stay, to: post, note: "请办")
                let (door, actor) = (house.door, cases.actor(login))
                return { try await door.perform(command, as: actor) }
            }
            #expect(try await Self.refusal(hand("firm", to: "9001/receiving", stay: 1)) == "case_other_unit")
            #expect(try await hand("firm", to: "9001-f/head", stay: 1)())
            await #expect(throws: Refusal.self) { try await cases.take("submit", id, as: "firm") }
            #expect(try await cases.inbox("firm-head").count == 1)
            try await cases.take("submit", id, as: "firm-head")
            #expect(try await hand("line", to: "9001/receiving", stay: 2)())
            #expect(try await cases.take("pass", id, as: "east") == "approval")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `on a past day a case stands where it stood then`(engine: TestEngine) async throws {
        try await CaseHouse.with(engine) { cases in
            let id = try await cases.open()
            cases.house.move(to: "2022-08-09")
            try await cases.take("submit", id, as: "firm")
            let door = cases.house.door
            let then = try await door.ask(
                CaseByID(id, of: "certification"), as: cases.actor("office"), knownOn: Day("2022-08-08"))
            #expect(then?.state.key == "draft")
            #expect(then?.steps.count == 1)
            #expect(then?.offers.isEmpty == true)
            let before = try await door.ask(
                CaseByID(id, of: "certification"), as: cases.actor("office"), knownOn: Day("2022-08-01"))
            #expect(before == nil)
        }
    }
}
