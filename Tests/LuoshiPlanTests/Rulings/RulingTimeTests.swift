import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct RulingTimeTests {
    @Test(arguments: TestDatabases.engines)
    func `decided on one day, revised on a later one: each past day shows what was known then`(
        engine: TestEngine
    ) async throws {
        try await withRulingHouse(engine) { house in
            try await house.decide("y2020", on: "2022-07-11", from: "2021-01-01")
            _ = try await house.door("2022-07-20").perform(
                ReviseRuling(
                    ruling: "base", after: 1, choice: RulingChoice(option: nil, given: "2019"),
                    ground: RulingPlan.ground, from: Day("2021-01-01"), reason: "自治区下达了口径"), as: house.office)

            #expect(try await house.view(on: "2022-06-30") == nil)
            let days: [(String, RulingValue?, Light)] = [
                ("2022-07-10", nil, .awaitingRuling), ("2022-07-11", .year(2020), .noData),
                ("2022-07-19", .year(2020), .noData), ("2022-07-20", .year(2019), .noData),
            ]
            for (day, value, light) in days {
                let found = try await house.view(on: day)
                let view = try #require(found)
                #expect(view.decisions[.ruling("base")]?.value == value, "\(day)")
                #expect(view.plan.target("T02").map(view.light) == light, "\(day)")
                let file = try await house.door("2022-08-05").ask(
                    RulingByKey("base"), as: house.office, knownOn: Day(day))
                #expect(file?.history.count == (day < "2022-07-11" ? 0 : day < "2022-07-20" ? 1 : 2), "\(day)")
            }
            // By what is known now, the later decision holds from the plan's first day.
            #expect(try await house.value("base", on: "2021-06-01") == .year(2019))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a decision for a later day leaves the question open until then`(engine: TestEngine) async throws {
        try await withRulingHouse(engine) { house in
            try await house.decide("y2020", on: "2022-07-11", from: "2022-08-01")
            for (day, light) in [("2022-07-31", Light.awaitingRuling), ("2022-08-01", .noData)] {
                let found = try await house.door(day).ask(CurrentPlan(), as: house.office)
                let view = try #require(found)
                #expect(view.plan.target("T02").map(view.light) == light, "\(day)")
            }
            let file = try await house.door("2022-07-31").ask(RulingByKey("base"), as: house.office)
            #expect(file?.decision == nil)
            #expect(file?.standing?.value == .year(2020))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `members of a group on a past day are those known then`(engine: TestEngine) async throws {
        try await withRulingHouse(engine) { house in
            _ = try await house.door("2022-07-11").perform(
                Rule(
                    ruling: "parks", choice: RulingChoice(option: "east"), ground: RulingPlan.ground,
                    from: Day("2022-05-01")), as: house.office)
            let (before, after) = (
                try await house.view(on: "2022-07-10"), try await house.view(on: "2022-07-11")
            )
            #expect(before?.members["parks"] == nil)
            #expect(before?.duties(of: "9001-p").isEmpty == true)
            #expect(after?.members["parks"] == ["9001-p"])
            #expect(after?.duties(of: "9001-p").map(\.clause) == ["1.2"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a plan published later does not show on a day before it`(engine: TestEngine) async throws {
        try await withRulingHouse(engine) { house in
            try await house.door("2022-07-15").amend(
                RulingPlan.files.replacing("value: \"70\"", by: "value: \"80\"", in: "plan/targets.yaml"))
            let (before, after) = (
                try await house.view(on: "2022-07-14"), try await house.view(on: "2022-07-15")
            )
            #expect(before?.plan.version.number == 1)
            #expect(before?.plan.target("T01")?.expressions.first?.value == "70")
            #expect(after?.plan.target("T01")?.expressions.first?.value == "80")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `withdrawn, a question is open again and may be decided anew; all of it stays on record`(
        engine: TestEngine
    ) async throws {
        try await withRulingHouse(engine) { house in
            try await house.decide("y2020", on: "2022-07-11")
            _ = try await house.door("2022-07-12").perform(
                WithdrawRuling(ruling: "base", after: 1, ground: RulingPlan.ground, reason: "依据有误"), as: house.office)
            #expect(try await house.value("base", on: "2022-07-12") == nil)
            let again = await #expect(throws: Refusal.self) {
                try await house.door("2022-07-12").perform(
                    WithdrawRuling(ruling: "base", after: 1, ground: RulingPlan.ground, reason: "再撤"), as: house.office)
            }
            #expect(again?.code == "not_decided")
            try await house.decide("before", on: "2022-07-13")
            #expect(try await house.value("base", on: "2022-07-13") == .previousYear)
            let file = try await house.door("2022-07-13").ask(RulingByKey("base"), as: house.office)
            #expect(file?.history.map(\.act) == [.decided, .withdrawn, .decided])
            #expect(file?.history.map(\.number) == [3, 2, 1])
        }
    }
}
