import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct KeptPlanTests {
    /// Two servers need a database that both can open.
    private static var shared: [TestEngine] { TestDatabases.engines.filter { $0 != .sqliteMemory } }

    @Test(arguments: shared)
    func `what one server publishes, decides or renames, the other shows at once`(engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let databases = [try Database(location), try Database(location)]
            try await databases[0].migrate(Migration.core + Migration.plan)
            let houses = databases.map { RulingHouse(database: $0) }
            try await houses[0].prepare()
            let doors = houses.map { $0.door("2022-07-05") }
            func seen() async throws -> [String] {
                var result: [String] = []
                for door in doors {
                    let found = try await door.ask(CurrentPlan(), as: houses[0].office)
                    let view = try #require(found)
                    let value = view.plan.target("T01")?.expressions.first?.value ?? ""
                    result.append("\(view.plan.version.number) \(value) \(view.openRulings.count)")
                }
                return result
            }
            #expect(try await seen() == ["1 70 2", "1 70 2"])
            _ = try await doors[0].perform(
                Rule(ruling: "base", choice: RulingChoice(option: "y2020"), ground: RulingPlan.ground),
                as: houses[0].office)
            #expect(try await seen() == ["1 70 1", "1 70 1"])
            try await doors[1].amend(
                RulingPlan.files.replacing("value: \"70\"", by: "value: \"80\"", in: "plan/targets.yaml"))
            #expect(try await seen() == ["2 80 1", "2 80 1"])
            try await doors[0].amend(RulingPlan.files)
            #expect(try await seen() == ["3 70 1", "3 70 1"])
            for database in databases { await database.close() }
        }
    }

    @Test func `a value is decoded once for its name, and the one not used for longest goes first`() throws {
        let kept = Kept(capacity: 2)
        var decoded: [String] = []
        func read(_ name: String) throws -> String {
            try kept.value(name) {
                decoded.append(name)
                return name
            }
        }
        for name in ["a", "a", "b", "a", "c", "a", "b"] { #expect(try read(name) == name) }
        #expect(decoded == ["a", "b", "c", "b"])
        #expect(kept.count == 2)
    }

    @Test func `what could not be decoded is not kept`() throws {
        let kept = Kept()
        #expect(throws: Refusal.self) { try kept.value("a") { () throws -> Int in throw Refusal("x", "x") } }
        #expect(try kept.value("a") { 1 } == 1)
    }
}
