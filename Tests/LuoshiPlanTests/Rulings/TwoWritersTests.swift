import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import LuoshiPlan
import Synchronization
import Testing

@Suite struct TwoWritersTests {
    private static func outcome(_ work: () async throws -> Int) async -> Result<Int, any Error> {
        do { return .success(try await work()) } catch { return .failure(error) }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two different decisions at once one wins and the other is told`(engine: TestEngine) async throws {
        try await withRulingHouse(engine) { house in
            for round in 1...8 {
                async let one = Self.outcome { try await house.decide("y2020", on: "2022-07-05") }
                async let other = Self.outcome { try await house.decide("before", on: "2022-07-05") }
                let results = [await one, await other]
                let numbers = results.compactMap { try? $0.get() }
                #expect(numbers == [round * 2 - 1])
                for case .failure(let error) in results {
                    #expect((error as? Refusal)?.code == "already_decided", "\(error)")
                }
                #expect(
                    try await house.database.number(
                        "SELECT COUNT(*) AS n FROM plan_decision_terms WHERE known_to IS NULL") == 1)
                _ = try await house.door("2022-07-05").perform(
                    WithdrawRuling(ruling: "base", after: round * 2 - 1, ground: RulingPlan.ground, reason: "再来"),
                    as: house.office)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `of two revisions of one decision the second is told that it was revised meanwhile`(
        engine: TestEngine
    ) async throws {
        try await withRulingHouse(engine) { house in
            try await house.decide("y2020", on: "2022-07-05")
            func revise(_ given: String) async throws -> Int {
                try await house.door("2022-07-05").perform(
                    ReviseRuling(
                        ruling: "base", after: 1, choice: RulingChoice(option: nil, given: given),
                        ground: RulingPlan.ground, reason: "改"), as: house.office)
            }
            async let one = Self.outcome { try await revise("2018") }
            async let other = Self.outcome { try await revise("2019") }
            let results = [await one, await other]
            #expect(results.compactMap { try? $0.get() } == [2])
            for case .failure(let error) in results { #expect((error as? Refusal)?.code == "decided_meanwhile") }
        }
    }

    /// SQLite has one writer: nothing can come between a command's reading and its writing.
    @Test(.enabled(if: TestDatabases.postgreSQL != nil, "LUOSHI_TEST_POSTGRES is not set"))
    func `an opinion that comes while the question is being decided is refused`() async throws {
        try await withRulingHouse(.postgreSQL) { house in
            let door = house.door("2022-07-05")
            _ = try await door.perform(
                AskOpinions(ruling: "base", units: ["9000-a"], workingDays: 3, text: "请提意见"), as: house.office)
            let (entered, arrived) = (Turn(), Turn())
            let rule = Rule(
                ruling: "base", choice: RulingChoice(option: "y2020"), ground: RulingPlan.ground, reason: "急")
            async let decided = Self.outcome {
                try await door.perform(SlowRule(rule: rule, entered: entered, arrived: arrived), as: house.office)
            }
            while !entered.isOpen { try await Task.sleep(for: .milliseconds(2)) }
            async let opinion = Self.outcome {
                try await door.perform(
                    GiveOpinion(ruling: "base", unit: "9000-a", stance: .agree, reason: ""), as: house.bureau) ? 1 : 0
            }
            for _ in 0..<400 {
                let waiting = try await house.database.number(
                    "SELECT COUNT(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
                if waiting > 0 { break }
                try await Task.sleep(for: .milliseconds(5))
            }
            arrived.open()
            _ = try await decided.get()
            let refused = await opinion
            #expect(throws: Refusal.self) { try refused.get() }
            #expect(try await house.database.number("SELECT COUNT(*) AS n FROM ruling_opinions") == 0)
        }
    }
}

/// A gate that opens once.
private final class Turn: Sendable {
    private let state = Mutex(false)
    var isOpen: Bool { state.withLock { $0 } }
    func open() { state.withLock { $0 = true } }
    func hold() { for _ in 0..<60_000 where !isOpen { Thread.sleep(forTimeInterval: 0.002) } }
}

/// Decides, but only after somebody else has come to wait.
private struct SlowRule: Command {
    static let name = "test.slow_rule"
    let rule: Rule
    let entered: Turn
    let arrived: Turn

    var permission: Permission { rule.permission }
    func subjects(in reading: Reading) throws -> [Subject] { try rule.subjects(in: reading) }
    func locks(in reading: Reading) throws -> [LockKey] { try rule.locks(in: reading) }

    func run(_ change: inout Change) throws -> Int {
        entered.open()
        arrived.hold()
        return try rule.run(&change)
    }

    private enum CodingKeys: String, CodingKey { case rule }
}
