import Database
import DatabaseTesting
import Foundation
import LuoshiCore
import Testing

@testable import crash_load

/// Kills the load again and again and looks at what is left. `LUOSHI_CRASH_ROUNDS` says how often.
@Suite(.serialized) struct CrashTests {
    private static let rounds = ProcessInfo.processInfo.environment["LUOSHI_CRASH_ROUNDS"].flatMap { Int($0) } ?? 5
    /// Rounds on one database, before a new one keeps the checks short.
    private static let roundsOnOne = 20

    @Test(arguments: TestDatabases.engines.filter { $0 != .sqliteMemory })
    func `a load that is killed leaves every order whole or none of it, and what was acknowledged stays`(
        engine: TestEngine
    ) async throws {
        var report = CrashReport()
        for first in stride(from: 1, through: Self.rounds, by: Self.roundsOnOne) {
            try await withLocation(engine) { location in
                try await withFolder { folder in
                    for round in first..<min(first + Self.roundsOnOne, Self.rounds + 1) {
                        let load = try CrashRound(round, at: location, in: folder)
                        let acknowledged = try await load.runAndKill()
                        try await Self.check(acknowledged, load, &report)
                    }
                }
            }
        }
        print("crash, \(engine): \(report)")
        #expect(report.acknowledged > 0)
    }

    private static func check(
        _ acknowledged: [String: PlaceOrder.Outcome], _ load: CrashRound, _ report: inout CrashReport
    ) async throws {
        let house = try await CrashHouse(at: load.location)
        let database = house.database
        try await load.serverIsDone(database)
        let verifier = AuditVerifier(
            checkpointFile: load.folder + "/checkpoints.jsonl", publicKey: load.folder + "/key.pub")
        let first = try await verifier.verify(database)
        #expect(first.fault == nil, "round \(load.round)")
        try await expectWhole(database, "round \(load.round), as found")

        let present = Set(
            try await database.texts("SELECT id AS t FROM crash_orders WHERE id LIKE \("r\(load.round)-%")"))
        let lost = Set(acknowledged.keys).subtracting(present)
        #expect(lost.isEmpty, "round \(load.round): acknowledged and gone")
        let orders = try await database.number("SELECT COUNT(*) AS n FROM crash_orders")

        // Whoever got no answer repeats the request; so does, to be sure, everybody who did.
        let pending = load.pending(acknowledged)
        let replayed = try await replay(Array(acknowledged.keys) + pending, house)
        for (key, outcome) in acknowledged { #expect(replayed[key] == outcome, "\(key) replayed") }
        let fresh = pending.filter { !present.contains($0) }
        #expect(try await database.number("SELECT COUNT(*) AS n FROM crash_orders") == orders + fresh.count)
        for (key, outcome) in try await replay(pending, house) { #expect(replayed[key] == outcome, "\(key) twice") }
        #expect(try await database.number("SELECT COUNT(*) AS n FROM crash_orders") == orders + fresh.count)
        try await expectWhole(database, "round \(load.round), replayed")
        #expect(try await verifier.verify(database).fault == nil, "round \(load.round), replayed")

        report.rounds += 1
        report.acknowledged += acknowledged.count
        report.committedUnheard += present.subtracting(acknowledged.keys).count
        report.absent += fresh.count
        report.checkpoints = max(report.checkpoints, first.checkpoints)
        report.killedEarly += acknowledged.isEmpty ? 1 : 0
        await database.close()
    }

    private static func replay(_ keys: [String], _ house: CrashHouse) async throws -> [String: PlaceOrder.Outcome] {
        try await withThrowingTaskGroup(of: (String, PlaceOrder.Outcome).self) { group in
            for key in keys { group.addTask { (key, try await house.place(key)) } }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
    }

    /// Counts that are 0 where every order has its lines, its notice, its request and its place in the log, and nothing else has.
    private static let broken: [(String, SQL)] = [
        (
            "orders without their lines",
            """
            SELECT COUNT(*) AS n FROM crash_orders o WHERE o.amount <> (SELECT SUM(l.amount) FROM crash_lines l WHERE l.id = o.id)
            OR (SELECT COUNT(*) FROM crash_lines l WHERE l.id = o.id) <> \(PlaceOrder.lines)
            """
        ),
        (
            "lines without an order",
            "SELECT COUNT(*) AS n FROM crash_lines l WHERE NOT EXISTS (SELECT 1 FROM crash_orders o WHERE o.id = l.id)"
        ),
        (
            "orders without their notice",
            "SELECT COUNT(*) AS n FROM crash_orders o WHERE NOT EXISTS (SELECT 1 FROM crash_notices e WHERE e.id = o.id AND e.amount = o.amount)"
        ),
        (
            "notices without an order",
            "SELECT (SELECT COUNT(*) FROM crash_notices) - (SELECT COUNT(*) FROM crash_orders) AS n"
        ),
        (
            "orders without their request",
            """
            SELECT COUNT(*) AS n FROM crash_orders WHERE id NOT IN (
                SELECT request_key FROM requests WHERE command = 'crash.place_order')
            """
        ),
        (
            "requests without an order",
            "SELECT (SELECT COUNT(*) FROM requests WHERE command = 'crash.place_order') - (SELECT COUNT(*) FROM crash_orders) AS n"
        ),
        (
            "orders without their entry in the log",
            """
            SELECT COUNT(*) AS n FROM crash_orders o WHERE NOT EXISTS (
                SELECT 1 FROM audit_subjects s JOIN audit_entries e ON e.stream = s.stream AND e.sequence = s.sequence
                WHERE s.subject = 'order:' || o.id)
            """
        ),
        (
            "entries without an order",
            "SELECT (SELECT COUNT(*) FROM audit_entries WHERE command = 'crash.place_order') - (SELECT COUNT(*) FROM crash_orders) AS n"
        ),
        ("gaps in the numbers", "SELECT COALESCE(MAX(number), 0) - COUNT(*) AS n FROM crash_orders"),
        (
            "a wrong number of orders in the total",
            "SELECT COALESCE((SELECT orders FROM crash_totals), 0) - (SELECT COUNT(*) FROM crash_orders) AS n"
        ),
        (
            "a wrong amount in the total",
            "SELECT CAST(COALESCE((SELECT amount FROM crash_totals), 0) - COALESCE((SELECT SUM(amount) FROM crash_orders), 0) AS BIGINT) AS n"
        ),
    ]

    private static func expectWhole(_ database: Database, _ when: String) async throws {
        for (what, query) in broken { #expect(try await database.number(query) == 0, "\(what), \(when)") }
    }
}

/// What all rounds on one engine came to.
struct CrashReport: CustomStringConvertible {
    var rounds = 0
    var acknowledged = 0
    var committedUnheard = 0
    var absent = 0
    var checkpoints = 0
    var killedEarly = 0

    var description: String {
        """
        \(rounds) rounds, \(killedEarly) of them killed before any answer; \(acknowledged) orders acknowledged and all there; \
        \(committedUnheard) committed without an answer, whole; \(absent) in flight and absent, whole after replay; \
        up to \(checkpoints) checkpoints
        """
    }
}
