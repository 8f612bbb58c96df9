import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import LuoshiWork
import Testing

/// Questions of competence, and duties that follow what becomes of units.
@Suite struct DutyQuestionTests {
    @Test(arguments: TestDatabases.engines)
    func `a question is decided after others were heard: the duty stands and is signed for`(engine: TestEngine)
        async throws
    {
        try await DutyHouse.with(engine) { duties in
            try await duties.issue()
            let door = duties.house.door
            let raised = try await duties.duty("1.1", of: "9001")
            #expect(
                try await DutyHouse.refusal { try await duties.take("question", raised, as: "east") }
                    == "record_invalid")
            try await duties.take("question", raised, as: "east", reason: "不是本县的事", ["proposed": "9002"])
            let open = try await duties.duty("1.1", of: "9001")
            #expect(open.standing == .questioned)
            #expect(open.proposed == "9002")
            #expect(open.question?.reason == "不是本县的事")
            #expect(try await duties.inbox("east").isEmpty)
            #expect(try await duties.inbox("office").count == 1)

            func ask(_ login: String) -> @Sendable () async throws -> Day {
                let command = AskCaseOpinions(
                    open.item.id, of: "duty_signing", stay: open.item.stay, units: ["9002", "9000-c"], workingDays: 3,
                    text: "由谁承担？")
                let actor = duties.actor(login)
                return { try await door.perform(command, as: actor) }
            }
            await #expect(throws: Refusal.self) { try await ask("east")() }
            #expect(try await ask("office")() == Day("2022-08-10"))
            #expect(try await DutyHouse.refusal(ask("office")) == "units")
            #expect(try await duties.inbox("west").count == 2)
            func answer(_ login: String, _ unit: String, _ stance: OpinionStance, _ reason: String) async throws {
                _ = try await door.perform(
                    GiveCaseOpinion(open.item.id, of: "duty_signing", unit: unit, stance: stance, reason: reason),
                    as: duties.actor(login))
            }
            await #expect(throws: Refusal.self) { try await answer("c", "9002", .agree, "") }
            #expect(try await DutyHouse.refusal { try await answer("west", "9002", .other, "") } == "opinion_reason")
            try await answer("west", "9002", .other, "东县自有平台")
            let detail = try #require(
                try await door.ask(CaseByID(open.item.id, of: "duty_signing"), as: duties.actor("west")))
            #expect(detail.opinions.map(\.opinion.isAnswered) == [false, true])
            #expect(try await duties.inbox("c").count == 1)

