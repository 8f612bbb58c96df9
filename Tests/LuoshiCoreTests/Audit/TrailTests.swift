import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct TrailTests {
    @Test(arguments: TestDatabases.engines)
    func `a trail shows what happened to a thing, newest first, a page at a time`(engine: TestEngine) async throws {
        try await Log.with(engine) { log in
            let auditor = try await log.house.account("auditor", roles: ["auditor"])
            let all = try await log.house.door.ask(AuditTrail(subject: "", limit: 100), as: auditor)
            #expect(all.count == 10)
            #expect(all.map(\.entry.moment.instant) == all.map(\.entry.moment.instant).sorted(by: >))
            let third = try await log.house.door.ask(AuditTrail(subject: "note:note-3"), as: auditor)
            #expect(third.map(\.notes) == [["记下 note-3"]])
            #expect(third.first?.entry.sequence == 3)
            #expect(third.first?.entry.actorName == "人east")
            let older = AuditTrail(subject: "", before: third.first?.entry.moment.instant, limit: 2)
            let page = try await log.house.door.ask(older, as: auditor)
            #expect(page.map(\.notes) == [["记下 note-2"], ["记下 note-1"]])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit's trail is for those whose reach holds the unit`(engine: TestEngine) async throws {
        let files = TinyPackage.replacing(
            "grants: [{allow: note.write, scope: subtree}]", by: "grants: [{allow: audit.read, scope: subtree}]",
            in: "roles.yaml")
        try await withHouse(engine, files: files) { house in
            let east = try await house.account("east", unit: "9001", roles: ["holder_subtree"])
            for unit in ["9001", "9001-p"] {
                _ = try await house.door.ask(AuditTrail(subject: "unit:\(unit)"), as: east)
            }
            for subject in ["unit:9002", "unit:9000", "", "note:x", "account:a-east"] {
                await #expect(throws: Refusal.self, "\(subject)") {
                    try await house.door.ask(AuditTrail(subject: subject), as: east)
                }
            }
        }
    }
}
