import LuoshiCore

extension DefinitionKind {
    /// Rules of `roles.yaml` that name a register, a restricted field, a procedure or a step that the package does not have.
    static let keyedGrants = DefinitionKind("台账和流程的权限", files: []) { files, findings in
        // Their own faults are found by the kinds that read them.
        let registers = RegisterSet(files, Findings())
        let procedures = Procedure.paths(in: files).compactMap { path in
            Procedure.Declaration(path, in: files).flatMap { Procedure($0, Findings()) }
        }
        for grant in Rights(files: files, findings: Findings()).grants {
            KeyedGrant(grant)?.check(registers, procedures, findings)
        }
    }
}

/// A rule on a permission with a key behind it: `record.read.platforms`, `case.step.duty_signing.sign`.
struct KeyedGrant {
    private let grant: Grant
    private let stem: String
    private let key: String
    private let rest: String

    /// Nil where the pattern names no key.
    init?(_ grant: Grant) {
        guard let stem = PermissionTitle.stem(of: grant.pattern) else { return nil }
        let words = grant.pattern.dropFirst(stem.count + 1).split(separator: ".", maxSplits: 1).map(String.init)
        guard let key = words.first, key != "*" else { return nil }
        self.grant = grant
        self.stem = stem
        self.key = key
        rest = words.count > 1 ? words[1] : ""
    }

    func check(_ registers: RegisterSet, _ procedures: [Procedure], _ findings: Findings) {
        let isOfCase = PermissionTitle.group(of: stem) == "case"
        let known =
            isOfCase
            ? procedures.map { ($0.key, $0.title) } : registers.inUse.map { ($0.key, $0.title) }
        guard known.contains(where: { $0.0 == key }) else {
            let what = isOfCase ? "流程" : "台账"
            return error("配置里没有\(what)“\(key)”；\(likely(among: known, what))", findings)
        }
        guard PermissionTitle.twoPartStems.contains(stem) else {
            if !rest.isEmpty { error("“\(key)”后面不再分；请写成 \(stem).\(key)", findings) }
            return
        }
        let parts =
            isOfCase
            ? procedures.first { $0.key == key }?.transitions.map(\.key) ?? []
            : (registers.register(key)?.fields ?? []).compactMap(\.access)
        if parts.isEmpty {
            error(isOfCase ? "流程“\(key)”没有环节；请删除" : "台账“\(key)”没有限定查看的字段（access）；请删除", findings)
        } else if rest != "*", !parts.contains(rest) {
            let names = Set(parts).sorted().joined(separator: "、")
            error("“\(key)”没有\(isOfCase ? "环节" : "限定")“\(rest)”；应是 \(names) 之一，全部写成 \(stem).\(key).*", findings)
        }
    }

    private func error(_ message: String, _ findings: Findings) {
        findings.error(grant.file, grant.line, "权限“\(grant.pattern)”：\(message)")
    }

    /// What was probably meant: the keys that share most of their letters.
    private func likely(among known: [(String, String)], _ what: String) -> String {
        let near = known.map { ($0, distance($0.0)) }.filter { $0.1 <= 3 }.min { $0.1 < $1.1 }?.0
        if let near { return "是不是“\(near.0)”（\(near.1)）？请改正或删除" }
        return known.isEmpty ? "配置里还没有任何\(what)；请删除" : "可写的有 \(known.map(\.0).sorted().joined(separator: "、"))"
    }

    /// How many letters must be typed, taken away or replaced (Levenshtein).
    private func distance(_ other: String) -> Int {
        var row = Array(0...other.count)
        for (index, letter) in key.enumerated() {
            var before = row[0]
            row[0] = index + 1
            for (column, target) in other.enumerated() {
                let least = min(row[column], row[column + 1]) + 1
                let replaced = before + (letter == target ? 0 : 1)
                before = row[column + 1]
                row[column + 1] = min(least, replaced)
            }
        }
        return row[other.count]
    }
}
