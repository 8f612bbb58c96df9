import LuoshiCore
import LuoshiWork

/// A generator of numbers that gives the same for the same seed (SplitMix64).
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Declarations at random: a way from the first state to the last, with detours, returns, deadlines and approvals.
enum RandomProcedure {
    private static let parties = ["unit", "county", "line", "office", "role:leader", "unit:9000-a/head", "unit/head"]

    static func yaml(_ random: inout Seeded) -> String {
        let count = Int.random(in: 2...5, using: &random)
        var states: [String] = []
        var steps: [String] = []
        for index in 0..<count {
            let next = index + 1 < count ? "s\(index + 1)" : "done"
            let isApproval = index > 0 && Int.random(in: 0..<4, using: &random) == 0
            if isApproval {
                states.append("  - \(approval(index, next, &random))")
                continue
            }
            let with = parties.randomElement(using: &random) ?? "unit"
            let due = deadline(index, with, &steps, &random)
            let pauses = index > 0 && states[index - 1].contains("due:") && Bool.random(using: &random)
            states.append(
                "  - {key: s\(index), title: 状态\(index), with: [\"\(with)\"]\(pauses ? ", pauses: true" : "")\(due), hands_on: any}"
            )
            steps.append("  - {key: go\(index), title: 前进\(index), from: s\(index), to: \(next)\(by(&random))}")
            if index > 0, Bool.random(using: &random) {
                let back = Int.random(in: 0..<index, using: &random)
                let kind = Bool.random(using: &random) ? "return" : "forward"
                steps.append(
                    "  - {key: back\(index), title: 返回\(index), kind: \(kind), from: s\(index), to: s\(back)\(by(&random))}"
                )
            }
        }
        if Bool.random(using: &random) {
            steps.append("  - {key: leave, title: 撤回, kind: withdraw, from: [s0], to: gone, by: [opener]}")
            states.append("  - {key: gone, title: 撤回, final: true}")
        }
        states.append("  - {key: done, title: 完成, final: true}")
        return """
            procedure: certification
            title: 随机流程
            clause: ["1.1"]
            on: platforms
            opened_by: [unit]
            states:
            \(states.joined(separator: "\n"))
            transitions:
            \(steps.joined(separator: "\n"))
            """
    }

    private static func by(_ random: inout Seeded) -> String {
        guard Int.random(in: 0..<4, using: &random) == 0, let party = parties.randomElement(using: &random) else {
            return ""
        }
        return ", by: [\"\(party)\"]"
    }

    private static func deadline(
        _ index: Int, _ with: String, _ steps: inout [String], _ random: inout Seeded
    ) -> String {
        let days = Int.random(in: 1...8, using: &random)
        switch Int.random(in: 0..<5, using: &random) {
        case 0: return ", due: {working_days: \(days), then: remind}"
        case 1: return ", due: {working_days: \(days), then: overdue, supervisor: office}"
        case 2:
            steps.append("  - {key: late\(index), title: 逾期\(index), from: s\(index), to: done, by: system}")
            return ", due: {working_days: \(days), then: late\(index)}"
        default: return ""
        }
    }

    private static func approval(_ index: Int, _ next: String, _ random: inout Seeded) -> String {
        func level(_ random: inout Seeded) -> String {
            let mode = Bool.random(using: &random) ? "joint" : "any_one"
            let by = parties.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)).map { "\"\($0)\"" }
            return "{title: 签, mode: \(mode), by: [\(by.joined(separator: ", "))]}"
        }
        let levels = (0..<Int.random(in: 1...2, using: &random)).map { _ in level(&random) }.joined(separator: ", ")
        return
            "{key: s\(index), title: 签批\(index), due: {working_days: 4, then: remind}, approval: {levels: [\(levels)], passed: \(next), rejected: s0}}"
    }
}
