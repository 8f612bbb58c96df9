import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct ReadingTests {
    @Test(arguments: TestDatabases.engines)
    func `a question that discloses is logged, another one is not, a refused one is not either`(
        engine: TestEngine
    ) async throws {
        try await withHouse(engine) { house in
            let actor = try await house.account("whole", unit: "9000-a", roles: ["holder_all"])
            let stranger = try await house.account("idle", roles: ["idle"])
            let auditor = try await house.account("auditor", roles: ["auditor"])
            let before = try await house.footprint()
            _ = try await house.door.ask(Look(), as: actor)
            await #expect(throws: Refusal.self) {
                try await house.door.ask(Look(disclosure: ["person:p"]), as: stranger)
            }
            #expect(try await house.footprint() == before)

            _ = try await house.door.ask(Look(disclosure: ["person:p", "unit:9001"]), as: actor)
            for subject in ["person:p", "unit:9001"] {
                let trail = try await house.door.ask(AuditTrail(subject: subject), as: auditor)
                #expect(trail.map(\.entry.command) == ["test.look"])
                #expect(trail.map(\.entry.actor) == ["account:a-whole"])
                #expect(trail.map(\.entry.stream) == ["unit:9000-a"])
                #expect(trail.map(\.notes) == [["查看：note.write"]])
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a fixed business day drives days while instants stay real`(engine: TestEngine) async throws {
        let today = try #require(Day("2023-01-31"))
        try await withHouse(engine, today: today) { house in
            _ = try await house.door.perform(Step(label: "x"), as: .system("test"))
            house.clock.advance(seconds: 3 * 86_400)
            _ = try await house.door.perform(Step(label: "y"), as: .system("test"))
            #expect(
                try await house.database.texts("SELECT business_day AS t FROM test_notes ORDER BY position") == [
                    "2023-01-31", "2023-01-31",
                ])
            let gap = try await house.number("SELECT MAX(instant) - MIN(instant) AS n FROM test_notes")
            #expect(gap == 3 * 86_400_000)
            let odd = try await house.number(
                "SELECT COUNT(*) AS n FROM audit_entries WHERE business_day <> '2023-01-31'")
            #expect(odd == 0)
            #expect(
                try await house.number("SELECT MAX(instant) AS n FROM audit_entries")
                    == Int(house.clock.instant.milliseconds))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `without a fixed day the business day is the day in China`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            house.clock.advance(seconds: 14 * 3600 - 1)
            _ = try await house.door.perform(Step(label: "late"), as: .system("test"))
            house.clock.advance(seconds: 1)
            _ = try await house.door.perform(Step(label: "midnight"), as: .system("test"))
            #expect(
                try await house.database.texts("SELECT business_day AS t FROM test_notes ORDER BY position") == [
                    "2022-08-05", "2022-08-06",
                ])
        }
    }

    /// A question that tries to write.
    private struct Sly: Query {
        static let name = "test.sly"
        var permission: Permission { "note.write" }
        func subjects(in reading: Reading) -> [Subject] { [.city] }
        func answer(in reading: Reading) throws -> Int { try reading.session.execute("DELETE FROM audit_entries") }
    }

    @Test(arguments: TestDatabases.engines)
    func `a question cannot write`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            await #expect(throws: DatabaseError.self) { try await house.door.ask(Sly(), as: .system("test")) }
            let entries = try await house.number("SELECT COUNT(*) AS n FROM audit_entries")
            #expect(entries == 2)
        }
    }
}
