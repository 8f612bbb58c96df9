import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct UnitCorrectionTests {
    @Test(arguments: TestDatabases.engines)
    func `a wrong merger is corrected with a reason, and what was shown before stays known`(engine: TestEngine)
        async throws
    {
        try await withHouse(engine) { house in
            let (first, second) = (try day("2022-08-10"), try day("2022-08-20"))
            let early = Door(database: house.database, clock: house.clock.business(today: first))
            let wrong = try await early.perform(MergeUnits(["9000-b"], into: "9001", .from(first)), as: .system("test"))
            let late = Door(database: house.database, clock: house.clock.business(today: second))
            let right = UnitEventContent.merge(units: ["9000-b"], into: "9000-a", opening: nil)
            let corrected = try await late.perform(
                CorrectUnitEvent(wrong.number, reason: "录错了承接单位", to: right, .from(first)), as: .system("test"))
            #expect(try await house.heir("9000-b", on: second) == "9000-a")
            #expect(try await house.heir("9000-b", on: day("2022-08-15"), knownOn: day("2022-08-15")) == "9001")
            let history = try await late.ask(UnitHistory("9000-b"), as: .system("test"))
            #expect(history.filter { $0.event.ending == nil }.map(\.event.number).contains(corrected.number))
            #expect(history.first { $0.event.number == wrong.number }?.event.ending?.reason == "录错了承接单位")
            #expect(try await late.ask(UnitHistory("9001"), as: .system("test")).first?.event.ending != nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a closing that never was is taken back, and everything stands as before`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let names = try await house.units()
            let outcome = try await house.enter(CloseUnit("9001", successor: "9002", .from(day("2022-08-01"))))
            _ = try await house.door.perform(
                RestoreUnit(undoing: outcome.number, reason: "没有这份文件"), as: .system("test"))
            #expect(try await house.units() == names)
            #expect(try await house.subtree("9001", on: day("2022-08-05")) == ["9001", "9001-p"])
            #expect(try await house.members("counties", on: day("2022-08-05")) == ["9001", "9002"])
            #expect(try await house.heir("9001", on: day("2022-08-05")) == "9001")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an entry on which a later one rests, or without a reason, or twice, is not taken back`(engine: TestEngine)
        async throws
    {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let opened = try await house.enter(
                OpenUnit(NewUnit(id: "9000-c", kind: .department, name: "丙局"), .from(day("2022-07-01"))))
            let renamed = try await house.enter(RenameUnit("9000-c", name: "丁局", .from(day("2022-08-01"))))
            func code(_ number: Int, _ reason: String = "误录") async -> String? {
                do {
                    _ = try await house.door.perform(RestoreUnit(undoing: number, reason: reason), as: .system("test"))
                    return nil
                } catch { return (error as? Refusal)?.code }
            }
            #expect(await code(opened.number) == "unit_order")
            #expect(await code(renamed.number, "") == "reason_missing")
            #expect(await code(1) == "event_gone")
            #expect(await code(renamed.number) == nil)
            #expect(await code(renamed.number) == "event_gone")
            #expect(await code(opened.number) == nil)
            #expect(try await house.unit("9000-c")?.unit.name == nil)
            #expect(
                try await house.enter(
                    OpenUnit(NewUnit(id: "9000-c", kind: .park, name: "戊园"), .from(day("2022-07-01")))
                ).opened == ["9000-c"])
        }
    }
}
