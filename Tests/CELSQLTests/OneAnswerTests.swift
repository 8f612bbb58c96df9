import CEL
import Database
import DatabaseTesting
import Foundation
import Testing

/// Conditions in memory and in SQL give one answer: true, false or, where the evaluation fails, null.
@Suite struct OneAnswerTests {
    /// How many random conditions each engine is asked: `LUOSHI_CEL_CONDITIONS`, else enough for a second or two.
    private static let wanted = ProcessInfo.processInfo.environment["LUOSHI_CEL_CONDITIONS"].flatMap { Int($0) }
    private static let conditions = wanted ?? 800
    private static let seed =
        ProcessInfo.processInfo.environment["LUOSHI_CEL_SEED"].flatMap { UInt64($0) } ?? 0x2022_0805_4510_0001
    private static let rowsAtOnce = 60

    @Test(arguments: TestDatabases.engines)
    func `a random condition gives one answer for every row`(engine: TestEngine) async throws {
        var random = RandomConditions(seed: Self.seed)
        var (translated, refused, untyped, known, failed) = (0, 0, 0, 0, 0)
        try await withDatabase(engine, migrations: [SampleRow.migration]) { database in
            while translated + refused < Self.conditions {
                let rows = (0..<Self.rowsAtOnce).map { _ in random.row() }
                try await database.write { session in
                    try session.execute("DELETE FROM sample")
                    for (id, row) in rows.enumerated() { try row.insert(id: id, in: session) }
                }
                var asked: [(program: Program, condition: SQLCondition)] = []
                for _ in 0..<250 {
                    guard let program = try? SampleRow.environment.compile(random.condition(3)) else {
                        untyped += 1
                        continue
                    }
                    guard let condition = try? Self.sql(program, engine) else {
                        refused += 1
                        continue
                    }
                    asked.append((program, condition))
                }
                let conditions = asked.map(\.condition)
                let answers = try await database.read { session in
                    try conditions.map { try Self.answers(to: $0, in: session) }
                }
                for ((program, condition), found) in zip(asked, answers) {
                    translated += 1
                    let wanted = rows.map { Self.answer(program, $0) }
                    known += wanted.count { $0 != nil }
                    failed += wanted.count { $0 == nil }
                    if let row = rows.indices.first(where: { found[$0] != wanted[$0] }) {
                        Issue.record(
                            """
                            \(program.checked.source)
                            \(condition.text) \(condition.parts)
                            in memory \(String(describing: wanted[row])), in SQL \(String(describing: found[row])): \(rows[row].values)
                            """)
                    }
                }
            }
        }
        #expect(translated > refused / 3)
        #expect(known > failed / 4 && failed > known / 10)
        if Self.wanted != nil {
            print(
                "\(engine): \(translated) conditions on \(Self.rowsAtOnce) rows each: \(known) answers, \(failed) failures;",
                "\(refused) refused, \(untyped) not well-typed")
        }
    }

    private static func sql(_ program: Program, _ engine: TestEngine) throws -> SQLCondition {
        try program.checked.sql(
            columns: SampleRow.named, constants: SampleRow.constants,
            dialect: engine == .postgreSQL ? .postgreSQL : .sqlite)
    }

    /// What the database says of each row in order: 1, 0 or null.
    private static func answers(to condition: SQLCondition, in session: any Session) throws -> [Bool?] {
        try session.all(
            """
            SELECT CASE \(sql: SQL(condition)) WHEN TRUE THEN 1 WHEN FALSE THEN 0 END AS answer FROM sample r ORDER BY id
            """
        ) { try ($0["answer"] as Int?).map { $0 == 1 } }
    }

    /// What the evaluator says of a row; nil where it fails.
    private static func answer(_ program: Program, _ row: SampleRow) -> Bool? {
        var values = SampleRow.constants
        values["this"] = .record(row)
        values["score"] = row.field("count")
        guard case .bool(let truth)? = try? program.evaluate(values) else { return nil }
        return truth
    }
}

extension SQL {
    /// The condition's words and values.
    init(_ condition: SQLCondition) {
        self = ""
        for part in condition.parts {
            switch part {
            case .words(let words): self += "\(raw: words)"
            case .integer(let number): self += "\(number)"
            case .text(let text): self += "\(text)"
            }
        }
    }
}
