import Database
import DatabaseTesting
import LuoshiCore
import Testing

/// Two people reorganise at once: what must hold of units holds whoever comes first.
@Suite struct UnitRaceTests {
    /// Performs both at once, each as often as the round says; returns the codes of the refusals.
    private static func race(_ house: House, _ commands: [any UnitEventCommand]) async -> [String] {
        await withTaskGroup(of: String?.self) { group in
            for command in commands {
                group.addTask {
                    do {
                        _ = try await house.door.perform(command, as: .system("test"))
                        return nil
                    } catch { return (error as? Refusal)?.code ?? "\(error)" }
                }
            }
            var codes: [String] = []
            for await code in group { if let code { codes.append(code) } }
            return codes
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two moves that make a circle together one is refused`(engine: TestEngine) async throws {
        for _ in 0..<5 {
            try await withHouse(engine, today: day("2022-08-05")) { house in
                let paper = try UnitPaper.from(day("2022-08-01"))
                let codes = await Self.race(
                    house,
                    [
                        MoveUnit("9001", hierarchy: "territory", parent: "9002", paper),
                        MoveUnit("9002", hierarchy: "territory", parent: "9001", paper),
                    ])
                #expect(codes == ["hierarchy_circle"])
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit merged and moved at once is merged or refused, never both beneath another and gone`(engine: TestEngine)
        async throws
    {
        for _ in 0..<5 {
            try await withHouse(engine, today: day("2022-08-05")) { house in
                let paper = try UnitPaper.from(day("2022-08-01"))
                let codes = await Self.race(
                    house,
                    [
                        MergeUnits(["9001"], into: "9002", paper),
                        MoveUnit("9001", hierarchy: "administration", parent: "9000-a", paper),
                    ])
                // Entries of one day count in their order: moved and then merged is no contradiction.
                #expect(codes == [] || codes == ["unit_not_alive"], "\(codes)")
                #expect(try await house.units()["9001"] == nil)
                #expect(try await house.subtree("9000-a", on: paper.from) == ["9000-a"])
                #expect(try await house.subtree("9002", on: paper.from) == ["9002", "9001-p"])
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two units that take each other over at once leave one`(engine: TestEngine) async throws {
        for _ in 0..<5 {
            try await withHouse(engine, today: day("2022-08-05")) { house in
                let paper = try UnitPaper.from(day("2022-08-01"))
                let codes = await Self.race(
                    house,
                    [MergeUnits(["9000-a"], into: "9000-b", paper), MergeUnits(["9000-b"], into: "9000-a", paper)])
                #expect(codes == ["unit_not_alive"])
                #expect(try await house.units().count == 5)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `one name is given once, though two ask for it at once`(engine: TestEngine) async throws {
        for _ in 0..<5 {
            try await withHouse(engine, today: day("2022-08-05")) { house in
                let paper = try UnitPaper.from(day("2022-08-01"))
                let codes = await Self.race(
                    house, [RenameUnit("9000-a", name: "新局", paper), RenameUnit("9000-b", name: "新局", paper)])
                #expect(codes == ["unit_name_taken"])
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit renamed while a package comes in keeps its new name`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let more = TinyPackage.replacing(
                "groups:", by: "  - {code: 9000-c, kind: department, name: 某市丙局}\ngroups:", in: "units.yaml")
            async let renamed = Self.race(house, [RenameUnit("9000-a", name: "新甲局", try .from(day("2022-08-01")))])
            async let adopted = house.door.adopt(more)
            #expect(try await adopted == 2)
            #expect(try await renamed == [])
            let units = try await house.units()
            #expect(units["9000-a"] == "新甲局")
            #expect(units["9000-c"] == "某市丙局")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an entry corrected by two at once is corrected once`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let paper = try UnitPaper.from(day("2022-08-01"))
            let number = try await house.enter(RenameUnit("9000-a", name: "新甲局", paper)).number
            async let one = house.door.perform(RestoreUnit(undoing: number, reason: "甲"), as: .system("test"))
            async let two = house.door.perform(RestoreUnit(undoing: number, reason: "乙"), as: .system("test"))
            var refused = 0
            do { _ = try await one } catch { refused += 1 }
            do { _ = try await two } catch { refused += 1 }
            #expect(refused == 1)
            #expect(try await house.units()["9000-a"] == "市甲局")
        }
    }
}
