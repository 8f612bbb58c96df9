import LuoshiCore
import Testing

/// Random rules, people and matters: the engine and the naive evaluator must agree on each.
@Suite struct RandomRightsTests {
    static let permissions = [
        "a.x", "a.y", "a.b.x", "b.x", "b.y", "mandate.x", "c", "record.read.p", "record.read.q", "record.enter.p",
        "field.read.p.k", "field.read.q.k",
    ]
    private static let patterns = permissions + ["a.*", "b.*", "a.b.*", "mandate.*", "c.*", "record.*", "field.read.*"]
    static let units = ["U", "U-1", "V", "W"]
    private static let states = ["draft", "sent", "done"]
    private static let roles = ["anyone", "r1", "r2", "r3"]
    static let lines = ["register:r", "form:f"]

    @Test(arguments: 0..<20) func `the engine decides as the naive evaluator does`(seed: Int) throws {
        var random = Seeded(seed: UInt64(seed) + 1)
        var allowed = 0
        for _ in 0..<50 {
            let yaml = Self.yaml(&random)
            let findings = Findings()
            let rights = Rights(files: PackageFiles(texts: ["roles.yaml": yaml]), findings: findings)
            try #require(findings.errors.isEmpty, "\(findings.errors)\n\(yaml)")
            let naive = NaiveRights(yaml: yaml)
            for _ in 0..<10 {
                let standing = Self.standing(&random)
                for _ in 0..<10 {
                    let permission = Self.permissions.randomElement(using: &random) ?? "c"
                    let subjects = (0..<Int.random(in: 0...2, using: &random)).map { _ in Self.subject(&random) }
                    let writing = Bool.random(using: &random)
                    let decision = rights.decide(Permission(permission), on: subjects, for: standing, writing: writing)
                    let second = naive.may(permission, on: subjects, standing, writing: writing)
                    if decision.isAllowed { allowed += 1 }
                    if decision.isAllowed != second {
                        Issue.record(
                            "seed \(seed): \(permission) on \(subjects) for \(standing) writing \(writing)\n\(yaml)")
                        return
                    }
                    #expect(decision.isAllowed == (decision.grant != nil))
                }
            }
        }
        #expect((150...3500).contains(allowed), "\(allowed) of 5000 allowed: too one-sided to say anything")
    }

    static func yaml(_ random: inout Seeded) -> String {
        var lines = ["roles:"]
        for role in roles {
            lines += ["  - key: \(role)", "    title: \(role)", "    grants:"]
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                // One in three names its registers apart, on two lines with a remark.
                let isApart = Int.random(in: 0...2, using: &random) == 0
                let rights = isApart ? ["record.read", "record.enter", "field.read"] : patterns
                let allow = some(rights, &random, atLeast: 1).joined(separator: ", ")
                let keys = some(["p", "q", "p.k"], &random, atLeast: 1).joined(separator: ",  # and\n  ")
                let on = isApart ? ", on: [\(keys)]" : ""
                let scope = Scope.allCases.randomElement(using: &random)?.rawValue ?? "own"
                let named = Int.random(in: 0...3, using: &random) == 0
                let during = named ? ", states: [\(some(states, &random, atLeast: 1).joined(separator: ", "))]" : ""
                lines.append("      - {allow: [\(allow)], scope: \(scope)\(on)\(during)}")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    static func standing(_ random: inout Seeded) -> Standing {
        let isKnown = Int.random(in: 0...9, using: &random) > 0
        guard isKnown else { return Standing(actor: .anonymous, name: "") }
        let capacities = (0..<Int.random(in: 0...3, using: &random)).map { index in
            let isMandate = Int.random(in: 0...2, using: &random) == 0
            let unit = units.randomElement(using: &random) ?? "U"
            return Capacity(
                basis: isMandate ? .mandate(id: "m", title: "m") : .post(title: "p", isActing: false),
                post: isMandate ? nil : "\(unit)/p\(index)", unit: unit, roles: Set(some(roles, &random)),
                subtree: Set(some(units, &random) + [unit]), lines: Set(some(lines, &random)),
                isWholeCity: Int.random(in: 0...5, using: &random) == 0,
                patterns: isMandate && Bool.random(using: &random) ? some(patterns, &random) : nil,
                isReadOnly: isMandate && Bool.random(using: &random))
        }
        let limit = Int.random(in: 0...7, using: &random) == 0 ? some(patterns, &random) : nil
        return Standing(
            actor: .account("a-me"), name: "我", account: "a-me", unit: "U", capacities: capacities, patterns: limit)
    }

    private static func subject(_ random: inout Seeded) -> Subject {
        let assignees = ["account:a-me", "account:a-other", "post:U/p0", "post:V/p1"]
        func sometimes<T>(_ list: [T], _ random: inout Seeded) -> [T] {
            Bool.random(using: &random) ? some(list, &random) : []
        }
        return Subject(
            units: Set(sometimes(units, &random)), leads: Set(sometimes(units, &random)),
            lines: Set(sometimes(lines, &random)), assignees: Set(sometimes(assignees, &random)),
            account: [nil, nil, "a-me", "a-other"].randomElement(using: &random) ?? nil,
            state: Bool.random(using: &random) ? states.randomElement(using: &random) : nil,
            isPublic: Int.random(in: 0...4, using: &random) == 0)
    }

    static func some<T>(_ list: [T], _ random: inout Seeded, atLeast: Int = 0) -> [T] {
        Array(list.shuffled(using: &random).prefix(Int.random(in: atLeast...2, using: &random)))
    }
}

/// SplitMix64: the same numbers for the same seed.
struct Seeded: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
