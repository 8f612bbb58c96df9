import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct EventTests {
    /// Falls from one depth to the next until none is left.
    private struct Ripple: Event {
        static let name = "test.ripple"
        let label: String
        let left: Int
    }

    private struct Silence: Event {
        static let name = "test.silence"
    }

    private static func noting(_ name: String) -> EventHandler {
        EventHandler(name, on: Ripple.self) { event, change in
            try change.writeNote("\(name) \(event.label)\(event.left)")
        }
    }

    private static let falling = EventHandler("falling", on: Ripple.self) { event, change in
        if event.left > 1 { change.publish(Ripple(label: event.label, left: event.left - 1)) }
    }

    private static func drop(_ labels: [String], left: Int) -> Step {
        Step("drop") { change in
            for label in labels { change.publish(Ripple(label: label, left: left)) }
            return 0
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `events are handled in their order, each by the handlers in theirs, deeper ones after`(
        engine: TestEngine
    ) async throws {
        let handlers = [Self.noting("first"), Self.falling, Self.noting("second")]
        try await withHouse(engine, handlers: handlers) { house in
            _ = try await house.door.perform(Self.drop(["a", "b"], left: 2), as: .system("test"))
            let labels = try await house.database.texts("SELECT label AS t FROM test_notes ORDER BY position")
            #expect(
                labels == [
                    "drop", "first a2", "second a2", "first b2", "second b2", "first a1", "second a1", "first b1",
                    "second b1",
                ])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `one command with all its events is one audit entry that names the handlers`(engine: TestEngine) async throws {
        try await withHouse(engine, handlers: [Self.noting("first")]) { house in
            let auditor = try await house.account("auditor", roles: ["auditor"])
            let before = try await house.number("SELECT COUNT(*) AS n FROM audit_entries")
            _ = try await house.door.perform(Self.drop(["a", "b"], left: 1), as: .system("test"))
            #expect(try await house.number("SELECT COUNT(*) AS n FROM audit_entries") == before + 1)
            let trail = try await house.door.ask(AuditTrail(subject: "note:drop"), as: auditor)
            #expect(trail.first?.notes == ["记下 drop", "first ← test.ripple", "first ← test.ripple"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `four deep is handled, five deep undoes everything`(engine: TestEngine) async throws {
        try await withHouse(engine, handlers: [Self.noting("n"), Self.falling]) { house in
            _ = try await house.door.perform(Self.drop(["a"], left: 4), as: .system("test"))
            #expect(try await house.number("SELECT COUNT(*) AS n FROM test_notes") == 5)
            let before = try await house.footprint()
            let refusal = await #expect(throws: Refusal.self) {
                try await house.door.perform(Self.drop(["a"], left: 5), as: .system("test"), key: "k")
            }
            #expect(refusal?.code == "events_too_deep")
            #expect(try await house.footprint() == before)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a handler's refusal undoes the command and what other handlers did`(engine: TestEngine) async throws {
        let refusing = EventHandler("refusing", on: Ripple.self) { event, _ in
            if event.label == "b" { throw Refusal("not_this", "这一件不行。") }
        }
        try await withHouse(engine, handlers: [Self.noting("n"), refusing]) { house in
            let before = try await house.footprint()
            let refusal = await #expect(throws: Refusal.self) {
                try await house.door.perform(Self.drop(["a", "b"], left: 1), as: .system("test"), key: "k")
            }
            #expect(refusal?.code == "not_this")
            #expect(try await house.footprint() == before)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a handler sees what the command wrote, and only the events it asked for`(engine: TestEngine) async throws {
        let seen = Tally()
        let counting = EventHandler("counting", on: Ripple.self) { _, change in
            let notes: Int = try change.session.first("SELECT COUNT(*) AS n FROM test_notes") { try $0["n"] } ?? 0
            if notes == 1 { seen.add() }
        }
        let deaf = EventHandler("deaf", on: Silence.self) { _, _ in throw Refusal("never", "不该叫到这里。") }
        try await withHouse(engine, handlers: [counting, deaf]) { house in
            _ = try await house.door.perform(
                Step("x") { change in
                    try change.writeNote("inner")
                    return 0
                }, as: .system("test"))
            #expect(seen.count == 0)
        }
        try await withHouse(engine, handlers: [counting, deaf]) { house in
            _ = try await house.door.perform(Self.drop(["a"], left: 1), as: .system("test"))
            #expect(seen.count == 1)
        }
    }
}
