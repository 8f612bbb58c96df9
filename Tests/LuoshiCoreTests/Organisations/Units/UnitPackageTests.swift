import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct UnitPackageTests {
    @Test(arguments: TestDatabases.engines)
    func `a later package adds what is new, changes nothing that is there, and says where it differs`(
        engine: TestEngine
    ) async throws {
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let paper = try UnitPaper.from(day("2022-08-01"))
            try await house.enter(RenameUnit("9000-a", name: "新甲局", paper))
            try await house.enter(MoveUnit("9001-p", hierarchy: "administration", parent: "9002", paper))
            try await house.enter(MergeUnits(["9000-b"], into: "9000-a", paper))
            #expect(try await house.door.ask(UnitDifferences(), as: .system("test")).count == 3)
            let more = TinyPackage.replacing(
                "groups:", by: "  - {code: 9000-c, kind: department, name: 某市丙局}\ngroups:", in: "units.yaml"
            )
            try await house.door.adopt(more)
            let units = try await house.units()
            #expect(units["9000-a"] == "新甲局")
            #expect(units["9000-b"] == nil)
            #expect(units["9000-c"] == "某市丙局")
            #expect(try await house.subtree("9002", on: day("2022-08-05")) == ["9002", "9001-p"])
            let differences = try await house.door.ask(UnitDifferences(), as: .system("test"))
            for word in ["新甲局", "市乙局", "东县园区"] {
                #expect(differences.contains { $0.contains(word) }, "\(word): \(differences)")
            }
            let found = try await house.door.ask(FindAnything("新甲局"), as: .system("test"))
            #expect(found.first?.id == "unit:9000-a")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `units as they stand are written as a package and come up the same elsewhere`(engine: TestEngine) async throws
    {
        var text = ""
        var units: [String: String] = [:]
        try await withHouse(engine, today: day("2022-08-05")) { house in
            let paper = try UnitPaper.from(day("2022-08-01"))
            try await house.enter(RenameUnit("9000-a", name: "新甲局", paper))
            try await house.enter(MoveUnit("9001-p", hierarchy: "administration", parent: "9002", paper))
            try await house.enter(MergeUnits(["9000-b"], into: "9000-a", paper))
            try await house.enter(
                OpenUnit(
                    NewUnit(
                        kind: .enterprise, name: "某企业", creditCode: "91330100799655058B", parents: ["territory": "9001"]
                    ), paper))
            text = try await house.door.ask(UnitExport(), as: .system("test"))
            units = try await house.units()
        }
        let findings = TinyPackage.with("units.yaml", text).check(DefinitionKind.core)
        #expect(findings.errors.isEmpty, "\(findings.errors)")
        try await withHouse(engine, today: day("2022-08-05"), files: TinyPackage.with("units.yaml", text)) { house in
            #expect(try await house.units() == units)
            #expect(try await house.subtree("9002", on: day("2022-08-05")) == ["9002", "9001-p"])
            #expect(
                try await house.subtree("9001", along: "territory", on: day("2022-08-05")) == [
                    "9001", "91330100799655058B",
                ])
            #expect(try await house.members("counties", on: day("2022-08-05")) == ["9001", "9002"])
            let names = try await house.database.read { try UnitStore($0).unitsByName(on: InForce(day("2022-08-05"))) }
            for name in ["市乙局", "市甲局", "甲局", "新甲局"] { #expect(names[name] == "9000-a", "\(name)") }
            #expect(try await house.door.ask(UnitDifferences(), as: .system("test")).isEmpty)
        }
    }
}
