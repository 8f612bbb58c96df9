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
            let older = AuditTrail(subject: "", before: third.first?.entry.place, limit: 2)
            let page = try await log.house.door.ask(older, as: auditor)
            #expect(page.map(\.notes) == [["记下 note-2"], ["记下 note-1"]])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `pages of a trail miss nothing where many entries share one millisecond`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let auditor = try await house.account("auditor", roles: ["auditor"])
            for unit in ["9001", "9002"] {
                let actor = try await house.account("at-\(unit)", unit: unit, roles: ["holder_own"])
                for number in 1...3 {
                    let note = Step(
                        label: "\(unit)-\(number)", on: { _ in [.unit(unit)] },
                        work: {
                            $0.touches("note:x"); return 0
                        })
                    _ = try await house.door.perform(note, as: actor)
                }
            }
            for subject in ["", "note:x"] {
                let all = try await house.door.ask(AuditTrail(subject: subject, limit: 100), as: auditor).map(
                    \.entry.place)
                var paged: [AuditPlace] = []
                while true {
                    let trail = AuditTrail(subject: subject, before: paged.last, limit: 2)
                    let page = try await house.door.ask(trail, as: auditor)
                    if page.isEmpty { break }
                    paged += page.map(\.entry.place)
                }
                #expect(paged == all)
                #expect(all.count >= 6)
            }
        }
    }

    @Test(arguments: ["", "1", "1.2", "x.unit:1.2", "1.unit:1.y", "1..2", "1.a\u{0}b.2", "99999999999999999999.a.1"])
    func `what is no place of a trail is none`(_ text: String) { #expect(AuditPlace(text) == nil) }

    @Test func `a place is read as it was written`() {
        let place = AuditPlace(instant: Instant(milliseconds: 5), stream: "unit:a.b", sequence: 7)
        #expect(AuditPlace(place.description) == place)
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
