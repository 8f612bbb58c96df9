import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct LockTests {
    /// Two servers need a database that both can open.
    private static var shared: [TestEngine] { TestDatabases.engines.filter { $0 != .sqliteMemory } }

    @Test(arguments: TestDatabases.engines)
    func `forty additions at once lose nothing`(engine: TestEngine) async throws {
        try await withHouse(engine) { house in
            try await Self.add(20, through: [house.door, house.door])
            #expect(try await house.number("SELECT total AS n FROM test_counters") == 40)
            let audit = try await AuditVerifier(checkpointFile: nil, publicKey: nil).verify(house.database)
            #expect(audit.fault == nil)
        }
    }

    @Test(arguments: shared)
    func `two servers on one counter lose nothing`(engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let first = try Database(location)
            let second = try Database(location)
            try await first.migrate(Migration.house)
            let doors = [first, second].map { Door(database: $0, clock: BusinessClock(), handlers: [.seedUnits]) }
            try await doors[0].adopt(TinyPackage.files)
            try await Self.add(40, through: doors)
            #expect(try await second.number("SELECT total AS n FROM test_counters") == 80)
            let audit = try await AuditVerifier(checkpointFile: nil, publicKey: nil).verify(first)
            #expect(audit.fault == nil)
            #expect(audit.entries == 82)
            await first.close()
            await second.close()
        }
    }

    private static func add(_ times: Int, through doors: [Door]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for door in doors {
                for _ in 0..<times {
                    group.addTask {
                        _ = try await door.perform(AddToCounter(counter: "c", amount: 1), as: .system("test"))
                    }
                }
            }
            try await group.waitForAll()
        }
    }

    /// SQLite has one writer: nothing can change between a command's reading and its locks.
    @Suite(.enabled(if: TestDatabases.postgreSQL != nil, "LUOSHI_TEST_POSTGRES is not set"))
    struct Waiting {
        /// A command that holds the lock `item` while another one comes to wait for it, and then does its work.
        private static func holding(_ entered: Latch, _ other: Latch, _ work: SQL) -> Step {
            Step(
                label: "holder", locking: { _ in ["item"] },
                work: { change in
                    entered.open()
                    other.hold()
                    return try change.session.execute(work)
                })
        }

        /// A command on the item's unit, which says when it has read its subjects and counts how often it does.
        private static func following(_ arrived: Latch, _ readings: Tally) -> Step {
            Step(
                label: "follower",
                on: { reading in
                    readings.add()
                    let unit: String? = try reading.session.first("SELECT unit FROM test_items WHERE name = 'i'") {
                        try $0["unit"]
                    }
                    return [unit.map(Subject.unit) ?? .city]
                },
                locking: { _ in
                    arrived.open()
                    return ["item"]
                })
        }

        private static func race(
            _ house: House, as actor: Actor, while work: SQL
        ) async throws -> (result: Result<Int, any Error>, readings: Int) {
            try await house.database.write {
                try $0.execute("INSERT INTO test_items (name, unit) VALUES ('i', '9001')")
            }
            let (entered, arrived, readings) = (Latch(), Latch(), Tally())
            async let holder = house.door.perform(Self.holding(entered, arrived, work), as: .system("test"))
            await entered.opened()
            let result: Result<Int, any Error>
            do {
                result = .success(try await house.door.perform(Self.following(arrived, readings), as: actor))
            } catch {
                result = .failure(error)
            }
            _ = try await holder
            return (result, readings.count)
        }

        @Test func `a subject that leaves one's reach while the command waits for its lock is refused`() async throws {
            try await withHouse(.postgreSQL) { house in
                let east = try await house.account("east", unit: "9001", roles: ["holder_own"])
                let move: SQL = "UPDATE test_items SET unit = '9002' WHERE name = 'i'"
                let (result, readings) = try await Self.race(house, as: east, while: move)
                #expect(throws: Refusal.self) { try result.get() }
                #expect(readings >= 3)
                #expect(try await house.database.texts("SELECT label AS t FROM test_notes") == ["holder"])
            }
        }

        @Test func `a subject that changes within one's reach starts the command over`() async throws {
            try await withHouse(.postgreSQL) { house in
                let east = try await house.account("east", unit: "9001", roles: ["holder_subtree"])
                let move: SQL = "UPDATE test_items SET unit = '9001-p' WHERE name = 'i'"
                let (result, readings) = try await Self.race(house, as: east, while: move)
                _ = try result.get()
                #expect(readings == 4)
                #expect(try await house.number("SELECT COUNT(*) AS n FROM test_notes WHERE label = 'follower'") == 1)
            }
        }

        @Test func `an account that is locked while its command waits does not get through`() async throws {
            try await withHouse(.postgreSQL) { house in
                let east = try await house.account("east", unit: "9001", roles: ["holder_own"])
                let lock: SQL = "UPDATE accounts SET locked = 1 WHERE login = 'east'"
                let (result, _) = try await Self.race(house, as: east, while: lock)
                #expect(throws: Refusal.self) { try result.get() }
                #expect(try await house.database.texts("SELECT label AS t FROM test_notes") == ["holder"])
            }
        }

        @Test func `a role that ends while the command waits is gone`() async throws {
            try await withHouse(.postgreSQL) { house in
                let east = try await house.account("east", unit: "9001", roles: ["holder_own"])
                let (result, _) = try await Self.race(house, as: east, while: "DELETE FROM post_roles")
                #expect(throws: Refusal.self) { try result.get() }
            }
        }

        @Test func `of two plans adopted at once in an empty house one is refused`() async throws {
            try await withDatabase(.postgreSQL, migrations: Migration.house) { database in
                let (entered, second) = (Latch(), Latch())
                let slow = EventHandler("slow", on: PackageAdopted.self) { _, _ in
                    entered.open()
                    second.hold()
                }
                let clock = StandingClock().business()
                let doors = [
                    Door(database: database, clock: clock, handlers: [slow]), Door(database: database, clock: clock),
                ]
                let other = TinyPackage.replacing("package: tiny", by: "package: other", in: "package.yaml")
                let hashes = [
                    try await doors[0].perform(ProposePackage(TinyPackage.files), as: .system("test")),
                    try await doors[0].perform(ProposePackage(other), as: .system("test")),
                ]
                async let first = doors[0].perform(AdoptPackage(hash: hashes[0]), as: .system("test"))
                await entered.opened()
                let late = Task { try await doors[1].perform(AdoptPackage(hash: hashes[1]), as: .system("test")) }
                for _ in 0..<500 where try await Self.waiting(database) == 0 {
                    try await Task.sleep(for: .milliseconds(5))
                }
                second.open()
                _ = try await first
                let refusal = await #expect(throws: Refusal.self) { _ = try await late.value }
                #expect(refusal?.code == "package_other_plan")
            }
        }

        private static func waiting(_ database: Database) async throws -> Int {
            try await database.number("SELECT COUNT(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        }
    }
}
