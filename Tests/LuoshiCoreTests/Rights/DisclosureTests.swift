import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct DisclosureTests {
    @Test(arguments: TestDatabases.engines)
    func `who looks at another's rights is told to them, with the footing; one's own are nobody's news`(
        engine: TestEngine
    ) async throws {
        try await MandateHouse.with(engine) { people in
            let door = people.door
            #expect(try await door.ask(WhoSawMe(), as: people.clerk).isEmpty)
            _ = try await door.ask(RightsOfPerson("p-clerk"), as: people.clerk)
            #expect(try await door.ask(WhoSawMe(), as: people.clerk).isEmpty)
            let rights = try await door.ask(RightsOfPerson("p-clerk"), as: people.office)
            #expect(rights?.footings.map(\.capacity.post) == [MandateHouse.post])
            #expect(rights?.footings.first?.givenBy == "系统（test）")
            _ = try await door.ask(MayThey("clerk", may: "note.write", on: "9001"), as: people.office)
            let seen = try await door.ask(WhoSawMe(), as: people.clerk)
            #expect(seen.map(\.viewer) == ["人office", "人office"])
            #expect(seen.map(\.viewerUnit) == ["市甲局", "市甲局"])
            #expect(seen.allSatisfy { $0.footing.contains("办公室") && $0.what == "查看人员的权限" })
            #expect(try await door.ask(WhoSawMe(), as: people.mate).isEmpty)
            await #expect(throws: Refusal.self) { try await door.ask(RightsOfPerson("p-clerk"), as: people.mate) }
            #expect(try await door.ask(WhoSawMe(), as: people.clerk).count == 2)
            let trail = try await people.house.number(
                "SELECT COUNT(*) AS n FROM audit_subjects WHERE subject = 'person:p-clerk'")
            #expect(trail == 2)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `who opens sealed personal content is told to those it is about, with the reason given`(engine: TestEngine)
        async throws
    {
        try await MandateHouse.with(engine) { people in
            let reader = try await people.house.account("reader", unit: "9000-b", roles: ["auditor"])
            let query = PersonalTrail(subject: "account:a-clerk", reason: "依本人申请核实")
            #expect(try await people.door.ask(query, as: reader).map(\.content) == ["人clerk"])
            let seen = try await people.door.ask(WhoSawMe(), as: people.clerk)
            #expect(seen.map(\.purpose) == ["依本人申请核实"])
            #expect(seen.first?.viewer == "人reader")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an explanation names the rule, or the one that is missing and the offices that can help`(engine: TestEngine)
        async throws
    {
        try await MandateHouse.with(engine) { people in
            func ask(_ permission: Permission, _ unit: String?, writing: Bool = true) async throws -> Explanation {
                let query = MayThey("clerk", may: permission, on: unit, writing: writing)
                return try #require(try await people.door.ask(query, as: people.office))
            }
            let yes = try await ask("note.write", "9001")
            #expect(yes.decision.isAllowed)
            #expect(yes.reason.contains("roles.yaml:8"))
            let far = try await ask("note.write", "9002")
            #expect(far.gap?.sentence(.bare).contains("范围只到“本单位或本人”") == true)
            let none = try await ask("audit.read", nil)
            #expect(none.gap == .noGrant)
            #expect(none.helpers == ["审计", "办公室（市甲局）"])
            let unknown = try await people.door.ask(MayThey("nobody", may: "note.write", on: nil), as: people.office)
            #expect(unknown?.name == nil)
        }
    }
}
