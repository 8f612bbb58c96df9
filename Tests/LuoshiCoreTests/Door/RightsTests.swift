import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct RightsTests {
    private static let park = "9001-p"

    /// What the account `east` of the county 9001 (with its park beneath it) may act on, by the scope it holds.
    private static let reach: [(what: String, subject: Subject, allowed: Set<Scope>)] = [
        ("the whole city", .city, [.all]),
        ("its unit", .unit("9001"), [.own, .subtree, .all]),
        ("the park beneath it", .unit(park), [.subtree, .all]),
        ("another county", .unit("9002"), [.all]),
        ("the city as a unit", .unit("9000"), [.all]),
        ("a unit nobody knows", .unit("nowhere"), [.all]),
        ("its unit and the park together", Subject(units: ["9001", park]), [.subtree, .all]),
        ("its unit and another together", Subject(units: ["9001", "9002"]), [.all]),
        ("another's matter of a task it leads", Subject(units: ["9002"], leads: ["9001"]), [.task, .all]),
        ("its matter of another's task", Subject(units: ["9001"], leads: ["9002"]), [.own, .subtree, .all]),
        ("a task that its park leads", Subject(leads: [park]), [.all]),
        ("its own account", .account("a-east-own"), [.own, .all]),
        ("another's account", .account("a-somebody"), [.all]),
        ("another's account in its unit", Subject(units: ["9001"], account: "a-somebody"), [.subtree, .all]),
        ("what was handed to it", Subject(units: ["9002"], assignees: ["account:a-east-assigned"]), [.assigned, .all]),
        ("what was handed to another", Subject(assignees: ["account:a-somebody"]), [.all]),
        ("what was handed to its post", Subject(assignees: ["post:9001/east-assigned"]), [.assigned, .all]),
        ("a matter of another line", Subject(lines: ["register:parks"]), [.all]),
        ("what is open", .open, [.all, .public]),
        ("an open matter of another county", Subject(units: ["9002"], isPublic: true), [.all, .public]),
    ]

    @Test(arguments: TestDatabases.engines)
    func `every scope reaches what the table says and no further`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            for scope in Scope.allCases {
                let login = "east-\(scope.rawValue)"
                let actor = try await house.account(login, unit: "9001", roles: ["holder_\(scope.rawValue)"])
                for row in Self.reach {
                    let expected = row.allowed.contains(scope)
                    let before = try await house.footprint()
                    let step = Step(label: row.what, on: { _ in [row.subject] })
                    if expected {
                        _ = try await house.door.perform(step, as: actor)
                        #expect(try await house.footprint() != before, "\(scope) on \(row.what)")
                    } else {
                        let refusal = await #expect(throws: Refusal.self, "\(scope) on \(row.what)") {
                            try await house.door.perform(step, as: actor, key: "k")
                        }
                        #expect(refusal?.status == 403)
                        #expect(try await house.footprint() == before, "\(scope) on \(row.what) left a trace")
                    }
                    let decision = try await house.door.decision("note.write", on: row.subject, for: actor)
                    #expect(decision.isAllowed == expected)
                }
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `one subject out of reach refuses all of them, and none at all is refused too`(engine: TestEngine) async throws
    {
        try await withHouse(engine) { house in
            let actor = try await house.account("east", unit: "9001", roles: ["holder_subtree"])
            let two = Step(label: "two", on: { _ in [.unit("9001"), .unit("9002")] })
            await #expect(throws: Refusal.self) { try await house.door.perform(two, as: actor) }
            let none = Step(label: "none", on: { _ in [] })
            await #expect(throws: Refusal.self) { try await house.door.perform(none, as: actor) }
            let both = Step(label: "both", on: { _ in [.unit("9001"), .unit(Self.park)] })
            _ = try await house.door.perform(both, as: actor)
            #expect(try await house.database.texts("SELECT label AS t FROM test_notes") == ["both"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what no role grants is refused to everybody but the system`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let idle = try await house.account("idle", unit: "9000-a", roles: ["idle"])
            let bare = try await house.account("bare", unit: "9000-a")
            let whole = try await house.account("whole", unit: "9000-a", roles: ["holder_all"])
            let before = try await house.footprint()
            let cases: [(Actor, Permission, Int)] = [
                (idle, "note.write", 403), (bare, "note.write", 403), (whole, "notes.write", 403),
                (whole, "other.write", 403),
                (.account("a-unknown"), "note.write", 401), (.anonymous, "note.write", 401),
                (.anonymous, "session.start", 401),
            ]
            for (actor, permission, status) in cases {
                let refusal = await #expect(throws: Refusal.self, "\(actor) \(permission)") {
                    try await house.door.perform(Step(label: "x", permission: permission), as: actor, key: "k")
                }
                #expect(refusal?.status == status)
                await #expect(throws: Refusal.self) {
                    try await house.door.ask(Look(permission: permission), as: actor)
                }
            }
            #expect(try await house.footprint() == before)
            _ = try await house.door.perform(Step(label: "x", permission: "whatever.it.is"), as: .system("test"))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `before any package is adopted only the system may do anything`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: Migration.house) { database in
            let door = Door(database: database, clock: StandingClock().business())
            for actor in [Actor.anonymous, .account("a-admin")] {
                await #expect(throws: Refusal.self) { try await door.perform(Step(label: "x"), as: actor) }
            }
            _ = try await door.perform(Step(label: "x"), as: .system("test"))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a decision names the rule with file and line, a refusal the permission that is missing`(
        engine: TestEngine
    ) async throws {
        try await withHouse(engine) { house in
            let whole = try await house.account("whole", unit: "9000-a", roles: ["holder_all"])
            let decision = try await house.door.decision("note.read", on: .city, for: whole)
            let line = try #require(TinyPackage.roles.split(separator: "\n").firstIndex { $0.contains("note.*") }) + 1
            #expect(decision.isAllowed)
            #expect(decision.reason.contains("roles.yaml:\(line)"))
            let refused = try await house.door.decision("audit.read", on: .city, for: whole)
            #expect(!refused.isAllowed)
            #expect(refused.reason.contains("audit.read"))
        }
    }

    @Test(arguments: [
        ("note.write", "note.write", true), ("note.write", "note.*", true), ("note.a.b", "note.*", true),
        ("note", "note.*", false), ("notes.write", "note.*", false), ("note.write", "note", false),
        ("note.write", "*", false), ("note.write", "", false), ("note.write", "note.w*", false),
        ("note.write", "Note.write", false),
    ])
    func `a pattern covers itself, and with a star what stands beneath it`(name: String, pattern: String, covered: Bool)
    {
        #expect(Permission(name).isCovered(by: pattern) == covered)
    }

    @Test(arguments: TestDatabases.engines)
    func `a role holds from its first day to the day before its last`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let actor = try await house.account("whole", unit: "9000-a", roles: ["holder_all"])
            try await house.database.write {
                try $0.execute("UPDATE post_roles SET valid_from = '2022-08-05', valid_to = '2022-08-07'")
            }
            let days = [("2022-08-04", false), ("2022-08-05", true), ("2022-08-06", true), ("2022-08-07", false)]
            try await house.database.write { try $0.execute("UPDATE post_holders SET valid_from = '2021-01-01'") }
            for (text, expected) in days {
                let day = try #require(Day(text))
                let door = Door(database: house.database, clock: house.clock.business(today: day))
                #expect(try await door.decision("note.write", on: .city, for: actor).isAllowed == expected, "\(text)")
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an account that is locked stands as nobody at once, and a stored outcome is no way around it`(
        engine: TestEngine
    ) async throws {
        try await withHouse(engine) { house in
            let actor = try await house.account("whole", unit: "9000-a", roles: ["holder_all"])
            _ = try await house.door.perform(Step(label: "before"), as: actor, key: "k1")
            _ = try await house.door.perform(LockAccount(login: "whole", isLocked: true), as: .system("test"))
            let before = try await house.footprint()
            for key in [nil, "k1", "k2"] {
                let refusal = await #expect(throws: Refusal.self, "\(key ?? "no key")") {
                    try await house.door.perform(Step(label: "before"), as: actor, key: key)
                }
                #expect(refusal?.code == "sign_in_required")
            }
            await #expect(throws: Refusal.self) { try await house.door.ask(Look(), as: actor) }
            #expect(try await house.footprint() == before)
            _ = try await house.door.perform(LockAccount(login: "whole", isLocked: false), as: .system("test"))
            _ = try await house.door.perform(Step(label: "after"), as: actor)
        }
    }
}
