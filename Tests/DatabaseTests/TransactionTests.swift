@testable import Database
import DatabaseTesting
import Testing

private struct Refusal: Error, Equatable {}

private let counters = Migration(
    "0001",
    """
    CREATE TABLE counters (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT;
    CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT;
    CREATE TABLE children (
        id INTEGER PRIMARY KEY,
        parent INTEGER NOT NULL REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED
    ) STRICT;
    """)

private func count(_ table: String, _ session: any Session) throws -> Int? {
    try session.first("SELECT count(*) AS n FROM \(raw: table)") { try $0["n"] as Int }
}

@Suite struct TransactionTests {
    @Test(arguments: TestDatabases.engines)
    func `an error thrown by the body undoes all of it and is rethrown`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [counters]) { database in
            await #expect(throws: Refusal.self) {
                try await database.write { session in
                    try session.execute("INSERT INTO counters (name, n) VALUES ('a', 1)")
                    throw Refusal()
                }
            }
            let left = try await database.number("SELECT count(*) AS n FROM counters")
            #expect(left == 0)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a failed statement ends the transaction even when its error is caught`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [counters]) { database in
            let insert: SQL = "INSERT INTO counters (name, n) VALUES ('a', 1)"
            await #expect(throws: DatabaseError.uniqueViolation(constraint: "counters.name")) {
                try await database.write { session in
                    try session.execute(insert)
                    #expect(throws: DatabaseError.uniqueViolation(constraint: "counters.name")) {
                        try session.execute(insert)
                    }
                    #expect(throws: DatabaseError.self) { try count("counters", session) }
                }
            }
            let left = try await database.number("SELECT count(*) AS n FROM counters")
            #expect(left == 0)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a read cannot write`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [counters]) { database in
            await #expect(throws: DatabaseError.self) {
                try await database.read { try $0.execute("INSERT INTO counters (name, n) VALUES ('a', 1)") }
            }
            try await database.write { try $0.execute("INSERT INTO counters (name, n) VALUES ('b', 1)") }
            #expect(try await database.number("SELECT count(*) AS n FROM counters") == 1)
        }
    }

    @Test(arguments: TestDatabases.engines.filter { $0 != .sqliteMemory })
    func `a read sees one moment while others write`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [counters]) { database in
            let gate = Gate()
            let reading = Task {
                try await database.read { session in
                    let before = try count("counters", session)
                    gate.open(0)
                    gate.wait(1)
                    return (before, try count("counters", session))
                }
            }
            await gate.passed(0)
            try await database.write { try $0.execute("INSERT INTO counters (name, n) VALUES ('a', 1)") }
            gate.open(1)
            #expect(try await reading.value == (0, 0))
            #expect(try await database.number("SELECT count(*) AS n FROM counters") == 1)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `concurrent increments under a lock lose nothing`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [counters]) { database in
            try await database.write { try $0.execute("INSERT INTO counters (name, n) VALUES ('city', 0)") }
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        try await database.write { session in
                            // In any order: two keys taken crosswise would block each other for ever.
                            try session.lock(number.isMultiple(of: 2) ? ["city", "county"] : ["county", "city"])
                            let n = try session.first("SELECT n FROM counters WHERE name = 'city'") {
                                try $0["n"] as Int
                            }
                            try session.execute("UPDATE counters SET n = \((n ?? 0) + 1) WHERE name = 'city'")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.number("SELECT n FROM counters") == 200)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a failing transaction leaves the neighbours of its commit alone`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [counters]) { database in
            let failures = Tally()
            try await withThrowingTaskGroup { group in
                for number in 0..<300 {
                    group.addTask {
                        do {
                            try await database.write { session in
                                try session.execute("INSERT INTO counters (name, n) VALUES (\("\(number)"), 1)")
                                switch number % 3 {
                                case 0: throw Refusal()
                                case 1: try session.execute("INSERT INTO children (id, parent) VALUES (\(number), 7)")
                                default: break
                                }
                            }
                        } catch is Refusal {
                            failures.add()
                        } catch DatabaseError.foreignKeyViolation {
                            failures.add()
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(failures.count == 200)
            #expect(try await database.number("SELECT count(*) AS n FROM counters") == 100)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a reference may wait for its row until the end`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [counters]) { database in
            try await database.write { session in
                try session.execute("INSERT INTO children (id, parent) VALUES (1, 7)")
                try session.execute("INSERT INTO parents (id) VALUES (7)")
            }
            #expect(try await database.number("SELECT count(*) AS n FROM children") == 1)
        }
    }

    @Test func `a success is heard only after the commit that makes it durable`() async throws {
        try await withLocation(.sqliteFile) { location in
            let database = try Database(location)
            let observer = try Database(location)
            try await database.migrate([counters])
            try await withThrowingTaskGroup { group in
                for number in 0..<200 {
                    group.addTask {
                        try await database.write {
                            try $0.execute("INSERT INTO counters (name, n) VALUES (\("\(number)"), 1)")
                        }
                        let seen = try await observer.read {
                            try $0.first("SELECT n FROM counters WHERE name = \("\(number)")") { try $0["n"] as Int }
                        }
                        #expect(seen == 1)
                    }
                }
                try await group.waitForAll()
            }
            await observer.close()
            await database.close()
        }
    }

    @Test func `waiting writers share a commit`() async throws {
        try await withLocation(.sqliteFile) { location in
            let database = try Database(location)
            try await database.migrate([counters])
            let gate = Gate()
            let first = Task {
                try await database.write { _ in
                    gate.open(0); gate.wait(1)
                }
            }
            await gate.passed(0)
            let tasks = (0..<50).map { number in
                Task {
                    // The transaction's first row sees what the group wrote before it, not yet committed.
                    try await database.write { session in
                        try session.execute("INSERT INTO counters (name, n) VALUES (\("\(number)"), 1)")
                        return try count("counters", session)
                    }
                }
            }
            try await Task.sleep(for: .milliseconds(100))
            gate.open(1)
            try await first.value
            var counts: [Int] = []
            for task in tasks { counts.append(try await task.value ?? 0) }
            #expect(counts.sorted() == Array(1...50))
            await database.close()
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a statement that ends SQLite's whole transaction fails alone`(engine: TestEngine) async throws {
        guard engine != .postgreSQL else { return }
        try await withDatabase(engine, migrations: [counters]) { database in
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<60 {
                    group.addTask {
                        let outcome: Void? = try? await database.write { session in
                            try session.execute("INSERT INTO counters (name, n) VALUES (\("\(number)"), 1)")
                            guard number.isMultiple(of: 20) else { return }
                            try session.execute("INSERT OR ROLLBACK INTO counters (name, n) VALUES (\("\(number)"), 1)")
                        }
                        return outcome != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 57)
            let left = try await database.number("SELECT count(*) AS n FROM counters")
            #expect(left == 57)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `closing finishes what waits and refuses the rest`(engine: TestEngine) async throws {
        try await withLocation(engine) { location in
            let database = try Database(location)
            try await database.migrate([counters])
            let insert = Task {
                try await database.write { try $0.execute("INSERT INTO counters (name, n) VALUES ('a', 1)") }
            }
            #expect(try await insert.value == 1)
            await database.close()
            await #expect(throws: DatabaseError.closed) { try await database.read { try count("counters", $0) } }
            await #expect(throws: DatabaseError.closed) { try await database.write { try count("counters", $0) } }
        }
    }

    @Test(arguments: [TestEngine.sqliteFile])
    func `a directory that is missing is an error that says so`(engine: TestEngine) async throws {
        let error = #expect(throws: DatabaseError.self) { try Database(.file(path: "/nowhere/at/all/luoshi.sqlite")) }
        #expect("\(try #require(error))".contains("/nowhere/at/all"))
    }

    @Test func `a file held by another process for too long is an error that says so`() async throws {
        try await withLocation(.sqliteFile) { location in
            var options = DatabaseOptions()
            options.busyTimeout = 0.05
            let (holder, other) = (try Database(location), try Database(location, options: options))
            try await holder.migrate([counters])
            let gate = Gate()
            let holding = Task {
                try await holder.write { _ in
                    gate.open(0)
                    gate.wait(1)
                }
            }
            await gate.passed(0)
            await #expect(throws: DatabaseError.timedOut("database is locked")) {
                try await other.write { try $0.execute("INSERT INTO counters (name, n) VALUES ('a', 1)") }
            }
            gate.open(1)
            try await holding.value
            try await other.write { try $0.execute("INSERT INTO counters (name, n) VALUES ('a', 1)") }
            await other.close()
            await holder.close()
        }
    }

    @Test func `databases in memory are private`() async throws {
        let one = try Database(.memory)
        let other = try Database(.memory)
        try await one.migrate([counters])
        await #expect(throws: DatabaseError.self) { try await other.read { try count("counters", $0) } }
        await one.close()
        await other.close()
    }
}
