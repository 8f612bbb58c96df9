import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct UnitRefusalTests {
    private static func firm(_ code: String?) -> NewUnit {
        NewUnit(kind: .enterprise, name: "某企业", creditCode: code)
    }

    @Test(arguments: TestDatabases.engines)
    func `what cannot be is refused, says why, and leaves nothing`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let paper = try UnitPaper.from(day("2022-08-01"))
            let before = try await house.number("SELECT COUNT(*) AS n FROM unit_events")
            let cases: [(any UnitEventCommand, String)] = [
                (RenameUnit("9000-a", name: "某市乙局", paper), "unit_name_taken"),
                (RenameUnit("9000-a", name: "某市甲局", shortName: "市甲局", paper), "unit_name_same"),
                (RenameUnit("9000-a", name: "新局", UnitPaper(from: paper.from, basis: "")), "basis_missing"),
                (RenameUnit("9000-a", name: "新局", try .from(day("1940-01-01"))), "from_early"),
                (RenameUnit("nobody", name: "新局", paper), "not_found"),
                (MoveUnit("9001", hierarchy: "administration", parent: "9001-p", paper), "hierarchy_circle"),
                (MoveUnit("9000", hierarchy: "administration", parent: "9001", paper), "hierarchy_root"),
                (MoveUnit("9001", hierarchy: "nowhere", parent: "9002", paper), "hierarchy_unknown"),
                (MoveUnit("9001-p", hierarchy: "administration", parent: "9001", paper), "move_same"),
                (CloseUnit("9001", successor: nil, paper), "unit_children"),
                (CloseUnit("9001", successor: "9001", paper), "close_itself"),
                (CloseUnit("9000", successor: "9001", paper), "hierarchy_root"),
                (MergeUnits(["9001"], into: "9001", paper), "merge_itself"),
                (MergeUnits(["9001"], paper), "merge_into"),
                (TransferFunction("f", from: "9001", to: "9002", subjects: [], paper), "function_empty"),
                (TransferFunction("f", from: "9001", to: "9001", subjects: ["duty:1"], paper), "function_itself"),
                (AddAlias("市乙局", of: "9000-a", paper), "unit_name_taken"),
                (RemoveAlias("没有的", of: "9000-a", paper), "alias_same"),
                (ChangeGroup("nobody", members: [], paper), "group_unknown"),
                (OpenUnit(NewUnit(id: "9000-a", kind: .department, name: "新局"), paper), "unit_id_taken"),
                (OpenUnit(NewUnit(id: "c", kind: .county, name: "新县"), paper), "unit_id"),
                (OpenUnit(NewUnit(id: "9003", kind: .county, name: "新县"), paper), "area_code"),
                (OpenUnit(NewUnit(id: "9003", kind: .county, name: "新县", area: "990001"), paper), "area_code"),
                (OpenUnit(Self.firm(nil), paper), "credit_code"),
                (OpenUnit(Self.firm("9144030071526726XA"), paper), "credit_code"),
                (
                    OpenUnit(NewUnit(id: "9009", kind: .park, name: "园", parents: ["administration": "nobody"]), paper),
                    "not_found"
                ),
            ]
            for (command, code) in cases { #expect(try await house.refusal(command) == code, "\(command)") }
            #expect(try await house.number("SELECT COUNT(*) AS n FROM unit_events") == before)
            #expect(try await house.units().count == 6)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an enterprise is known by its credit code, once`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let paper = try UnitPaper.from(day("2022-08-01"))
            let code = "91330100799655058B"
            #expect(try await house.enter(OpenUnit(Self.firm(code), paper)).opened == [code])
            #expect(try await house.unit(code)?.creditCode == code)
            let other = NewUnit(id: "another", kind: .enterprise, name: "另一企业", creditCode: code)
            #expect(try await house.refusal(OpenUnit(other, paper)) == "credit_code_taken")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nothing happens to a unit after its end, nor an end before what was entered for later`(engine: TestEngine)
        async throws
    {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            try await house.enter(RenameUnit("9000-b", name: "新乙局", .from(day("2022-07-10"))))
            #expect(
                try await house.refusal(MergeUnits(["9000-b"], into: "9000-a", .from(day("2022-07-01"))))
                    == "unit_order")
            try await house.enter(MergeUnits(["9000-b"], into: "9000-a", .from(day("2022-08-01"))))
            #expect(
                try await house.refusal(RenameUnit("9000-b", name: "再改", .from(day("2022-08-02")))) == "unit_not_alive")
            #expect(
                try await house.refusal(
                    MoveUnit("9001", hierarchy: "administration", parent: "9000-b", .from(day("2022-08-02"))))
                    == "unit_not_alive")
            #expect(
                try await house.refusal(CloseUnit("9000-a", successor: "9001", .from(day("2022-07-20"))))
                    == "unit_order")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two moves on different days that make a circle together are refused`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            try await house.enter(
                MoveUnit("9001", hierarchy: "administration", parent: "9002", .from(day("2022-08-10"))))
            let second = MoveUnit("9002", hierarchy: "administration", parent: "9001-p", try .from(day("2022-08-01")))
            #expect(try await house.refusal(second) == "hierarchy_circle")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `whoever has no right to it is refused each of them`(engine: TestEngine) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let idle = try await house.account("idle", unit: "9000-a", roles: ["idle"])
            let paper = try UnitPaper.from(day("2022-08-01"))
            let commands: [any UnitEventCommand] = [
                OpenUnit(NewUnit(id: "9009", kind: .park, name: "园"), paper), RenameUnit("9000-a", name: "新局", paper),
                MergeUnits(["9000-a"], into: "9000-b", paper), SplitUnit("9000-a", parts: [], remainder: nil, paper),
                MoveUnit("9000-a", hierarchy: "administration", parent: "9001", paper),
                CloseUnit("9000-a", successor: nil, paper),
                TransferFunction("f", from: "9000-a", to: "9000-b", subjects: ["duty:1"], paper),
                AddAlias("x", of: "9000-a", paper), RemoveAlias("x", of: "9000-a", paper),
                ChangeGroup("parks", members: ["9001-p"], paper),
            ]
            for command in commands {
                let refusal = await #expect(throws: Refusal.self) { try await house.door.perform(command, as: idle) }
                #expect(refusal?.status == 403, "\(command)")
            }
            for attempt in [CorrectUnitEvent(1, reason: "r", to: .seed(adoption: 1), paper)] {
                let refusal = await #expect(throws: Refusal.self) { try await house.door.perform(attempt, as: idle) }
                #expect(refusal?.status == 403)
            }
            let refusal = await #expect(throws: Refusal.self) {
                try await house.door.perform(RestoreUnit(undoing: 1, reason: "r"), as: idle)
            }
            #expect(refusal?.status == 403)
        }
    }
}
