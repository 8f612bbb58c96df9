import Database
import DatabaseTesting
import LuoshiCore
import Testing

@Suite struct GroupMemberTests {
    @Test(arguments: TestDatabases.engines)
    func `members are set from a day on; before it and in what was known before, nothing changes`(
        engine: TestEngine
    ) async throws {
        try await withHouse(engine, today: Day("2022-07-01")) { house in
            func day(_ text: String) throws -> Day { try #require(Day(text)) }
            let (start, change, later) = (try day("2022-08-01"), try day("2022-07-10"), try day("2022-09-01"))
            try await house.database.write {
                try UnitStore($0).setMembers(of: "counties", to: ["9002", "9001-p"], from: start, today: change)
            }
            func members(_ inForce: InForce) async throws -> [String]? {
                try await house.database.read { try UnitStore($0).membersByGroup(on: inForce)["counties"] }
            }
            #expect(try await members(InForce(change)) == ["9001", "9002"])
            #expect(try await members(InForce(start)) == ["9001-p", "9002"])
            #expect(try await members(InForce(try day("2022-07-09"), asKnownThen: true)) == ["9001", "9002"])
            try await house.database.write {
                try UnitStore($0).setMembers(of: "counties", to: [], from: later, today: change)
            }
            #expect(try await members(InForce(start)) == ["9001-p", "9002"])
            #expect(try await members(InForce(later)) == nil)
        }
    }
}
