import CEL

/// A million distinct rows: `scripts/bench.py` makes the same ones.
struct Rows {
    let scores: [Int64]
    let revenues: [Int64]
    let regions: [String]

    init(count: Int) {
        scores = (0..<count).map { Int64($0 * 31 % 101) }
        // 7919 and 1,000,003 have no common factor: no revenue occurs twice.
        revenues = (0..<count).map { Int64($0 * 7919 % 1_000_003 * 5) }
        regions = (0..<count).map { "45\(1001 + $0 * 17 % 12)" }
    }
}

extension Rows {
    /// How many a plain Swift closure selects.
    func selectedByClosure() -> Int {
        let allowed = ["451002", "451003"]
        let selects: (Int64, Int64, String) -> Bool = { score, revenue, region in
            score >= 71 && revenue > 2_000_000 && allowed.contains(region)
        }
        var count = 0
        for index in scores.indices where selects(scores[index], revenues[index], regions[index]) { count += 1 }
        return count
    }

    /// How many the program selects, evaluated row by row with bound slots.
    func selected(by program: Program) -> Int {
        guard let score = program.slot(of: "score"), let revenue = program.slot(of: "revenue"),
            let region = program.slot(of: "region")
        else { return 0 }
        let evaluation = program.evaluation()
        var count = 0
        for index in scores.indices {
            evaluation[score] = .int(scores[index])
            evaluation[revenue] = .int(revenues[index])
            evaluation[region] = .string(regions[index])
            if (try? evaluation.isTrue()) == true { count += 1 }
        }
        return count
    }

    /// How many the program selects over whole columns.
    func selectedInColumns(by program: Program) -> Int {
        program.truths(
            ["score": .ints(scores), "revenue": .ints(revenues), "region": .strings(regions)], rows: scores.count
        ).count
    }
}
