import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct RuleTests {
    @Test(arguments: TestDatabases.engines)
    func `a decided question lets its target out of waiting, and gives its value`(engine: TestEngine) async throws {
        try await withRulingHouse(engine) { house in
            let before = try await house.view(on: "2022-07-05", today: "2022-07-05")
            let waiting = try #require(before)
            #expect(waiting.targets(.awaitingRuling).map(\.id) == ["T02"])
            #expect(waiting.openRulings.map(\.key) == ["base", "parks"])
            #expect(try await house.value("base", on: "2022-07-05") == nil)

            try await house.decide("y2020", on: "2022-07-05")

            let after = try await house.view(on: "2022-07-05", today: "2022-07-05")
            let decided = try #require(after)
            #expect(decided.targets(.awaitingRuling).isEmpty)
            #expect(decided.openRulings.map(\.key) == ["parks"])
            #expect(try await house.value("base", on: "2022-07-05") == .year(2020))
            let decision = try #require(decided.decisions[.ruling("base")])
            #expect(decision.words == "2020 年")
            #expect(decision.decidedBy == "人office")
            #expect(decision.ground == RulingPlan.ground)
            let trail: Int = try await house.database.number(
                "SELECT COUNT(*) AS n FROM audit_subjects WHERE subject IN ('ruling:base', 'target:T02')")
            #expect(trail >= 2)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a group that waited gets its members, and its duties appear for them`(engine: TestEngine) async throws {
        try await withRulingHouse(engine) { house in
            let door = house.door("2022-07-05")
            let named = RulingChoice(option: "named", units: ["9002-p", "9001-p"])
            _ = try await door.perform(
                Rule(ruling: "parks", choice: named, ground: RulingPlan.ground), as: house.office)
            let found = try await house.view(on: "2022-07-05", today: "2022-07-05")
            let view = try #require(found)
            #expect(view.members["parks"] == ["9001-p", "9002-p"])
            #expect(view.duties(of: "9002-p").map(\.clause) == ["1.2"])
            #expect(try await house.value("parks", on: "2022-07-05") == .units(["9001-p", "9002-p"]))
            #expect(view.members["counties"] == ["9001", "9002"])

            _ = try await house.door("2022-07-08").perform(
                ReviseRuling(
                    ruling: "parks", after: 1, choice: RulingChoice(option: "east"), ground: RulingPlan.ground,
                    reason: "核对名单"), as: house.office)
            let revised = try await house.view(on: "2022-07-08", today: "2022-07-08")
            #expect(revised?.members["parks"] == ["9001-p"])
            #expect(revised?.duties(of: "9002-p").isEmpty == true)

            _ = try await house.door("2022-07-09").perform(
                WithdrawRuling(ruling: "parks", after: 2, ground: RulingPlan.ground, reason: "重议"), as: house.office)
            let open = try await house.view(on: "2022-07-09", today: "2022-07-09")
            #expect(open?.members["parks"] == nil)
            #expect(open?.openRulings.map(\.key).contains("parks") == true)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `only the unit that the plan names may decide`(engine: TestEngine) async throws {
        try await withRulingHouse(engine) { house in
            let rule = Rule(ruling: "base", choice: RulingChoice(option: "y2020"), ground: RulingPlan.ground)
            for actor in [house.bureau, house.county, .anonymous] {
                let refusal = await #expect(throws: Refusal.self) {
                    try await house.door("2022-07-05").perform(rule, as: actor)
                }
                #expect([401, 403].contains(refusal?.status))
            }
            let value = try await house.value("base", on: "2022-07-05")
            #expect(value == nil)
        }
        let elsewhere = RulingPlan.files.replacing(
            "decided_by: 办公室\n    consults", by: "decided_by: 某市\n    consults", in: "plan/rulings.yaml")
        try await withDatabase(engine, migrations: Migration.core + Migration.plan) { database in
            let house = RulingHouse(database: database)
            try await house.prepare(files: elsewhere)
            let refusal = await #expect(throws: Refusal.self) { try await house.decide("y2020", on: "2022-07-05") }
            #expect(refusal?.status == 403)
        }
    }

    /// A choice or a paper that will not do, and the field that is told so.
    private static let faults: [(RulingChoice, Ground, String?, String)] = [
        (RulingChoice(option: nil, given: ""), RulingPlan.ground, nil, "value"),
        (RulingChoice(option: nil, given: "去年"), RulingPlan.ground, nil, "value"),
        (RulingChoice(option: "y1999"), RulingPlan.ground, nil, "option"),
        (
            RulingChoice(option: "y2020"), Ground(kind: .minutes, title: "", number: nil, day: RulingPlan.ground.day),
            nil,
            "ground_title"
        ),
        (
            RulingChoice(option: "y2020"), Ground(kind: .document, title: "文", number: "", day: RulingPlan.ground.day),
            nil,
            "ground_number"
        ),
        (
            RulingChoice(option: "y2020"),
            Ground(kind: .minutes, title: "明天的纪要", number: nil, day: RulingPlan.ground.day.adding(days: 6)), nil,
            "ground_day"
        ),
        (RulingChoice(option: "y2020"), RulingPlan.ground, "2020-12-31", "effective"),
        (RulingChoice(option: "y2020"), RulingPlan.ground, "2024-01-01", "effective"),
    ]

    @Test(arguments: faults.indices)
    func `what will not do is refused with the field it is about, and nothing is written`(index: Int) async throws {
        let (choice, ground, from, code) = Self.faults[index]
        try await withRulingHouse(.sqliteMemory) { house in
            let rule = Rule(ruling: "base", choice: choice, ground: ground, from: from.flatMap { Day($0) })
            let refusal = await #expect(throws: Refusal.self) {
                try await house.door("2022-07-05").perform(rule, as: house.office)
            }
            #expect(refusal?.code == code)
            let written = try await house.database.number("SELECT COUNT(*) AS n FROM plan_decisions")
            #expect(written == 0)
        }
    }

    @Test func `units are ticked, at least one, and none that does not exist`() async throws {
        try await withRulingHouse(.sqliteMemory) { house in
            for units in [[], ["9009-p"]] {
                let choice = RulingChoice(option: "named", units: units)
                let refusal = await #expect(throws: Refusal.self) {
                    try await house.door("2022-07-05").perform(
                        Rule(ruling: "parks", choice: choice, ground: RulingPlan.ground), as: house.office)
                }
                #expect(refusal?.code == "value")
            }
        }
    }

    @Test func `a question that the plan does not have is not found, and tells nothing to those who may not decide`()
        async throws
    {
        try await withRulingHouse(.sqliteMemory) { house in
            let rule = Rule(ruling: "nothing", choice: RulingChoice(option: "y2020"), ground: RulingPlan.ground)
            for (actor, status) in [(Actor.system("test"), 404), (house.office, 403), (house.county, 403)] {
                let refusal = await #expect(throws: Refusal.self) {
                    try await house.door("2022-07-05").perform(rule, as: actor)
                }
                #expect(refusal?.status == status)
            }
        }
    }
}
