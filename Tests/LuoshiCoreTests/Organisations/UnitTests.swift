import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct UnitTests {
    private static let day = Day(number: 19_209)

    @Test(arguments: TestDatabases.engines)
    func `units, groups and aliases are found by every name they go by`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let (units, groups, members) = try await house.database.read { session in
                let store = UnitStore(session)
                return (
                    try store.unitsByName(on: InForce(Self.day)), try store.groupsByName(),
                    try store.members(of: "counties", on: InForce(Self.day))
                )
            }
            for name in ["某市甲局", "市甲局", "甲局"] { #expect(units[name] == "9000-a") }
            #expect(units["9000-a"] == nil)
            #expect(units["各县"] == nil)
            for name in ["各县", "各县人民政府"] { #expect(groups[name]?.key == "counties") }
            #expect(groups["各园区"]?.awaiting == "parks_ruling")
            #expect(groups["各县"]?.awaiting == nil)
            #expect(members == ["9001", "9002"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a subtree follows its hierarchy and its day`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let move = try #require(Day("2022-07-01"))
            try await house.database.write { session in
                try UnitStore.edges.put(
                    [.text("administration"), .text("9001-p")], [.text("9002")], from: move, today: move, in: session)
            }
            let east: Set<String> = ["9001", "9001-p"]
            let all: Set<String> = ["9000", "9000-a", "9000-b", "9001", "9001-p", "9002"]
            let cases: [(String, String, String, Set<String>)] = [
                ("9001", "administration", "2022-06-30", east), ("9001", "administration", "2022-07-01", ["9001"]),
                ("9002", "administration", "2022-06-30", ["9002"]),
                ("9002", "administration", "2022-07-01", ["9002", "9001-p"]),
                ("9000", "administration", "2022-06-30", all), ("9000", "administration", "2022-07-01", all),
                ("9000", "territory", "2022-07-01", ["9000", "9001", "9002"]), ("9000", "park", "2022-07-01", ["9000"]),
                ("9000", "administration", "2020-12-31", ["9000"]),
                ("nowhere", "administration", "2022-07-01", ["nowhere"]),
            ]
            for (unit, hierarchy, day, expected) in cases {
                let day = try #require(Day(day))
                let found = try await house.database.read {
                    try UnitStore($0).subtree(of: unit, along: hierarchy, on: InForce(day))
                }
                #expect(found == expected, "\(unit) along \(hierarchy) on \(day)")
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a later package adds new units and leaves the ones that are there`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let text = TinyPackage.units
                .replacing(
                    "name: 某市乙局, short: 市乙局}",
                    with: "name: 改名局, short: 改名}\n  - {code: 9000-c, kind: department, name: 某市丙局}")
            try await house.door.adopt(TinyPackage.with("units.yaml", text))
            let units = try await house.door.ask(AllUnits(), as: .system("test"))
            #expect(units.first { $0.id == "9000-b" }?.name == "某市乙局")
            #expect(units.first { $0.id == "9000-c" }?.shortName == "某市丙局")
            #expect(units.count == 7)
            #expect(try await house.number("SELECT COUNT(*) AS n FROM posts") == 14)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit's page knows its names, what stands above and what beneath`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let found = try await house.door.ask(UnitByID("9001"), as: .system("test"))
            let detail = try #require(found)
            #expect(detail.unit.shortName == "东县")
            #expect(detail.above.map(\.hierarchy) == ["隶属", "属地"])
            #expect(detail.above.map(\.unit.id) == ["9000", "9000"])
            #expect(detail.below.map(\.id) == ["9001-p"])
            let none = try await house.door.ask(UnitByID("9009"), as: .system("test"))
            #expect(none.map(\.unit) == nil)
        }
    }

    @Test(arguments: [
        "9144030071526726XG", "914403001922038216", "91330100799655058B", "91110000802100433B", "91110108551385082Q",
        "12100000400000624D", "91350100M000100Y43",
    ])
    func `a public credit code holds, and no other last character does`(code: String) {
        #expect(CreditCode.isValid(code))
        for last in "0123456789ABCDEFGHJKLMNPQRTUWXY" where last != code.last {
            #expect(!CreditCode.isValid(code.dropLast() + String(last)))
        }
    }

    @Test(arguments: [
        "", "9144030071526726X", "9144030071526726XGG", "9144030071526726xg", "914403007152672IXG",
        "91 4403001922038216",
        "914403001922038261", "９14403001922038216",
    ])
    func `what is no credit code does not hold`(code: String) {
        #expect(!CreditCode.isValid(code))
    }
}
