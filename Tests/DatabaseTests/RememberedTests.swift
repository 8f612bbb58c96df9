@testable import Database
import DatabaseTesting
import Testing

@Suite struct RememberedTests {
    private static let numbers = Migration("0001", "CREATE TABLE numbers (n INTEGER NOT NULL) STRICT")

    private static func total(_ session: any Session, _ reads: Tally) throws -> Int {
        try session.remembered("total") {
            reads.add()
            return try session.first("SELECT COALESCE(SUM(n), 0) AS n FROM numbers") { try $0["n"] } ?? 0
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is remembered is what is committed, whoever committed it`(engine: TestEngine) async throws {
        try await withDatabase(engine, migrations: [Self.numbers]) { database in
            let reads = Tally()
            for number in 1...20 {
                try await database.write { try $0.execute("INSERT INTO numbers (n) VALUES (1)") }
                // More than there are connections, so that each of them has an older answer.
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<12 { group.addTask { try await database.read { try Self.total($0, reads) } } }
                    for try await total in group { #expect(total == number) }
                }
            }
            // A transaction that is rolled back leaves nothing behind, and one that writes sees what it wrote.
            struct Undone: Error {}
            await #expect(throws: Undone.self) {
                try await database.write { session in
                    try session.execute("INSERT INTO numbers (n) VALUES (100)")
                    #expect(try Self.total(session, reads) == 120)
                    throw Undone()
                }
            }
            #expect(try await database.read { try Self.total($0, reads) } == 20)
        }
    }

    @Test func `what was never asked for is read, also where there may be nothing`() async throws {
        try await withDatabase(.sqliteMemory, migrations: [Self.numbers]) { database in
            try await database.write { try $0.execute("INSERT INTO numbers (n) VALUES (7)") }
            for _ in 0..<2 {
                let found: Int? = try await database.read { session in
                    try session.remembered("seven") { try session.first("SELECT n FROM numbers") { try $0["n"] } }
                }
                #expect(found == 7)
                let none: Int? = try await database.read { session in
                    try session.remembered("none") {
                        try session.first("SELECT n FROM numbers WHERE n = 8") { try $0["n"] }
                    }
                }
                #expect(none == nil)
            }
        }
    }

    @Test func `nothing is read again while nothing is committed`() async throws {
        try await withDatabase(.sqliteMemory, migrations: [Self.numbers]) { database in
            let reads = Tally()
            for _ in 0..<10 { _ = try await database.read { try Self.total($0, reads) } }
            #expect(reads.count == 1)
            try await database.write { try $0.execute("INSERT INTO numbers (n) VALUES (1)") }
            #expect(try await database.read { try Self.total($0, reads) } == 1)
            #expect(reads.count == 2)
        }
    }
}
