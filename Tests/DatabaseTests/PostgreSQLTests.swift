@testable import Database
import DatabaseTesting
import Testing

/// What only a server can do: lose a connection, undo a transaction, change a table under a prepared statement.
@Suite(
    .enabled(
        if: TestDatabases.postgreSQL != nil,
        "PostgreSQL is not tested: set LUOSHI_TEST_POSTGRES to the URL that scripts/postgres-start prints"))
struct PostgreSQLTests {
    private static let table = Migration("0001", "CREATE TABLE t (id INTEGER PRIMARY KEY, n INTEGER NOT NULL) STRICT;")

    private static func terminate(_ process: Int) async throws {
        let server = try Database(.postgreSQL(url: TestDatabases.postgreSQL ?? "", schema: nil))
        try await server.write { try $0.execute("SELECT pg_terminate_backend(CAST(\(process) AS INTEGER))") }
        let left: SQL = "SELECT COUNT(*) AS n FROM pg_stat_activity WHERE pid = \(process)"
        while try await server.number(left) != 0 { try await Task.sleep(for: .milliseconds(5)) }
        await server.close()
    }

    private static func process(_ session: any Session) throws -> Int {
        try session.first("SELECT pg_backend_pid() AS pid") { try $0["pid"] as Int } ?? 0
    }

    /// Updates two rows, the second once the other transaction has its first.
    private static func crosswise(
        _ first: Int, _ second: Int, _ gate: Gate, _ number: Int, _ runs: Tally, _ database: Database
    ) async throws {
        try await database.write { session in
            runs.add()
            try session.execute("UPDATE t SET n = n + 1 WHERE id = \(first)")
            gate.open(number)
            gate.wait(1 - number)
            // The error of a deadlock is not always seen by the code that made it.
            do { try session.execute("UPDATE t SET n = n + 1 WHERE id = \(second)") } catch {
                throw CancellationError()
            }
        }
    }

    @Test func `a transaction that meets another one is run again`() async throws {
        try await withDatabase(.postgreSQL, migrations: [Self.table]) { database in
            try await database.write { try $0.executeBatch(1...2) { "INSERT INTO t (id, n) VALUES (\($0), 0)" } }
            let runs = Tally()
            let gate = Gate()
            async let one: Void = Self.crosswise(1, 2, gate, 0, runs, database)
            async let other: Void = Self.crosswise(2, 1, gate, 1, runs, database)
            _ = try await (one, other)
            #expect(runs.count == 3)
            let sums = try await database.read { try $0.all("SELECT n FROM t") { try $0["n"] as Int } }
            #expect(sums == [2, 2])
        }
    }

