import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct WatchTests {
    private static let notes = WatchKind(
        prefix: "note", permission: "note.read", subject: { Subject.unit(String($0.prefix(4))) },
        address: { "/n/\($0)" }
    ) { id, _ in id.hasPrefix("9") ? "记事 \(id)" : nil }

    private static func touch(_ subject: String) -> Step {
        Step("t") { change in
            change.touches(subject)
            return 0
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a watcher hears once a day what others touched, and never of their own doing`(engine: TestEngine) async throws
    {
        try await withInboxHouse(engine, today: Day("2022-08-05"), handlers: [.tellWatchers([Self.notes])]) { house in
            let first = try await house.holder("first", of: "9001", post: "receiving")
            let second = try await house.holder("second", of: "9001", post: "work")
            for (actor, account) in [(first, "a-first"), (second, "a-second")] {
                let watch = WatchSubject(account: account, kind: Self.notes, id: "9001-x")
                _ = try await house.door.perform(watch, as: actor)
            }
            for _ in 0..<2 { _ = try await house.door.perform(Self.touch("note:9001-x"), as: .system("test")) }
            _ = try await house.door.perform(Self.touch("note:9001-y"), as: .system("test"))
            #expect(try await house.titles(first, .notices) == ["您关注的“记事 9001-x”有变动"])
            #expect(try await house.rows(first, .notices).map(\.item.address) == ["/n/9001-x"])

            let next = Door(
                database: house.database, clock: house.clock.business(today: Day("2022-08-08")),
                handlers: [.tellWatchers([Self.notes])])
            _ = try await next.perform(UnwatchSubject(account: "a-second", subject: "note:9001-x"), as: second)
            _ = try await next.perform(Self.touch("note:9001-x"), as: .system("test"))
            #expect(try await house.titles(first, .notices).count == 2)
            #expect(try await house.titles(second, .notices).count == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody watches what they may not read, and a right that is gone ends the notices`(
        engine: TestEngine
    ) async throws {
        try await withInboxHouse(engine, handlers: [.tellWatchers([Self.notes])]) { house in
            let first = try await house.holder("first", of: "9001", post: "receiving")
            let far = WatchSubject(account: "a-first", kind: Self.notes, id: "9002-x")
            let refusal = await #expect(throws: Refusal.self) { try await house.door.perform(far, as: first) }
            #expect(refusal?.status == 403)
            let others = WatchSubject(account: "a-other", kind: Self.notes, id: "9001-x")
            await #expect(throws: Refusal.self) { try await house.door.perform(others, as: first) }
            let own = WatchSubject(account: "a-first", kind: Self.notes, id: "9001-x")
            _ = try await house.door.perform(own, as: first)
            try await house.database.write { try $0.execute("UPDATE post_roles SET role = 'spare'") }
            _ = try await house.door.perform(Self.touch("note:9001-x"), as: .system("test"))
            #expect(try await house.number("SELECT COUNT(*) AS n FROM inbox_items") == 0)
        }
    }
}
