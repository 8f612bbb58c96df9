import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct RequestTests {
    @Test(arguments: TestDatabases.engines)
    func `a repeated request gives the stored outcome and does nothing`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let actor = try await house.account("whole", roles: ["holder_all"])
            let add = AddToCounter(counter: "c", amount: 5)
            #expect(try await house.door.perform(add, as: actor, key: "k") == 5)
            _ = try await house.door.perform(add, as: actor)
            let before = try await house.footprint()
            #expect(try await house.door.perform(add, as: actor, key: "k") == 5)
            #expect(try await house.footprint() == before)
            #expect(try await house.number("SELECT total AS n FROM test_counters") == 10)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the same key for another content is refused and changes nothing`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let actor = try await house.account("whole", roles: ["holder_all"])
            _ = try await house.door.perform(AddToCounter(counter: "c", amount: 5), as: actor, key: "k")
            let before = try await house.footprint()
            let refusal = await #expect(throws: Refusal.self) {
                try await house.door.perform(AddToCounter(counter: "c", amount: 6), as: actor, key: "k")
            }
            #expect(refusal?.status == 422)
            #expect(refusal?.code == "idempotency_key_reused")
            #expect(try await house.footprint() == before)
            #expect(try await house.number("SELECT total AS n FROM test_counters") == 5)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `another actor, another command and another key are requests of their own`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let one = try await house.account("one", roles: ["holder_all"])
            let two = try await house.account("two", roles: ["holder_all"])
            let add = AddToCounter(counter: "c", amount: 1)
            #expect(try await house.door.perform(add, as: one, key: "k") == 1)
            #expect(try await house.door.perform(add, as: two, key: "k") == 2)
            #expect(try await house.door.perform(add, as: one, key: "K") == 3)
            #expect(try await house.door.perform(Step(label: "x", work: { _ in 77 }), as: one, key: "k") == 77)
            #expect(try await house.number("SELECT COUNT(*) AS n FROM requests") == 4)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a refused request keeps nothing under its key`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let actor = try await house.account("whole", roles: ["holder_all"])
            let refused = Step(label: "x", work: { _ in throw Refusal("not_now", "现在不行。") })
            await #expect(throws: Refusal.self) { try await house.door.perform(refused, as: actor, key: "k") }
            #expect(try await house.door.perform(Step(label: "x", work: { _ in 4 }), as: actor, key: "k") == 4)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `thirty repetitions at once have one effect and one answer`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let actor = try await house.account("whole", roles: ["holder_all"])
            let before = try await house.number("SELECT COUNT(*) AS n FROM audit_entries")
            let outcomes = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<30 {
                    group.addTask {
                        try await house.door.perform(AddToCounter(counter: "c", amount: 3), as: actor, key: "k")
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes == Array(repeating: 3, count: 30))
            #expect(try await house.number("SELECT total AS n FROM test_counters") == 3)
            #expect(try await house.number("SELECT COUNT(*) AS n FROM requests") == 1)
            #expect(try await house.number("SELECT COUNT(*) AS n FROM audit_entries") == before + 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a secret reaches the command and no payload, no note, no stored request`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let hash = "$argon2id$a-hash-that-must-not-be-seen"
            let create = CreateAccount(login: "zhang", person: "张三丰", unit: "9001", roles: [], passwordHash: hash)
            _ = try await house.door.perform(create, as: .system("test"), key: "k")
            #expect(
                try await house.database.texts("SELECT password AS t FROM accounts WHERE login = 'zhang'") == [hash])
            let kept: [[UInt8]] = try await house.database.read { session in
                try session.all("SELECT content FROM audit_payloads") { try $0["content"] }
                    + session.all("SELECT outcome FROM requests") { try $0["outcome"] }
            }
            let subjects = try await house.database.texts("SELECT subjects AS t FROM audit_entries")
            for text in kept.map({ String(decoding: $0, as: UTF8.self) }) + subjects {
                #expect(!text.contains("must-not-be-seen"))
                #expect(!text.contains("张三丰"))
            }
            #expect("\(Secret("open sesame"))".contains("sesame") == false)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the same key with another password is another request`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            _ = try await house.account("one")
            func set(_ password: String) async throws {
                let hash = await PasswordHash.make(Secret(password), login: "one", request: "key-1")
                _ = try await house.door.perform(
                    SetPassword(login: "one", passwordHash: hash), as: .system("test"), key: "key-1")
            }
            try await set("first password")
            let before = try await house.footprint()
            try await set("first password")
            #expect(try await house.footprint() == before)
            let refusal = await #expect(throws: Refusal.self) { try await set("second password") }
            #expect(refusal?.code == "idempotency_key_reused")
            let audit: [[UInt8]] = try await house.database.read {
                try $0.all("SELECT content FROM audit_payloads") { try $0["content"] }
            }
            for payload in audit { #expect(!String(decoding: payload, as: UTF8.self).contains("argon2")) }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what moved on since it was seen is not changed`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            let actor = try await house.account("whole", roles: ["holder_all"])
            let before = try await house.footprint()
            await #expect(throws: Refusal.self) {
                try await house.door.perform(AddToCounter(counter: "c", amount: 1), as: actor, key: "k") { reading in
                    guard try reading.ask(Look()) == 7 else { throw Refusal("moved_on", "有变化。") }
                }
            }
            #expect(try await house.footprint() == before)
            let seen = try await house.door.perform(AddToCounter(counter: "c", amount: 1), as: actor, key: "k") {
                reading in
                guard try reading.ask(Look()) == 0 else { throw Refusal("moved_on", "有变化。") }
            }
            #expect(seen == 1)
        }
    }
}
