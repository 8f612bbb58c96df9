import LuoshiCore

/// A second opinion on rights: reads `roles.yaml` by regular expression and asks every rule about every capacity, in plain loops.
///
/// Written from DESIGN §3 alone; it shares no code with `Rights`, `Grant` and `Scope`.
struct NaiveRights {
    struct Rule {
        let role: String
        let allowed: [String]
        let scope: String
        let states: [String]?
    }

    let rules: [Rule]

    init(yaml: String) {
        // A rule may go over several lines, with remarks behind them.
        let text = yaml.replacing(/#[^\n]*/, with: "")
        var rules: [Rule] = []
        var role = ""
        for found in text.matches(of: /- key:\s*(\w+)|\{allow:([^}]*)\}/) {
            if let key = found.1 { role = String(key) }
            guard let written = found.2 else { continue }
            let parts = Self.parts("allow:" + written)
            rules.append(
                Rule(
                    role: role, allowed: Self.allowed(parts["allow"] ?? [], on: parts["on"]),
                    scope: parts["scope"]?.first ?? "", states: parts["states"]))
        }
        self.rules = rules
    }

    init(rules: [Rule]) { self.rules = rules }

    /// The rules that a permission may come from, so that many questions about it are asked of those few.
    func covering(_ permission: String) -> NaiveRights {
        NaiveRights(rules: rules.filter { $0.allowed.contains { Self.matches($0, permission) } })
    }

    /// `allow: [a, b], scope: own` as a table of its words.
    private static func parts(_ text: String) -> [String: [String]] {
        var parts: [String: [String]] = [:]
        for found in text.matches(of: /(\w+):\s*(\[[^\]]*\]|[^,\]]+)/) { parts[String(found.1)] = list(found.2) }
        return parts
    }

    /// Each right with each register behind it; of restricted fields and of steps, all those of a key that stands alone.
    private static func allowed(_ rights: [String], on keys: [String]?) -> [String] {
        guard let keys else { return rights }
        var result: [String] = []
        for right in rights {
            for key in keys {
                let hasMore = (right == "field.read" || right == "case.step") && !key.contains(".")
                result.append(right + "." + key + (hasMore ? ".*" : ""))
            }
        }
        return result
    }

    private static func list(_ text: Substring) -> [String] {
        text.split { $0 == "[" || $0 == "]" || $0 == "," || $0.isWhitespace }.map(String.init)
    }

    func may(_ permission: String, on subjects: [Subject], _ who: Standing, writing: Bool) -> Bool {
        if subjects.isEmpty { return false }
        if let limit = who.patterns, !limit.contains(where: { Self.matches($0, permission) }) { return false }
        for subject in subjects {
            var isAllowed = false
            for rule in rules {
                if !rule.allowed.contains(where: { Self.matches($0, permission) }) { continue }
                if let states = rule.states, subject.state == nil || !states.contains(subject.state ?? "") { continue }
                if rule.role == "anyone" {
                    if rule.scope == "own" && subject.account != nil && subject.account == who.account {
                        isAllowed = true
                    }
                    if rule.scope == "all" { isAllowed = true }
                    if rule.scope == "public" && subject.isPublic { isAllowed = true }
                    if rule.scope == "assigned" && who.account != nil
                        && subject.assignees.contains("account:" + (who.account ?? ""))
                    {
                        isAllowed = true
                    }
                    // What reaches a post reaches whoever stands in it.
                    if rule.scope != "assigned" { continue }
                }
                for capacity in who.capacities where rule.role == "anyone" || capacity.roles.contains(rule.role) {
                    if writing && capacity.isReadOnly { continue }
                    if let limit = capacity.patterns, !limit.contains(where: { Self.matches($0, permission) }) {
                        continue
                    }
                    if writing, case .mandate = capacity.basis, permission.hasPrefix("mandate.") { continue }
                    if Self.reaches(rule.scope, subject, who, capacity) { isAllowed = true }
                }
            }
            if !isAllowed { return false }
        }
        return true
    }

    private static func matches(_ pattern: String, _ permission: String) -> Bool {
        if pattern.hasSuffix(".*") {
            let head = pattern.prefix(pattern.count - 1)
            return permission.prefix(head.count) == head
        }
        return pattern == permission
    }

    private static func reaches(_ scope: String, _ subject: Subject, _ who: Standing, _ capacity: Capacity) -> Bool {
        switch scope {
        case "all": return true
        case "public": return subject.isPublic
        case "own":
            if let owner = subject.account { return owner == who.account }
            return subject.units.count == 1 && subject.units.first == capacity.unit
        case "subtree":
            let isNobodys =
                subject.units.isEmpty && subject.leads.isEmpty && subject.lines.isEmpty && subject.assignees.isEmpty
                && subject.account == nil
            if isNobodys { return capacity.isWholeCity }
            if subject.units.isEmpty { return false }
            for unit in subject.units where !capacity.subtree.contains(unit) { return false }
            return true
        case "line":
            for line in subject.lines where capacity.lines.contains(line) { return true }
            return false
        case "task": return capacity.unit != nil && subject.leads.contains(capacity.unit ?? "")
        case "assigned":
            if subject.assignees.contains("account:" + (who.account ?? "")) { return true }
            return capacity.post != nil && subject.assignees.contains("post:" + (capacity.post ?? ""))
        default: return false
        }
    }
}
