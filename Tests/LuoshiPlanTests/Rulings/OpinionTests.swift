import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct OpinionTests {
    private static func ask(_ house: RulingHouse, on day: String = "2022-07-05") async throws -> Day {
        try await house.door(day).perform(
            AskOpinions(ruling: "base", units: ["9000-a"], workingDays: 3, text: "请提意见"), as: house.office)
    }

    private static func answer(
        _ house: RulingHouse, _ stance: OpinionStance, _ reason: String = "", on day: String, as actor: Actor? = nil
    ) async throws {
        _ = try await house.door(day).perform(
            GiveOpinion(ruling: "base", unit: "9000-a", stance: stance, reason: reason), as: actor ?? house.bureau)
    }

    private static func opinion(_ house: RulingHouse, on day: String, as actor: Actor? = nil) async throws -> Opinion? {
        let door = house.door("2022-08-05")
        return try await door.ask(RulingByKey("base"), as: actor ?? house.office, knownOn: Day(day))?.opinions.first
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit that was asked answers, may change its answer, and the past keeps the first`(
        engine: TestEngine
    ) async throws {
        try await withRulingHouse(engine) { house in
            // Tuesday; three working days later is Friday.
            #expect(try await Self.ask(house) == Day("2022-07-08"))
            try await Self.answer(house, .agree, on: "2022-07-06")
            try await Self.answer(house, .other, "应比 2019 年", on: "2022-07-07")
            let answers = [
                try await Self.opinion(house, on: "2022-07-05"), try await Self.opinion(house, on: "2022-07-06"),
                try await Self.opinion(house, on: "2022-07-07"),
            ].map { $0?.answer }
            #expect(answers[0] == nil)
            #expect(answers[1]?.stance == .agree)
            #expect(answers[2]?.stance == .other)
            #expect(answers[2]?.reason == "应比 2019 年")
            #expect(answers[2]?.givenBy == "人bureau")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is asked lies in the unit's inbox until it answers or the question is decided`(engine: TestEngine)
        async throws
    {
        try await withRulingHouse(engine) { house in
            // Nobody holds the receiving post of the tiny bureau, so all that reaches it is listed as received by nobody.
            func open() async throws -> [String] {
                try await house.door("2022-07-06").ask(UnreceivedItems(), as: .system("test")).map {
                    "\($0.item.title) \($0.place.due?.description ?? "-")"
                }
            }
            _ = try await Self.ask(house)
            #expect(try await open() == ["请答复意见：基期 2022-07-08"])
            try await Self.answer(house, .agree, on: "2022-07-06")
            #expect(try await open() == [])
        }
        try await withRulingHouse(engine) { house in
            _ = try await Self.ask(house)
            try await house.decide("y2020", on: "2022-07-06", reason: "领导小组会议已议定")
            let left = try await house.door("2022-07-06").ask(UnreceivedItems(), as: .system("test"))
            #expect(left.isEmpty)
            let told = try await house.database.read {
                try $0.all("SELECT title FROM inbox_items WHERE is_notice = 1") { try $0["title"] as String }
            }
            #expect(told == ["已裁定：基期"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `before the due day an unanswered opinion needs a reason to go on; after it none`(
        engine: TestEngine
    ) async throws {
        try await withRulingHouse(engine) { house in
            _ = try await Self.ask(house)
            let refusal = await #expect(throws: Refusal.self) { try await house.decide("y2020", on: "2022-07-08") }
            #expect(refusal?.code == "reason")
            try await house.decide("y2020", on: "2022-07-11")
        }
        try await withRulingHouse(engine) { house in
            _ = try await Self.ask(house)
            try await house.decide("y2020", on: "2022-07-06", reason: "领导小组会议已议定")
            let file = try await house.door("2022-07-06").ask(RulingByKey("base"), as: house.office)
            #expect(file?.decision?.reason == "领导小组会议已议定")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody answers for another unit, unasked, without words, or once it is decided`(
        engine: TestEngine
    ) async throws {
        try await withRulingHouse(engine) { house in
            var codes: [String?] = []
            func refused(_ work: () async throws -> Void) async {
                codes.append((await #expect(throws: Refusal.self) { try await work() })?.code)
            }
            await refused { try await Self.answer(house, .agree, on: "2022-07-05") }
            _ = try await Self.ask(house)
            await refused { try await Self.answer(house, .agree, on: "2022-07-05", as: house.county) }
            await refused { try await Self.answer(house, .agree, on: "2022-07-05", as: house.office) }
            await refused { try await Self.answer(house, .other, on: "2022-07-05") }
            try await Self.answer(house, .agree, on: "2022-07-05")
            try await house.decide("y2020", on: "2022-07-05")
            await refused { try await Self.answer(house, .other, "晚了", on: "2022-07-05") }
            await refused { _ = try await Self.ask(house, on: "2022-07-06") }
            #expect(
                codes == [
                    "not_asked", "forbidden", "forbidden", "opinion_reason", "already_decided", "already_decided",
                ])
        }
    }

    @Test func `a unit still asked is not asked again, and asking needs units, days and words`() async throws {
        try await withRulingHouse(.sqliteMemory) { house in
            _ = try await Self.ask(house)
            for (units, days, text, code) in [
                (["9000-a"], 3, "再问", "units"), ([], 3, "问", "units"), (["none"], 3, "问", "units"),
                (["9001"], 0, "问", "working_days"), (["9001"], 3, "", "text"),
            ] {
                let refusal = await #expect(throws: Refusal.self) {
                    try await house.door("2022-07-05").perform(
                        AskOpinions(ruling: "base", units: units, workingDays: days, text: text), as: house.office)
                }
                #expect(refusal?.code == code)
            }
            let refusal = await #expect(throws: Refusal.self) {
                try await house.door("2022-07-05").perform(
                    AskOpinions(ruling: "base", units: ["9001"], workingDays: 3, text: "问"), as: house.bureau)
            }
            #expect(refusal?.status == 403)
        }
    }

    @Test func `what a unit said is read by itself and by who may read all`() async throws {
        try await withRulingHouse(.sqliteMemory) { house in
            _ = try await Self.ask(house)
            try await Self.answer(house, .other, "应比 2019 年", on: "2022-07-06")
            for (actor, said) in [(house.office, "应比 2019 年"), (house.bureau, "应比 2019 年"), (house.county, nil)] {
                let file = try await house.door("2022-07-06").ask(RulingByKey("base"), as: actor)
                #expect(file?.opinions.first?.isAnswered == true)
                #expect(file?.opinions.first?.answer?.reason == said)
            }
        }
    }
}
