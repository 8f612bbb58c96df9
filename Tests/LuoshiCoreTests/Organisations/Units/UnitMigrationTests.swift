import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct UnitMigrationTests {
    @Test(arguments: TestDatabases.engines)
    func `units that were there before events keep their names and places, and can be reorganised`(engine: TestEngine)
        async throws
    {
        let older = Array(Migration.core.prefix { $0.id != "core-012-unit-events" })
        try await withDatabase(engine, migrations: older) { database in
            try await database.write { session in
                for statement in [
                    "INSERT INTO units (id, kind, provisional) VALUES ('c', 'city', 0), ('a', 'department', 0), ('b', 'department', 0)",
                    "INSERT INTO unit_names (unit, valid_from, known_from, name, short_name) VALUES ('c', '2021-01-01', '1970-01-01', '某市', '市'), ('a', '2021-01-01', '1970-01-01', '甲局', '甲'), ('b', '2021-01-01', '1970-01-01', '乙局', '乙')",
                    "INSERT INTO unit_aliases (alias, unit) VALUES ('老甲', 'a')",
                    "INSERT INTO hierarchies (key, title, root) VALUES ('administration', '隶属', 'c')",
                    "INSERT INTO unit_edges (hierarchy, child, valid_from, known_from, parent) VALUES ('administration', 'a', '2021-01-01', '1970-01-01', 'c'), ('administration', 'b', '2021-01-01', '1970-01-01', 'a')",
                    "INSERT INTO unit_groups (key, name) VALUES ('g', '各局')",
                    "INSERT INTO unit_group_members (unit_group, unit, valid_from, known_from) VALUES ('g', 'a', '2021-01-01', '1970-01-01')",
                ] as [SQL] { try session.execute(statement) }
            }
            try await database.migrate(Migration.core)
            let today = try day("2022-08-05")
            let door = Door(database: database, clock: BusinessClock(fixedDay: today))
            #expect(try await door.ask(UnitByID("a"), as: .system("test"))?.aliases == ["老甲"])
            _ = try await door.perform(MergeUnits(["a"], into: "b", .from(today)), as: .system("test"))
            let found = try await door.ask(UnitByID("b"), as: .system("test"))
            #expect(found?.above.map(\.unit.id) == ["c"])
            #expect(found?.groups == ["各局"])
            let names = try await database.read { try UnitStore($0).unitsByName(on: InForce(today)) }
            #expect(names["老甲"] == "a")
        }
    }
}