            #expect(
                try await DutyHouse.refusal {
                    try await duties.take("stand", open, as: "office", ["due_on": "2022-08-19"])
                }
                    == "record_invalid")
            try await duties.take("stand", open, as: "office", reason: "方案写明各县", ["due_on": "2022-08-19"])
            // Nobody is asked any more.
            #expect(try await duties.inbox("c").isEmpty)
            #expect(try await duties.inbox("east") == ["责任分工签收：待签收"])
            try await duties.sign("9001", as: "east")
            #expect(try await duties.duty("1.1", of: "9001").standing == .signed)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a duty goes to another unit, and the plan's pages follow the decision`(engine: TestEngine) async throws {
        try await DutyHouse.with(engine) { duties in
            try await duties.issue()
            let door = duties.house.door
            try await duties.sign("9000-a", as: "a")
            try await duties.take("question", duties.duty("1.1", of: "9000-a"), as: "a", reason: "应由丙局牵头")
            duties.house.move(to: "2022-08-09")
            let open = try await duties.duty("1.1", of: "9000-a")
            try await duties.take(
                "move", open, as: "office", reason: "协调决定", ["unit": "9000-c", "due_on": "2022-08-16"])
            #expect(try await duties.duties(of: "9000-a").duties.isEmpty)
            let moved = try await duties.duty("1.1", of: "9000-c")
            #expect(moved.key.role == .lead)
            #expect(moved.standing == .waiting)
            #expect(try await duties.inbox("c") == ["责任分工签收：待签收"])
            let view = try #require(try await duties.house.door.ask(CurrentPlan(), as: duties.actor("office")))
            #expect(view.duties(of: "9000-a").isEmpty)
            #expect(view.duties(of: "9000-c").map(\.clause) == ["1.1"])
            try await duties.sign("9000-c", as: "c")
            // Nothing is new by it, and the past is as it was.
            #expect(try await DutyHouse.refusal { try await duties.issue("某办〔2022〕2 号") } == "duties_none_new")
            #expect(try await duties.duties(of: "9000-a", on: "2022-08-05").duties.map(\.standing) == [.questioned])
            #expect(try await duties.duties(of: "9000-c", on: "2022-08-05").duties.isEmpty)
            // Whoever had it may still read what became of it.
            #expect(try await door.ask(CaseByID(open.item.id, of: "duty_signing"), as: duties.actor("a")) != nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `given to a unit that has the same duty already the two become one`(engine: TestEngine) async throws {
        try await DutyHouse.with(engine) { duties in
            try await duties.issue()
            try await duties.sign("9000-b", as: "b")
            try await duties.take("question", duties.duty("1.1", of: "9001"), as: "east", reason: "应由乙局配合")
            try await duties.take(
                "move", duties.duty("1.1", of: "9001"), as: "office", reason: "协调决定",
                ["unit": "9000-b", "due_on": "2022-08-16"])
            let found = try await duties.duties(of: "9000-b").duties.filter { $0.key.clause == "1.1" }
            #expect(found.map(\.standing) == [.signed])
            #expect(try await duties.duties(of: "9001").duties.isEmpty)
            #expect(try await duties.inbox("b").isEmpty)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit merged between issuing and signing leaves its duty to whoever answers for it`(engine: TestEngine)
        async throws
    {
        try await DutyHouse.with(engine) { duties in
            try await duties.issue()
            duties.house.move(to: "2022-08-11")
            let merge = MergeUnits(
                ["9000-a"], into: "9000-c", UnitPaper(from: try #require(Day("2022-08-11")), basis: "某编〔2022〕9 号"))
            _ = try await duties.house.door.perform(merge, as: duties.actor("office"))
            let duty = try await duties.duty("1.1", of: "9000-c")
            #expect(duty.standing == .waiting)
            // It has five working days from the day on which it got it.
            #expect(duty.item.dueOn == Day("2022-08-18"))
            #expect(try await duties.inbox("c") == ["责任分工签收：待签收"])
            try await duties.sign("9000-c", as: "c")
            #expect(try await duties.house.door.followDuties() == 0)
            #expect(try await duties.duties(of: "9000-a", on: "2022-08-10").duties.count == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a merger entered ahead takes the duties along on its day, and doubles become one`(engine: TestEngine)
        async throws
    {
        try await DutyHouse.with(engine) { duties in
            try await duties.issue()
            let merge = MergeUnits(
                ["9001"], into: "9002", UnitPaper(from: try #require(Day("2022-08-10")), basis: "某编〔2022〕9 号"))
            _ = try await duties.house.door.perform(merge, as: duties.actor("office"))
            #expect(try await duties.duties(of: "9001").duties.count == 1)
            #expect(try await duties.house.door.followDuties() == 0)
            duties.house.move(to: "2022-08-10")
            #expect(try await duties.house.door.followDuties() == 1)
            #expect(try await duties.house.door.followDuties() == 0)
            #expect(try await duties.duties(of: "9002").duties.count == 1)
            #expect(try await duties.overview().all.count == 4)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a duty is given to a post inside, and its steps stand in the trail`(engine: TestEngine) async throws {
        try await DutyHouse.with(engine) { duties in
            try await duties.issue()
            try await duties.sign("9000-b", as: "b")
            let post = try await duties.house.door.perform(
                CreatePost(unit: "9000-b", title: "综合科"), as: duties.house.system)
            let assign = AssignDuty(clauses: ["1.1", "1.2"], unit: "9000-b", post: post)
            await #expect(throws: Refusal.self) { try await duties.house.door.perform(assign, as: duties.actor("a")) }
            _ = try await duties.house.door.perform(assign, as: duties.actor("b"))
            let found = try await duties.duties(of: "9000-b")
            #expect(found.posts.values.map { $0.post?.title } == ["综合科", "综合科"])
            let trail = try await duties.house.door.ask(AuditTrail(subject: "unit:9000-b"), as: duties.house.system)
            let words = trail.flatMap(\.notes).joined(separator: "\n")
            #expect(words.contains("印发责任分工 某办〔2022〕1 号：4 个单位 5 项"))
            #expect(words.contains("签收，现在是“已签收”"))
        }
    }

    @Test func `what the plan's duties need by name is asked for`() {
        let wrong = TinyDuties.files.replacing(
            "  - {key: due_on, title: 签收期限, type: date, required: true}\n", by: "", in: "registers/duties.yaml"
        )
        .replacing("{key: join,", by: "{key: joined,", in: "procedures/duty_signing.yaml")
        let found = wrong.check(DefinitionKind.core + DefinitionKind.plan + DefinitionKind.work).errors.map(
            \.description)
        #expect(found.contains { $0.contains("registers/duties.yaml:1: 错误：责任分工台账要有 date 类型的字段“due_on”") })
        #expect(found.contains { $0.contains("procedures/duty_signing.yaml:1: 错误：责任分工的流程要有环节“join”") })
        let right = TinyDuties.files.check(DefinitionKind.core + DefinitionKind.plan + DefinitionKind.work).errors
        #expect(right.isEmpty, "\(right)")
    }
}
