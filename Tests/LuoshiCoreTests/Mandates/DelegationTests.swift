import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct DelegationTests {
    @Test(arguments: TestDatabases.engines)
    func `a delegate acts in the post from the first day to the last, under their own name`(engine: TestEngine)
        async throws
    {
        try await MandateHouse.with(engine) { people in
            #expect(try await !people.mayWrite(people.mate))
            let id = try await people.door.perform(
                people.delegation(from: "2022-08-08", until: "2022-08-12"), as: people.clerk)
            for (day, expected) in [
                ("2022-08-07", false), ("2022-08-08", true), ("2022-08-12", true), ("2022-08-13", false),
            ] {
                #expect(try await people.mayWrite(people.mate, day: day) == expected, "\(day)")
            }
            #expect(try await !people.mayWrite(people.mate, on: "9002", day: "2022-08-08"))
            let door = Door(
                database: people.house.database, clock: people.house.clock.business(today: Day("2022-08-08")))
            let decision = try await door.decision("note.write", on: .unit("9001"), for: people.mate)
            #expect(decision.capacity?.basis == .mandate(id: id, title: "授权代办（出差）"))
            _ = try await door.perform(Step(label: "x", on: { _ in [.unit("9001")] }), as: people.mate)
            let names = try await people.house.database.texts(
                "SELECT actor_name AS t FROM audit_entries WHERE command = 'test.step'")
            #expect(names == ["人mate"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `it reaches no further than the permissions named`(engine: TestEngine) async throws {
        try await MandateHouse.with(engine) { people in
            let other = try await people.house.account("head", unit: "9001", roles: ["holder_own", "auditor"])
            let command = try people.delegation(of: "9001/head", ["audit.read"])
            _ = try await people.door.perform(command, as: other)
            #expect(try await people.mayAudit(people.mate, .city))
            #expect(try await !people.mayWrite(people.mate))
            let refusal = await #expect(throws: Refusal.self) {
                try await people.door.perform(people.delegation(["audit.read"]), as: people.clerk)
            }
            #expect(refusal?.code == "not_held")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `it ends at once when the giver leaves the post, is locked, or either of the two ends it`(engine: TestEngine)
        async throws
    {
        try await MandateHouse.with(engine) { people in
            let door = people.door
            let first = try await door.perform(people.delegation(), as: people.clerk)
            _ = try await door.perform(EndMandate(first, reason: "提前回来"), as: people.clerk)
            #expect(try await !people.mayWrite(people.mate))
            let again = await #expect(throws: Refusal.self) {
                try await door.perform(EndMandate(first, reason: "再来"), as: people.clerk)
            }
            #expect(again?.code == "mandate_ended")

            let second = try await door.perform(people.delegation(), as: people.clerk)
            _ = try await door.perform(EndMandate(second, reason: "办不了"), as: people.mate)
            #expect(try await !people.mayWrite(people.mate))

            _ = try await door.perform(people.delegation(), as: people.clerk)
            #expect(try await people.mayWrite(people.mate))
            _ = try await door.perform(LockAccount(login: "clerk", isLocked: true), as: .system("test"))
            #expect(try await !people.mayWrite(people.mate))
            _ = try await door.perform(LockAccount(login: "clerk", isLocked: false), as: .system("test"))
            #expect(try await people.mayWrite(people.mate))
            try await people.house.database.write {
                try $0.execute("UPDATE post_holders SET valid_to = '2022-08-05' WHERE person = 'p-clerk'")
            }
            #expect(try await !people.mayWrite(people.mate))
            let sheets = try await door.ask(MyMandates(), as: people.mate).received
            #expect(sheets.map(\.state.rawValue).sorted() == ["ended", "ended", "lapsed"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nobody gives what they do not hold, and what was given is not given on`(engine: TestEngine) async throws {
        try await MandateHouse.with(engine) { people in
            _ = try await people.house.account("third", unit: "9001")
            _ = try await people.house.account("west", unit: "9002")
            _ = try await people.door.perform(people.delegation(), as: people.clerk)
            let before = try await people.house.footprint()
            let cases: [(Actor, Delegate, String)] = [
                (people.mate, try people.delegation(to: "third"), "post_not_held"),
                (people.office, try people.delegation(), "post_not_held"),
                (people.clerk, try people.delegation(of: "9002/head", to: "third"), "post_not_held"),
                (people.clerk, try people.delegation(to: "clerk"), "no_such_colleague"),
                (people.clerk, try people.delegation(to: "west"), "no_such_colleague"),
                (people.clerk, try people.delegation(to: "nobody"), "no_such_colleague"),
                (people.clerk, try people.delegation(), "delegated_already"),
                (people.clerk, try people.delegation(to: "third", from: "2022-08-01"), "days_past"),
                (people.clerk, try people.delegation(to: "third", until: "2022-08-04"), "days_order"),
                (people.clerk, try people.delegation(to: "third", until: "2023-08-05"), "days_long"),
                (people.clerk, try people.delegation(to: "third", reason: ""), "reason_missing"),
            ]
            for (actor, command, code) in cases {
                let refusal = await #expect(throws: Refusal.self, "\(code)") {
                    try await people.door.perform(command, as: actor)
                }
                #expect(refusal?.code == code)
            }
            await #expect(throws: Refusal.self) { try await people.door.perform(people.delegation(), as: .anonymous) }
            #expect(try await people.house.footprint() == before)
            // The last day of a year is still within it.
            _ = try await people.door.perform(people.delegation(to: "third", until: "2023-08-04"), as: people.clerk)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an unknown login and one out of reach are refused in the same words`(engine: TestEngine) async throws {
        try await MandateHouse.with(engine) { people in
            _ = try await people.house.account("west", unit: "9002")
            var messages: [String] = []
            for login in ["west", "nobody"] {
                let refusal = await #expect(throws: Refusal.self) {
                    try await people.door.perform(people.delegation(to: login), as: people.clerk)
                }
                messages.append((refusal?.message ?? login).replacing(login, with: "x"))
            }
            #expect(messages[0] == messages[1])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two delegations of a post to the same person at once: one holds`(engine: TestEngine) async throws {
        try await MandateHouse.with(engine) { people in
            let codes = await withTaskGroup(of: String.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        do {
                            _ = try await people.door.perform(people.delegation(), as: people.clerk)
                            return "given"
                        } catch { return (error as? Refusal)?.code ?? "\(error)" }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(codes.sorted() == ["delegated_already", "delegated_already", "delegated_already", "given"])
        }
    }
}
