import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct ContradictionTests {
    private static func settle(
        _ prevails: String?, _ reading: String = "按不低于执行", after: Int? = nil
    ) -> SettleContradiction {
        SettleContradiction(
            contradiction: "fifty", after: after, prevails: prevails, reading: reading, ground: RulingPlan.ground)
    }

    @Test(arguments: TestDatabases.engines)
    func `one wording prevails, later both stand, and the first stays on record`(engine: TestEngine) async throws {
        try await withRulingHouse(engine) { house in
            #expect(try await house.door("2022-07-05").perform(Self.settle("1.2"), as: house.office) == 1)
            _ = try await house.door("2022-07-06").perform(Self.settle(nil, "分别判断", after: 1), as: house.office)
            let first = try await house.view(on: "2022-07-05")
            #expect(first?.decisions[.contradiction("fifty")]?.prevailing == "1.2")
            let second = try await house.view(on: "2022-07-06")
            #expect(second?.decisions[.contradiction("fifty")]?.prevailing == nil)
            #expect(second?.decisions[.contradiction("fifty")]?.value == .text("分别判断"))
            #expect(second?.openContradictions.isEmpty == true)

            _ = try await house.door("2022-07-07").perform(
                ReopenContradiction(contradiction: "fifty", after: 2, ground: RulingPlan.ground, reason: "再议"),
                as: house.office)
            let file = try await house.door("2022-07-07").ask(ContradictionByKey("fifty"), as: house.office)
            #expect(file?.decision == nil)
            #expect(file?.standing == nil)
            #expect(file?.history.count == 3)
        }
    }

    @Test func `a clause that is not one of the places, no words, or somebody without the right: refused`() async throws
    {
        try await withRulingHouse(.sqliteMemory) { house in
            for (command, actor, code) in [
                (Self.settle("1.1"), house.office, "prevails"), (Self.settle("1", ""), house.office, "reading"),
                (Self.settle("1"), house.bureau, "forbidden"),
                (Self.settle("1", after: 4), house.office, "not_decided"),
            ] {
                let refusal = await #expect(throws: Refusal.self) {
                    try await house.door("2022-07-05").perform(command, as: actor)
                }
                #expect(refusal?.code == code)
            }
        }
    }
}
