import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct AccessTests {
    @Test(arguments: TestDatabases.engines)
    func `access reads its units and what is beneath them, on its days alone`(engine: TestEngine) async throws {
        try await MandateHouse.with(engine) { people in
            _ = try await people.door.perform(people.access(from: "2022-08-08", until: "2022-08-31"), as: people.office)
            for (day, expected) in [
                ("2022-08-05", false), ("2022-08-08", true), ("2022-08-31", true), ("2022-09-01", false),
            ] {
                #expect(try await people.mayAudit(people.auditor, .unit("9001"), day: day) == expected, "\(day)")
            }
            #expect(try await people.mayAudit(people.auditor, .unit("9001-p"), day: "2022-08-08"))
            #expect(try await !people.mayAudit(people.auditor, .unit("9002"), day: "2022-08-08"))
            #expect(try await !people.mayAudit(people.auditor, .city, day: "2022-08-08"))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `access over several units reaches each, over the whole city all with the city's own matters`(
        engine: TestEngine
    ) async throws {
        try await MandateHouse.with(engine) { people in
            let two = try await people.door.perform(people.access(units: ["9002", "9000-a"]), as: people.office)
            #expect(try await people.mayAudit(people.auditor, .unit("9002")))
            #expect(try await people.mayAudit(people.auditor, .unit("9000-a")))
            #expect(try await !people.mayAudit(people.auditor, .unit("9001")))
            _ = try await people.door.perform(EndMandate(two, reason: "改为全市"), as: people.office)
            _ = try await people.door.perform(people.access(units: []), as: people.office)
            for subject in [Subject.city, .unit("9001-p"), .unit("9000")] {
                #expect(try await people.mayAudit(people.auditor, subject))
            }
            #expect(try await !people.mayAudit(people.auditor, .account("a-clerk")))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `access never writes, whatever its role grants`(engine: TestEngine) async throws {
        try await MandateHouse.with(engine) { people in
            _ = try await people.door.perform(people.access(units: []), as: people.office)
            let step = Step(label: "x", permission: "audit.read", on: { _ in [.unit("9001")] })
            let refusal = await #expect(throws: Refusal.self) {
                try await people.door.perform(step, as: people.auditor)
            }
            #expect(refusal?.message.contains("这份授权只供查阅") == true)
            _ = try await people.door.ask(AuditTrail(subject: "unit:9001"), as: people.auditor)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is no access, or more than the giver has, is refused`(engine: TestEngine) async throws {
        try await MandateHouse.with(engine) { people in
            let before = try await people.house.footprint()
            let cases: [(GrantAccess, String)] = [
                (people.access(role: "office"), "role_not_for_access"),
                (people.access(role: "nothing"), "role_not_for_access"),
                (people.access(role: "overseer"), "not_held"), (people.access(basis: ""), "paper_missing"),
                (people.access(number: ""), "paper_missing"), (people.access(to: "nobody"), "no_such_account"),
                (people.access(to: "office"), "no_such_account"), (people.access(units: ["9009"]), "not_found"),
                (people.access(until: "2023-08-05"), "days_long"), (people.access(from: "2022-08-04"), "days_past"),
            ]
            for (command, code) in cases {
                let refusal = await #expect(throws: Refusal.self, "\(code)") {
                    try await people.door.perform(command, as: people.office)
                }
                #expect(refusal?.code == code)
            }
            for actor in [people.clerk, people.auditor, .anonymous] {
                await #expect(throws: Refusal.self) { try await people.door.perform(people.access(), as: actor) }
            }
            #expect(try await people.house.footprint() == before)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a role for access is carried by no post`(engine: TestEngine) async throws {
        try await MandateHouse.with(engine) { people in
            let refusal = await #expect(throws: Refusal.self) {
                try await people.house.account("sly", unit: "9001", roles: ["inspection"])
            }
            #expect(refusal?.code == "role_unknown")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the list is the office's, a paper its parties' and the office's, a past day shows what was then`(
        engine: TestEngine
    ) async throws {
        try await MandateHouse.with(engine) { people in
            let id = try await people.door.perform(people.access(until: "2022-08-15"), as: people.office)
            let all = try await people.door.ask(AllMandates(), as: people.office)
            #expect(all.map(\.state) == [.endingSoon])
            #expect(all.first?.unitNames == ["东县"])
            for actor in [people.office, people.auditor] {
                #expect(try await people.door.ask(MandateByID(id), as: actor)?.mandate.number == "百审通〔2022〕8 号")
            }
            for actor in [people.clerk, people.mate] {
                await #expect(throws: Refusal.self) { try await people.door.ask(MandateByID(id), as: actor) }
                await #expect(throws: Refusal.self) { try await people.door.ask(AllMandates(), as: actor) }
                await #expect(throws: Refusal.self) {
                    try await people.door.perform(EndMandate(id, reason: "x"), as: actor)
                }
            }
            let later = Door(
                database: people.house.database, clock: people.house.clock.business(today: Day("2022-08-20")))
            #expect(try await later.ask(AllMandates(), as: people.office).map(\.state) == [.expired])
            let then = try await later.ask(AllMandates(), as: people.office, knownOn: Day("2022-08-06"))
            #expect(then.map(\.state) == [.endingSoon])
            #expect(try await later.ask(AllMandates(), as: people.office, knownOn: Day("2022-08-04")).isEmpty)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit's trail names an access, and no other unit that the same paper is for`(engine: TestEngine) async throws
    {
        try await MandateHouse.with(engine) { people in
            let head = try await people.house.account("head", unit: "9001", roles: ["county"])
            _ = try await people.door.perform(people.access(units: ["9001", "9002"]), as: people.office)
            func subjects(_ reader: Actor) async throws -> [String] {
                let lines = try await people.door.ask(AuditTrail(subject: "unit:9001"), as: reader)
                let access = try #require(lines.first { $0.entry.command == "mandate.grant_access" })
                #expect(!access.notes.joined().contains("9002"))
                return access.entry.subjects.filter { $0.hasPrefix("unit:") }
            }
            #expect(try await subjects(people.office) == ["unit:9001", "unit:9002"])
            #expect(try await subjects(head) == ["unit:9001"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two who end an access at once: it ends once`(engine: TestEngine) async throws {
        try await MandateHouse.with(engine) { people in
            let id = try await people.door.perform(people.access(), as: people.office)
            let codes = await withTaskGroup(of: String.self) { group in
                for actor in [people.office, people.auditor, people.office, people.auditor] {
                    group.addTask {
                        do {
                            _ = try await people.door.perform(EndMandate(id, reason: "办结"), as: actor)
                            return "ended"
                        } catch { return (error as? Refusal)?.code ?? "\(error)" }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.sorted() == ["ended", "mandate_ended", "mandate_ended", "mandate_ended"])
        }
    }
}
