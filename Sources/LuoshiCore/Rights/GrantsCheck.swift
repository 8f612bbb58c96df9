extension DefinitionKind {
    /// What is wrong with the rules of `roles.yaml` for this system: names nobody asks for, rules and roles without a use.
    package static let grants = DefinitionKind("权限", files: ["roles.yaml"]) { files, findings in
        // Its own faults are found by the kind that reads it.
        GrantsCheck(rights: Rights(files: files, findings: Findings()), findings: findings).run()
    }
}

/// Goes through all grants once.
struct GrantsCheck {
    let rights: Rights
    let findings: Findings

    func run() {
        for grant in rights.grants { check(grant) }
        checkNeedless()
        for (key, title) in rights.roleTitles.sorted(by: { $0.key < $1.key })
        where !rights.grants.contains(where: { $0.role == key }) {
            findings.error("roles.yaml", 0, "角色“\(title)”（\(key)）没有任何权限，没有用处；请写明它能做什么，或删除这个角色")
        }
    }

    private func check(_ grant: Grant) {
        if PermissionTitle.systemOnly.contains(grant.pattern) {
            findings.error(grant.file, grant.line, "“\(grant.pattern)”只由系统自己使用，不能授予角色；请删除")
        } else if PermissionTitle.covered(by: grant.pattern).isEmpty {
            findings.error(grant.file, grant.line, "没有哪一个功能使用权限“\(grant.pattern)”\(nearest(grant.pattern))；请改正或删除")
        }
        if grant.role == "anyone", ![.own, .public, .assigned].contains(grant.scope) {
            findings.error(grant.file, grant.line, "“anyone”只能在 own、assigned 或 public 的范围内授权；要扩大范围，请写到具体的角色里")
        }
    }

    /// Of two rules that say the same, the later; of one that says more, the one that says less.
    private func checkNeedless() {
        for (_, grants) in Dictionary(grouping: rights.grants, by: \.role).sorted(by: { $0.key < $1.key }) {
            for (index, grant) in grants.enumerated() {
                let wider = grants.enumerated().first { other, wider in
                    other != index && makesNeedless(wider, grant) && (other < index || !makesNeedless(grant, wider))
                }?.element
                guard let wider else { continue }
                let place = wider.line == grant.line ? "在同一条规则里写了两次" : "已由第 \(wider.line) 行授予"
                findings.warning(grant.file, grant.line, "“\(grant.pattern)”\(place)；请删除重复的一处")
            }
        }
    }

    /// Whether a rule of the same role already grants all of another.
    private func makesNeedless(_ wider: Grant, _ grant: Grant) -> Bool {
        if let states = wider.states, grant.states.map({ !$0.isSubset(of: states) }) ?? true { return false }
        return reaches(wider, as: grant) && covers(wider.pattern, grant.pattern)
    }

    private func reaches(_ wider: Grant, as grant: Grant) -> Bool {
        if wider.scope == .all || wider.scope == grant.scope { return true }
        // Records and cases are units'; other things may be an account's own.
        return wider.scope == .subtree && grant.scope == .own && PermissionTitle.stem(of: grant.pattern) != nil
    }

    private func covers(_ wider: String, _ pattern: String) -> Bool {
        if wider == pattern || wider.hasSuffix(".*") && pattern.hasPrefix(wider.dropLast()) { return true }
        let covered = PermissionTitle.covered(by: pattern)
        return !covered.isEmpty && covered.allSatisfy { $0.isCovered(by: wider) }
    }

    private func nearest(_ pattern: String) -> String {
        let group = PermissionTitle.group(of: pattern)
        let all = PermissionTitle.all.map(\.name) + PermissionTitle.stems.keys.sorted().map { "\($0).…" }
        let names = all.filter { PermissionTitle.group(of: $0) == group }
        return names.isEmpty ? "" : "；这一类里有 \(names.joined(separator: "、"))"
    }
}
