import Database
import DatabaseTesting
import LuoshiCore
import Testing

/// Dated rows against a naive model: for each day that passed, what held on every day as it was known then.
@Suite struct DatedTableTests {
    private static let table = DatedTable("test_posts", keys: ["name"], values: ["holder"])
    private static let days = 0...12
    private static let migration = Migration(
        "test-dated",
        """
        CREATE TABLE test_posts (
            name TEXT NOT NULL,
            valid_from TEXT NOT NULL,
            valid_to TEXT,
            known_from TEXT NOT NULL,
            known_to TEXT,
            holder TEXT NOT NULL,
            PRIMARY KEY (name, valid_from, known_from)
        ) STRICT;
        """)

    private static func held(on day: Int, asKnownThen: Bool, _ session: any Session) throws -> [String] {
        let inForce = InForce(Day(number: day), asKnownThen: asKnownThen)
        return try session.all(
            "SELECT holder FROM test_posts WHERE name = 'a' AND \(sql: inForce.rows(of: "test_posts"))"
        ) { try $0["holder"] }
    }

    @Test(arguments: TestDatabases.engines, 1...12)
    func `whatever is put and cleared, every past day still shows what it showed`(engine: TestEngine, seed: UInt64)
        async throws
    {
        try await withDatabase(engine, migrations: [Self.migration]) { database in
            try await database.write { session in
                var random = SeededGenerator(seed)
                var now: [Int: String] = [:]
                var then: [Int: String] = [:]
                for today in Self.days {
                    for _ in 0..<Int.random(in: 0...3, using: &random) {
                        let from = Int.random(in: Self.days, using: &random)
                        let until = Bool.random(using: &random) ? Int.random(in: from + 1...14, using: &random) : nil
                        let isPut = Int.random(in: 0...2, using: &random) > 0
                        let holder = "h\(Int.random(in: 0...99, using: &random))"
                        let (first, last) = (Day(number: from), until.map { Day(number: $0) })
                        if isPut {
                            try Self.table.put(
                                [.text("a")], [.text(holder)], from: first, until: last, today: Day(number: today),
                                in: session)
                        } else {
                            try Self.table.clear(
                                [.text("a")], from: first, until: last, today: Day(number: today), in: session)
                        }
                        for day in from..<(until ?? 15) { now[day] = isPut ? holder : nil }
                    }
                    then[today] = now[today]
                }
                for day in Self.days {
                    #expect(try Self.held(on: day, asKnownThen: false, session) == (now[day].map { [$0] } ?? []))
                    #expect(try Self.held(on: day, asKnownThen: true, session) == (then[day].map { [$0] } ?? []))
                }
                let stretches = try Self.table.stretches(of: [.text("a")], in: session)
                for (one, next) in zip(stretches, stretches.dropFirst()) {
                    let until = try #require(one.until)
                    #expect(until <= next.from)
                }
            }
        }
    }
}

/// A generator whose every run is the same (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
