import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import Testing

@Suite struct DutyPostTests {
    private static let system = Actor.system("test")

    private static func withDuties(_ engine: TestEngine, _ body: (Door) async throws -> Void) async throws {
        try await withDatabase(engine, migrations: Migration.core + Migration.plan) { database in
            let handlers: [EventHandler] = [.seedUnits, .seedPlan, .passDuties, .listDuties]
            let clock = BusinessClock(fixedDay: Day("2022-08-05"))
            let door = Door(database: database, clock: clock, handlers: handlers)
            try await door.adopt(TinyPlan.files)
            try await body(door)
        }
    }

    private static func person(_ login: String, _ post: String, _ door: Door) async throws {
        let create = CreateAccount(
            login: login, person: "人\(login)", unit: "9000-a", post: post, roles: ["reader"], passwordHash: "-")
        _ = try await door.perform(create, as: system)
    }

    private static func duty(_ clause: String, _ door: Door) async throws -> DutyPost? {
        try await door.ask(DutyOfUnit(clause: clause, unit: "9000-a"), as: system)?.now
    }

    @Test(arguments: TestDatabases.engines)
    func `a duty lies with the receiving post, and with the head while that is vacant`(engine: TestEngine) async throws
    {
        try await Self.withDuties(engine) { door in
            #expect(try await Self.duty("1.1", door)?.receiver == .nobody)
            try await Self.person("head", "9000-a/head", door)
            let vacant = try #require(try await Self.duty("1.1", door))
            #expect(vacant.post?.kind == .receiving)
            #expect(vacant.isVacant)
            #expect(vacant.receiver == .head(post: "9000-a/head"))
            #expect(vacant.answering.map(\.person) == ["p-head"])
            try await Self.person("clerk", "9000-a/receiving", door)
            let held = try #require(try await Self.duty("1.1", door))
            #expect(held.answering.map(\.person) == ["p-clerk"])
            #expect(try await Self.duty("2", door) == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an assigned duty stays with its post, passes with it, and stands on the sheet`(engine: TestEngine)
        async throws
    {
        try await Self.withDuties(engine) { door in
            try await Self.person("clerk", "9000-a/receiving", door)
            try await Self.person("next", "9000-a/spare", door)
            let one = try await door.perform(CreatePost(unit: "9000-a", title: "平台岗"), as: Self.system)
            let two = try await door.perform(CreatePost(unit: "9000-a", title: "企业岗"), as: Self.system)
            let elsewhere = AssignDuty(clause: "1.1", unit: "9000-a", post: "9001/receiving")
            await #expect(throws: Refusal.self) { try await door.perform(elsewhere, as: Self.system) }
            let unknown = AssignDuty(clause: "1", unit: "9000-a", post: one)
            await #expect(throws: Refusal.self) { try await door.perform(unknown, as: Self.system) }
            _ = try await door.perform(AssignDuty(clause: "1.1", unit: "9000-a", post: one), as: Self.system)
            #expect(try await Self.duty("1.1", door)?.post?.id == one)
            #expect(try await Self.duty("1.2", door)?.post?.id == "9000-a/receiving")

            let empty = ClosePost(post: one, successor: nil)
            await #expect(throws: Refusal.self) { try await door.perform(empty, as: Self.system) }
            // The notice of the duty is no work: it is the duty that holds the post open.
            _ = try await door.perform(ClosePost(post: one, successor: two), as: Self.system)
            #expect(try await Self.duty("1.1", door)?.post?.id == two)

            let day = try #require(Day("2022-08-05"))
            let hand = HandOver(post: "9000-a/receiving", from: "p-clerk", to: "p-next", day: day, note: "")
            let sheet = try await door.perform(hand, as: Self.system)
            let handover = try await door.ask(HandoverByID(sheet), as: Self.system)?.handover
            #expect(handover?.sheet.sections.first?.lines.map(\.text) == ["1.2 培育企业"])
            _ = try await door.perform(AssignDuty(clause: "1.1", unit: "9000-a", post: nil), as: Self.system)
            #expect(try await Self.duty("1.1", door)?.post?.id == "9000-a/receiving")
        }
    }
}
