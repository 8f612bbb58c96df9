import Database
import DatabaseTesting
import Testing

@Suite struct ErrorTests {
    private static let people = Migration(
        "0001",
        """
        CREATE TABLE people (
            id INTEGER PRIMARY KEY,
            email TEXT NOT NULL UNIQUE,
            family TEXT,
            given TEXT,
            age INTEGER CONSTRAINT grown_up CHECK (age >= 18),
            boss INTEGER REFERENCES people (id),
            UNIQUE (family, given)
        ) STRICT;
        CREATE UNIQUE INDEX people_folded ON people (lower(email));
        CREATE UNIQUE INDEX one_boss ON people (boss) WHERE boss IS NOT NULL;
        INSERT INTO people (id, email, family, given, age) VALUES (1, 'secret@x.cn', 'secret', '(a)=(b)', 30);
        """)

    private static let cases: [(SQL, DatabaseError)] = [
        ("INSERT INTO people (id, email) VALUES (1, 'b')", .uniqueViolation(constraint: "people.id")),
        (
            "INSERT INTO people (id, email, family, given) VALUES (2, 'b', \("secret"), \("(a)=(b)"))",
            .uniqueViolation(constraint: "people.family, people.given")
        ),
        ("INSERT INTO people (id, email) VALUES (2, \("Secret@x.cn"))", .uniqueViolation(constraint: "people_folded")),
        ("INSERT INTO people (id, email, age) VALUES (2, 'b', \(17))", .checkViolation("grown_up")),
        ("INSERT INTO people (id, email) VALUES (2, NULL)", .notNullViolation),
        ("INSERT INTO people (id, email, boss) VALUES (2, 'b', \(99))", .foreignKeyViolation),
    ]

    @Test(arguments: TestDatabases.engines)
    func `a violation has one name on all engines`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.people]) { database in
            for (sql, expected) in Self.cases {
                await #expect(throws: expected) { try await database.write { try $0.execute(sql) } }
            }
            let batch = Self.cases.map(\.0)
            await #expect(throws: Self.cases[0].1) { try await database.write { try $0.executeBatch(batch) { $0 } } }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a row that others refer to stays`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.people]) { database in
            try await database.write { try $0.execute("INSERT INTO people (id, email, boss) VALUES (2, 'b', 1)") }
            await #expect(throws: DatabaseError.foreignKeyViolation) {
                try await database.write { try $0.execute("DELETE FROM people WHERE id = 1") }
            }
            await #expect(throws: DatabaseError.uniqueViolation(constraint: "people.boss")) {
                try await database.write { try $0.execute("INSERT INTO people (id, email, boss) VALUES (3, 'c', 1)") }
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `no error shows a bound value`(engine: TestEngine) async throws {
        let statements: [SQL] = [
            "INSERT INTO people (id, email) VALUES (2, \("secret@x.cn"))",
            "INSERT INTO people (id, email) VALUES (\("secret"), 'b')",
            "INSERT INTO people (id, email, age) VALUES (2, 'b', CAST(\("secret") AS BIGINT))",
            "SELECT * FROM nowhere WHERE email = \("secret")",
            "SELECT \("secret") FROM people WHERE",
        ]
        try await withDatabase(engine, migrations: [Self.people]) { database in
            for sql in statements {
                do {
                    try await database.write { try $0.execute(sql) }
                    #expect(engine != .postgreSQL)
                } catch {
                    #expect(!"\(error) \(String(reflecting: error))".contains("secret"), "\(sql)")
                }
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a conflict that is expected does not end the transaction`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.people]) { database in
            let changes = try await database.write { session in
                [
                    try session.execute(
                        "INSERT INTO people (id, email) VALUES (2, 'secret@x.cn') ON CONFLICT DO NOTHING"),
                    try session.execute(
                        """
                        INSERT INTO people (id, email, age) VALUES (1, 'x', \(40))
                        ON CONFLICT (id) DO UPDATE SET age = excluded.age
                        """),
                    try session.execute("UPDATE people SET age = age + 1 WHERE id IN \(list: [1, 2])"),
                    try session.execute("CREATE INDEX people_age ON people (age)"),
                    try session.execute("SELECT * FROM people"),
                    try session.execute("DELETE FROM people WHERE id = 5"),
                ]
            }
            #expect(changes == [0, 1, 1, 0, 0, 0])
            let returned = try await database.write { session in
                try session.first("UPDATE people SET age = age + 1 RETURNING id, age AS years") {
                    (try $0["id"] as Int, try $0["years"] as Int)
                }
            }
            #expect(try #require(returned) == (1, 42))
        }
    }
}
