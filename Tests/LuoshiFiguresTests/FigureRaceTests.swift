import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@testable import LuoshiFigures

/// Writers at once: no difference is lost, no key counted twice, no period closed twice.
@Suite struct FigureRaceTests {
    /// Does all at once; how many were done, the others having been refused.
    private static func atOnce(_ count: Int, _ work: @escaping @Sendable (Int) async throws -> Void) async throws -> Int
    {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<count {
                group.addTask {
                    do { try await work(number) } catch is Refusal { return false }
                    return true
                }
            }
            return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `sixteen certificates of two holders entered at once are sixteen of two`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            let held = house
            let done = try await Self.atOnce(16) { number in
                _ = try await held.certificate(
                    "证\(number)", number % 2 == 0 ? "9001-f" : "9002-h", from: "2022-01-0\(number % 8 + 1)",
                    until: "2025-01-01")
            }
            #expect(done == 16)
            #expect(try await house.figure("valid", "9000", "2022-08-05") == "16")
            #expect(try await house.figure("valid", "9001", "2022-08-05") == "8")
            #expect(try await house.figure("holders", "9000", "2022-08-05") == "2")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit that moves while its certificates are entered and struck takes them along`(engine: TestEngine)
        async throws
    {
        try await FigureHouse.with(engine) { house in
            let held = house
            var old: [String] = []
            for number in 0..<4 {
                old.append(try await house.certificate("旧\(number)", "9001-g", from: "2022-01-01", until: "2025-01-01"))
            }
            let struck = old
            let paper = UnitPaper(from: try #require(Day("2022-08-05")), basis: "某通知")
            let done = try await Self.atOnce(13) { number in
                switch number {
                case 0:
                    _ = try await held.door.perform(
                        MoveUnit("9001-g", hierarchy: "territory", parent: "9002", paper), as: held.system)
                case 1...4:
                    _ = try await held.door.perform(
                        StrikeRecord("certificates", struck[number - 1], revision: 1, reason: "作废"), as: held.system)
                default:
                    _ = try await held.certificate("新\(number)", "9001-g", from: "2022-02-01", until: "2025-01-01")
                }
            }
            #expect(done == 13)
            #expect(try await house.figure("valid", "9002", "2022-08-05") == "8")
            #expect(try await house.figure("valid", "9001", "2022-08-04") == "8")
            #expect(try await house.figure("valid", "9001", "2022-08-05") == "0")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `two letters with one value leave the later one in force, and the earlier known`(engine: TestEngine)
        async throws
    {
        try await FigureHouse.with(engine) { house in
            let held = house
            let day = try #require(Day("2022-08-05"))
            let done = try await Self.atOnce(4) { number in
                let value = CollectedInput(
                    indicator: "gdp", unit: "9000", period: "2021", value: "1\(number)00.00", status: .final)
                let letter = RecordLetter(
                    unit: "9000-a", number: "\(number) 号", title: "来函", issuer: "某局", datedOn: day, receivedOn: day,
                    values: [value], reason: "更正")
                _ = try await held.door.perform(letter, as: held.system)
            }
            #expect(done == 4)
            let versions = try await house.database.read {
                try CollectedStore($0).versions(of: "gdp", unit: "9000", period: .year(2021))
            }
            #expect(versions.map(\.version) == [4, 3, 2, 1])
            #expect(versions.filter { $0.knownTo == nil }.count == 1)
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a period that two close at once is closed once; a writer at the same time is before it or has a reason`(
        engine: TestEngine
    ) async throws {
        try await FigureHouse.with(engine) { house in
            let held = house
            let done = try await Self.atOnce(6) { number in
                if number < 2 {
                    _ = try await held.door.perform(ClosePeriod("2022Q1", reason: ""), as: held.system)
                } else {
                    _ = try await held.certificate("证\(number)", "9001-f", from: "2022-02-01", until: "2025-01-01")
                }
            }
            let view = try #require(await house.door.ask(EditionByPeriod("2022Q1"), as: house.system))
            #expect(view.editions.count == 1)
            let row = try #require(view.rows.first { $0.indicator == "valid" })
            // Nobody gave a reason: what is in was in before the closing.
            #expect(row.published.map { $0?.value } == [row.now?.text])
            #expect(row.now?.text == String(done - 1))
            #expect(view.revisions.isEmpty)
            #expect(try await house.differences() == [])
        }
    }
}
