import LuoshiCore
import LuoshiWork

/// What a case should be like, kept by the test beside the system: where it stands, who may act, by when.
struct CaseModel {
    let procedure: Procedure
    /// The record's unit.
    let unit: String
    let opener: String
    private(set) var state: String
    private(set) var stay = 1
    private(set) var level = 0
    private(set) var signed: Set<Int> = []
    /// Who holds the ball, by login.
    private(set) var holders: Set<String> = []
    private(set) var isPassed = false

    init(_ procedure: Procedure, unit: String, opener: String) {
        self.procedure = procedure
        self.unit = unit
        self.opener = opener
        state = procedure.initial.key
        enter(state)
        stay = 1
    }

    var isClosed: Bool { procedure.state(state)?.isFinal ?? false }
    var approval: ApprovalLevel? { procedure.state(state)?.approval?.chains[0].levels[level] }

    /// Whom a party means, by login: worked out from the test's own list of people.
    func logins(_ party: Party) -> Set<String> {
        let receiving = ["9001-f": "firm", "9001": "east", "9002": "west"]
        let heads = ["9001-f": "firm-head", "9001": "east-head", "9002": "west-head"]
        let county = unit == "9002" ? "9002" : "9001"
        return switch party {
        case .recordUnit(nil): [receiving[unit] ?? ""]
        case .recordUnit: [heads[unit] ?? ""]
        case .county: [receiving[county] ?? ""]
        case .line: ["line"]
        case .role("office"): ["office"]
        case .role: ["leader"]
        case .unit: ["a-head"]
        case .field: []
        case .opener: [opener]
        }
    }

    func mayTake(_ step: Transition, as login: String) -> Bool {
        guard !isClosed, !step.isSystem, step.from.contains(state) else { return false }
        return step.by.isEmpty ? holders.contains(login) : step.by.contains { logins($0).contains(login) }
    }

    mutating func take(_ step: Transition) { enter(step.to) }

    func maySign(as login: String) -> Bool { !seats(of: login).isEmpty }

    private func seats(of login: String) -> Set<Int> {
        guard let approval else { return [] }
        return Set(approval.by.indices.filter { logins(approval.by[$0]).contains(login) }).subtracting(signed)
    }

    mutating func sign(as login: String, agrees: Bool) {
        guard let rule = procedure.state(state)?.approval, let now = approval else { return }
        guard agrees else { return enter(rule.rejected) }
        signed.formUnion(seats(of: login))
        guard now.mode == .anyOne || signed.count == now.by.count else { return }
        if level + 1 < rule.chains[0].levels.count {
            level += 1
            signed = []
        } else {
            enter(rule.passed)
        }
    }

    mutating func handOn(to login: String) { holders = [login] }

    /// The deadline passed.
    mutating func pass() {
        isPassed = true
        if case .transition(let key) = procedure.state(state)?.due?.then, let step = procedure.transition(key) {
            enter(step.to)
        }
    }

    private mutating func enter(_ key: String) {
        state = key
        stay += 1
        level = 0
        signed = []
        isPassed = false
        holders = (procedure.state(key)?.with ?? []).reduce(into: []) { $0.formUnion(logins($1)) }
    }
}
