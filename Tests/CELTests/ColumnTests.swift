import CEL
import Testing

/// Many rows at once.
@Suite struct ColumnTests {
    private let scores: [Int64] = [.min, 70, 71, 72, .max, 90, 80, 0]
    private let revenues = [0.0, 2e6, 2_000_000.5, .nan, .infinity, 3e6, -0.0, 5e6]
    private let regions = ["451002", "451003", "", "451003", "451002", "e\u{301}", "\u{e9}", "百色"]
    private let open = [true, false, true, true, false, true, true, false]

    private var columns: [String: Column] {
        [
            "score": .ints(scores), "revenue": .doubles(revenues), "region": .strings(regions), "open": .bools(open),
            "maybe": .values([.int(1), nil, .int(0), nil, .string("x"), .int(5), .int(1), nil]),
            "least": .constant(.int(71)),
        ]
    }

    private func program(_ source: String) throws -> Program {
        var environment = Environment()
        environment.declare("score", .int)
        environment.declare("revenue", .double)
        environment.declare("region", .string)
        environment.declare("open", .bool)
        environment.declare("maybe", .dyn)
        environment.declare("least", .int)
        return try environment.compile(source)
    }

    /// The answer of each row, evaluated alone; nil where it fails.
    private func alone(_ program: Program) -> [Bool?] {
        scores.indices.map { row in
            var values: [String: Value] = [
                "score": .int(scores[row]), "revenue": .double(revenues[row]), "region": .string(regions[row]),
                "open": .bool(open[row]), "least": .int(71),
            ]
            if case .values(let maybe)? = columns["maybe"] { values["maybe"] = maybe[row] }
            return (try? program.evaluate(values)).flatMap { if case .bool(let truth) = $0 { truth } else { nil } }
        }
    }

    @Test(arguments: [
        "score >= 71 && revenue > 2000000.0 && region in ['451002', '451003']", "score >= least", "71 <= score",
        "score != 71",
        "score == 71 || region == '451002'", "!(open || score < 71)", "!open && !(region != '451003')",
        "score in [70, 71, 90]",
        "region in ['1','2','3','4','5','6','7','8','9','百色','\\u00e9']", "revenue <= 2000000.0", "revenue != 3e6",
        "open",
        "maybe == 1 && open", "open && maybe + 1 > 1", "maybe + 1 > 1 && open", "1 / maybe > 0 || open",
        "!(1 / maybe > 0)",
        "score / 0 > 0 && open", "score + 1 > 71 && score < 100", "region.size() > 1 && (open || score > 71)",
        "region < 'b'",
        "open ? score > 71 : revenue > 0.0", "region == 'e\\u0301'", "score > 70.5", "region in []", "score in []",
        "[score, 1].exists(x, x == 71)", "1 == 1", "1 / 0 == 1",
    ])
    func `every row has the answer that it has alone`(source: String) throws {
        let program = try program(source)

        let together = program.truths(columns, rows: scores.count)

        let wanted = alone(program)
        #expect(together.truths == wanted.map { $0 ?? false })
        #expect(together.failures.keys.sorted() == wanted.indices.filter { wanted[$0] == nil })
        #expect(together.count == wanted.count { $0 == true })
    }

    @Test func `more rows than go through at once are all looked at`() throws {
        let numbers = (0..<10_001).map { Int64($0) }

        let found = try program("score % 2 == 0 && score >= 4000 && (score < 5000 || score == 10000)").truths(
            ["score": .ints(numbers)], rows: numbers.count)

        #expect(found.count == 501)
        #expect(found.truths[10_000])
    }

    @Test func `values of many rows, each with its failure`() throws {
        let values = try program("10 / score").values(["score": .ints([5, 0, 2])], rows: 3)

        #expect(try values[0].get() == .int(2))
        #expect(throws: EvaluationFailure.self) { try values[1].get() }
        #expect(try values[2].get() == .int(5))
    }

    @Test func `a program is evaluated on many threads at once`() async throws {
        let program = try program(
            "score >= 71 && region in ['451002', '451003'] && [1, 2, 3].exists(x, x + score > 80)")
        let sums = await withTaskGroup(of: Int.self, returning: [Int].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    let evaluation = program.evaluation()
                    var count = 0
                    for number in 0..<3000 {
                        if let slot = program.slot(of: "score") { evaluation[slot] = .int(number % 101) }
                        if let slot = program.slot(of: "region") { evaluation[slot] = .string("45100\(number % 5)") }
                        if (try? evaluation.isTrue()) == true { count += 1 }
                    }
                    return count
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }

        #expect(Set(sums).count == 1 && sums[0] > 0)
    }
}
