import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

/// A connection that breaks during COMMIT: whoever named the request gets its outcome all the same.
@Suite(.enabled(if: TestDatabases.postgreSQL != nil, "PostgreSQL is not tested: set LUOSHI_TEST_POSTGRES"))
struct LostCommitTests {
    /// Runs the body with a door behind a line that can be cut, and with one that cannot.
    private static func withLine(
        _ body: (_ cut: BrokenLine, _ through: Door, _ house: House) async throws -> Void
    ) async throws {
        try await withLocation(.postgreSQL) { location in
            guard case .postgreSQL(let url, let schema) = location, let address = URLComponents(string: url),
                let port = address.port
            else { return }
            let line = try BrokenLine(to: port)
            var other = address
            other.port = line.port
            let clock = StandingClock()
            let direct = try Database(location)
            try await direct.migrate(Migration.house)
            let house = House(
                database: direct, door: Door(database: direct, clock: clock.business(), handlers: [.seedUnits]),
                clock: clock)
            try await house.door.adopt(TinyPackage.files)
            let through = try Database(.postgreSQL(url: other.string ?? "", schema: schema))
            try await body(line, Door(database: through, clock: clock.business()), house)
            await through.close()
            await direct.close()
            line.close()
        }
    }

    @Test(arguments: [true, false])
    func `a request with a key happens once and is answered, whether or not its COMMIT arrived`(
        arrives: Bool
    ) async throws {
        try await Self.withLine { line, door, house in
            _ = try await door.perform(Step(label: "before"), as: .system("test"))
            line.cutNextCommit(arrives ? .afterItArrived : .beforeItArrives)
            _ = try await door.perform(Step(label: "once"), as: .system("test"), key: "key-0001")
            #expect(line.cuts == 1)
            #expect(try await house.number("SELECT COUNT(*) AS n FROM test_notes WHERE label = 'once'") == 1)
            #expect(try await house.number("SELECT COUNT(*) AS n FROM requests WHERE request_key = 'key-0001'") == 1)
        }
    }

    @Test(arguments: [true, false])
    func `a request without a key is told that nobody knows`(arrives: Bool) async throws {
        try await Self.withLine { line, door, house in
            line.cutNextCommit(arrives ? .afterItArrived : .beforeItArrives)
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await door.perform(Step(label: "perhaps"), as: .system("test"))
            }
            #expect(error.flatMap { Refusal(database: $0) }?.code == "outcome_unknown")
            let found = try await house.number("SELECT COUNT(*) AS n FROM test_notes WHERE label = 'perhaps'")
            #expect(found == (arrives ? 1 : 0))
        }
    }
}