    @Test func `a serialisation failure is tried six times and then reported`() async throws {
        try await withDatabase(.postgreSQL, migrations: [Self.table]) { database in
            let runs = Tally()
            await #expect(throws: DatabaseError.serializationFailure) {
                try await database.write { session in
                    runs.add()
                    try session.execute("DO 'BEGIN RAISE EXCEPTION USING ERRCODE = ''40001''; END'")
                }
            }
            #expect(runs.count == 6)
        }
    }

    @Test func `a connection lost while idle is replaced in silence`() async throws {
        try await withDatabase(.postgreSQL, migrations: [Self.table]) { database in
            let old = try await database.read(Self.process)
            try await Self.terminate(old)
            let new = try await database.read(Self.process)
            #expect(new != old)
        }
    }

    @Test func `a connection lost inside a transaction is replaced, and the transaction happens once`() async throws {
        try await withDatabase(.postgreSQL, migrations: [Self.table]) { database in
            let runs = Tally()
            try await database.write { session in
                runs.add()
                try session.execute("INSERT INTO t (id, n) VALUES (1, 1)")
                if runs.count == 1 { try session.execute("SELECT pg_terminate_backend(pg_backend_pid())") }
            }
            #expect(runs.count == 2)
            #expect(try await database.number("SELECT n FROM t") == 1)
        }
    }

    @Test func `a connection lost again and again is given up after a while, and nothing happened`() async throws {
        try await Self.with({ $0.reconnectTimeout = 5 }) { database in
            let runs = Tally()
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { session in
                    runs.add()
                    try session.execute("INSERT INTO t (id, n) VALUES (1, 1)")
                    try session.execute("SELECT pg_terminate_backend(pg_backend_pid())")
                }
            }
            guard case .connectionLost = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(runs.count > 1)
            let found = try await database.number("SELECT n FROM t")
            #expect(found == nil)
        }
    }

    @Test func `a connection lost during COMMIT is not tried again`() async throws {
        try await withDatabase(.postgreSQL, migrations: [Self.table]) { database in
            try await database.write { session in
                try session.execute(
                    """
                    CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS
                    'BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END'
                    """)
                try session.execute(
                    """
                    CREATE CONSTRAINT TRIGGER dying AFTER INSERT ON t DEFERRABLE INITIALLY DEFERRED
                    FOR EACH ROW EXECUTE FUNCTION die()
                    """)
            }
            let runs = Tally()
            let error = await #expect(throws: DatabaseError.self) {
                try await database.write { session in
                    runs.add()
                    try session.execute("INSERT INTO t (id, n) VALUES (1, 1)")
                }
            }
            guard case .commitUnknown = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(runs.count == 1)
        }
    }

    @Test func `a server that is not there is a lost connection, soon`() async throws {
        var options = DatabaseOptions()
        options.reconnectTimeout = 0.2
        let database = try Database(
            .postgreSQL(url: "postgresql://nobody@127.0.0.1:1/none", schema: nil), options: options)
        do {
            _ = try await database.read { try $0.execute("SELECT 1") }
            Issue.record("connected")
        } catch DatabaseError.connectionLost(let reason) {
            #expect(reason.contains("127.0.0.1"))
        }
        #expect(await !database.isAnswering())
        await database.close()
    }

    /// A database with the table, opened with options of the test's own.
    private static func with(
        _ change: (inout DatabaseOptions) -> Void, _ body: (Database) async throws -> Void
    ) async throws {
        var options = DatabaseOptions()
        change(&options)
        try await withLocation(.postgreSQL) { location in
            let database = try Database(location, options: options)
            try await database.migrate([Self.table])
            try await body(database)
            await database.close()
        }
    }

    /// The same place twice: with time for everything, and with options of the test's own.
    private static func withHurried(
        _ change: (inout DatabaseOptions) -> Void, _ body: (_ calm: Database, _ hurried: Database) async throws -> Void
    ) async throws {
        var options = DatabaseOptions()
        change(&options)
        try await withLocation(.postgreSQL) { location in
            let (calm, hurried) = (try Database(location), try Database(location, options: options))
            try await calm.migrate([Self.table])
            try await body(calm, hurried)
            await hurried.close()
            await calm.close()
        }
    }

    @Test func `a transaction waits for a lock only so long`() async throws {
        try await Self.withHurried({ $0.lockTimeout = 0.2 }) { calm, hurried in
            let gate = Gate()
            let holding = Task {
                try await calm.write { session in
                    try session.lock(["k"])
                    gate.open(0)
                    // Speaks up before it is taken for dead.
                    while !gate.isOpen(1) { try session.execute("SELECT pg_sleep(0.02)") }
                }
            }
            await gate.passed(0)
            await #expect(throws: DatabaseError.timedOut("canceling statement due to lock timeout")) {
                try await hurried.write { try $0.lock(["k"]) }
            }
            gate.open(1)
            try await holding.value
        }
    }

    @Test func `a statement runs only so long`() async throws {
        try await Self.withHurried({ $0.statementTimeout = 0.4 }) { _, hurried in
            await #expect(throws: DatabaseError.timedOut("canceling statement due to statement timeout")) {
                try await hurried.read { try $0.execute("SELECT pg_sleep(60)") }
            }
        }
    }

    @Test func `a transaction idles only so long, and nothing of it stays`() async throws {
        try await Self.withHurried({
            $0.idleTimeout = 0.4
            $0.reconnectTimeout = 0
        }) { calm, hurried in
            let error = await #expect(throws: DatabaseError.self) {
                try await hurried.write { session in
                    try session.execute("INSERT INTO t (id, n) VALUES (1, 1)")
                    Gate().wait(forSeconds: 5)
                    try session.execute("INSERT INTO t (id, n) VALUES (2, 2)")
                }
            }
            guard case .connectionLost = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            let left = try await calm.number("SELECT COUNT(*) AS n FROM t")
            #expect(left == 0)
        }
    }

    @Test func `writers that wait for one lock leave the readers alone`() async throws {
        // A busy machine may take its time between two steps; the server must not end the one that waits meanwhile.
        try await Self.with({
            $0.connections = 3
            $0.lockTimeout = 300
            $0.idleTimeout = 300
        }) { database in
            let gate = Gate()
            let holding = Task {
                try await database.write { session in
                    try session.lock(["hot"])
                    gate.open(0)
                    gate.wait(1)
                }
            }
            await gate.passed(0)
            let waiting = (0..<10).map { number in
                Task {
                    try await database.write { session in
                        try session.lock(["hot"])
                        try session.execute("INSERT INTO t (id, n) VALUES (\(number), 1)")
                    }
                }
            }
            while database.waiting.writes < 8 { try await Task.sleep(for: .milliseconds(5)) }
            for _ in 0..<20 { #expect(try await database.number("SELECT COUNT(*) AS n FROM t") == 0) }
            gate.open(1)
            try await holding.value
            for task in waiting { try await task.value }
            #expect(try await database.number("SELECT COUNT(*) AS n FROM t") == 10)
        }
    }

    @Test func `a table may gain a column under a prepared statement`() async throws {
        try await withDatabase(.postgreSQL, migrations: [Self.table]) { database in
            try await database.write { try $0.execute("INSERT INTO t (id, n) VALUES (1, 2)") }
            let all: SQL = "SELECT * FROM t WHERE id = \(1)"
            // Every connection of the pool has it prepared.
            try await withThrowingTaskGroup { group in
                for _ in 0..<8 {
                    group.addTask {
                        try await database.read { session in
                            _ = try session.all(all) { try $0["n"] as Int }
                            try session.execute("SELECT pg_sleep(0.1)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            try await database.write { try $0.execute("ALTER TABLE t ADD COLUMN m BIGINT NOT NULL DEFAULT 5") }
            for _ in 0..<8 {
                let m = try await database.read { try $0.first(all) { try $0["m"] as Int } }
                #expect(m == 5)
            }
        }
    }

    @Test func `schemas are apart, locks too`() async throws {
        try await withDatabase(.postgreSQL, migrations: [Self.table]) { one in
            try await withDatabase(.postgreSQL, migrations: [Self.table]) { other in
                try await one.write { session in
                    try session.lock(["k"])
                    try session.execute("INSERT INTO t (id, n) VALUES (1, 1)")
                }
                let gate = Gate()
                let holding = Task {
                    try await one.write { session in
                        try session.lock(["k"])
                        gate.open(0)
                        gate.wait(1)
                    }
                }
                await gate.passed(0)
                let count = try await other.write { session in
                    try session.lock(["k"])
                    return try session.first("SELECT count(*) AS n FROM t") { try $0["n"] as Int }
                }
                gate.open(1)
                try await holding.value
                #expect(count == 0)
            }
        }
    }

    @Test func `a URL that cannot be read is refused at once`() {
        #expect(throws: DatabaseError.self) { try Database(.postgreSQL(url: "mysql://x", schema: nil)) }
    }
}
