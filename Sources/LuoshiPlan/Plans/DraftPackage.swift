import Foundation
package import LuoshiCore
package import PlanReader

/// A draft as a plan package that `luoshi check` accepts with warnings: where a person begins to make it their own.
package struct DraftPackage {
    private let draft: Draft
    private let sha256: String
    private let text: [Unicode.Scalar]

    /// `text` is what the draft's spans count in; `sha256` the file's, which gives the package its code.
    package init(_ draft: Draft, sha256: String, text: String) {
        self.draft = draft
        self.sha256 = sha256
        self.text = Array(text.unicodeScalars)
    }

    package var files: PackageFiles {
        PackageFiles(texts: [
            "package.yaml": manifest, "plan/clauses.yaml": clauses, "plan/targets.yaml": targets,
            "plan/rulings.yaml": rulings, "units.yaml": DraftUnits(draft).yaml,
            "roles.yaml": DraftRoles.yaml, "calendar.yaml": "# 请填入国务院办公厅每年的放假通知\nyears: []\n",
        ])
    }

    /// First and last year: the plan's own, else what its deadlines say, else the year of its number.
    private var years: (first: Int, last: Int) {
        if let first = draft.years.first, let last = draft.years.last { return (first, last) }
        let deadlines = draft.targets.compactMap { $0.deadline.flatMap { Int($0.prefix(4)) } }
        let issued = draft.documentNumber.flatMap { number in
            Int(String(number.unicodeScalars.filter { (0x30...0x39).contains($0.value) }.map(Character.init).prefix(4)))
        }.flatMap { (1949...2100).contains($0) ? $0 : nil }
        let first = issued ?? deadlines.min() ?? 2000
        return (first, max(first, deadlines.max() ?? first))
    }

    private var manifest: String {
        """
        # 由文件读出的草稿，请逐项核对。
        package: draft-\(sha256.prefix(8))
        title: \(YAMLText(draft.title ?? "未读出标题的方案"))
        city: "city"
        issuer: \(YAMLText(draft.issuer ?? "未读出印发单位"))
        document_number: \(draft.documentNumber.map { YAMLText($0).description } ?? "null")
        plan_period: "\(years.first)-01-01/\(years.last)-12-31"
        language: zh-CN
        version: "draft"

        """
    }

    private var clauses: String {
        let annotated = Dictionary(grouping: draft.tasks, by: \.clause)
        var lines = ["# 标题取自文件，概要暂为原文，请改写成自己的话。", "clauses:"]
        for clause in draft.clauses {
            let tasks = annotated[clause.path] ?? []
            lines.append("  - path: \(YAMLText(clause.path))")
            lines.append("    label: \(YAMLText(clause.label))")
            lines.append("    kind: \(kind(clause.path, isAnnotated: !tasks.isEmpty))")
            lines.append("    title: \(YAMLText(clause.heading.isEmpty ? clause.path : clause.heading))")
            lines.append("    summary: \(YAMLText(slice(clause.start, clause.end)))")
            guard !tasks.isEmpty else { continue }
            lines.append("    responsibility:")
            for (role, names) in [
                ("lead", tasks.flatMap(\.lead)), ("cooperating", tasks.flatMap(\.cooperating)),
                ("responsible", tasks.flatMap(\.responsible)),
            ] where !names.isEmpty {
                lines.append(
                    "      \(role): [\(unique(names).map { YAMLText($0).description }.joined(separator: ", "))]")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private func kind(_ path: String, isAnnotated: Bool) -> String {
        if path.hasPrefix("A") { return "annex" }
        if isAnnotated { return "task" }
        return path.contains(".") ? "item" : "part"
    }

    private var targets: String {
        var lines = ["targets:"]
        for (index, target) in draft.targets.enumerated() {
            let number = index + 1 < 10 ? "0\(index + 1)" : "\(index + 1)"
            lines.append("  - id: T\(number)")
            lines.append("    key: t\(number)")
            lines.append("    title: \(YAMLText(target.indicator.isEmpty ? target.text : target.indicator))")
            lines.append("    kind: \(target.kind.rawValue)")
            lines.append("    source: report")
            lines.append("    known_by: \"请写明由谁、凭什么得出\"")
            if let owner = owner(of: target.clause) { lines.append("    owner: \(YAMLText(owner))") }
            lines.append("    expressions:")
            lines.append("      - clause: \(YAMLText(target.clause))")
            lines.append("        comparator: \"\(target.comparator.rawValue)\"")
            for (key, value) in [
                ("value", target.value), ("min", target.min), ("max", target.max), ("unit", target.unit),
                ("deadline", target.deadline), ("recurrence", target.recurrence),
            ] {
                if let value { lines.append("        \(key): \(YAMLText(value))") }
            }
            lines.append("        firmness: \(target.firmness.rawValue)")
            lines.append("        counts: \(YAMLText(target.text))")
        }
        return draft.targets.isEmpty ? "targets: []\n" : lines.joined(separator: "\n") + "\n"
    }

    /// What the reader doubted becomes a question for a person, at the clause where it stands.
    private var rulings: String {
        var lines = ["# 读文件时拿不准的地方，逐项由人裁定或改正后删去。"]
        for (heading, isContradiction) in [("rulings", false), ("contradictions", true)] {
            let doubts = draft.warnings.filter { ($0.code == "contradiction") == isContradiction }
            lines.append(doubts.isEmpty ? "\(heading): []" : "\(heading):")
            for (index, doubt) in doubts.enumerated() {
                guard let clause = draft.clauses.last(where: { $0.start <= doubt.start }) ?? draft.clauses.first else {
                    continue
                }
                lines.append("  - key: \(isContradiction ? "c" : "q")\(index + 1)")
                lines.append("    title: \(YAMLText("\(clause.path) \(clause.heading)"))")
                if isContradiction {
                    lines.append("    clauses: [\(YAMLText(clause.path))]")
                    lines.append("    explanation: \(YAMLText(doubt.message))")
                } else {
                    lines.append("    clause: \(YAMLText(clause.path))")
                    lines.append("    question: \(YAMLText(doubt.message))")
                }
            }
        }
        return draft.clauses.isEmpty ? "rulings: []\ncontradictions: []\n" : lines.joined(separator: "\n") + "\n"
    }

    /// Whoever leads the clause, or the nearest one above or beneath it.
    private func owner(of path: String) -> String? {
        var at = path
        while true {
            if let task = draft.tasks.first(where: { $0.clause == at || $0.clause.hasPrefix(at + ".") }) {
                return task.lead.first ?? task.responsible.first
            }
            guard let dot = at.lastIndex(of: ".") else { return nil }
            at = String(at[..<dot])
        }
    }

    private func slice(_ start: Int, _ end: Int) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text[min(max(start, 0), text.count)..<min(max(end, start, 0), text.count)] where scalar != "\n" {
            result.append(scalar)
        }
        return String(result)
    }

    private func unique(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }
}

/// Text as a YAML double-quoted scalar, which is JSON's.
struct YAMLText: CustomStringConvertible {
    let description: String

    init(_ text: String) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.withoutEscapingSlashes]
        let data = (try? encoder.encode(text)) ?? Data("\"\"".utf8)
        self.description = String(decoding: data, as: UTF8.self)
    }
}

/// The units that a draft names, with a guess at what each is.
struct DraftUnits {
    private let names: [String]

    init(_ draft: Draft) {
        var seen: Set<String> = []
        names = draft.tasks.flatMap { $0.lead + $0.cooperating + $0.responsible }.filter { seen.insert($0).inserted }
    }

    var yaml: String {
        let groups = names.filter(isGroup)
        let units = names.filter { !isGroup($0) }
        var lines = ["# 单位由责任标注得出，种类为推测，请核对并补上代码。", "units:", "  - {code: city, kind: city, name: 本市}"]
        for (index, name) in units.enumerated() {
            lines.append("  - {code: u\(index + 1), kind: \(kind(name)), name: \(YAMLText(name))}")
        }
        lines.append(groups.isEmpty ? "groups: []" : "groups:")
        for (index, name) in groups.enumerated() {
            lines.append("  - {key: g\(index + 1), name: \(YAMLText(name)), aliases: [], members: []}")
        }
        let codes = units.indices.map { "u\($0 + 1)" }.joined(separator: ", ")
        lines.append("hierarchies:")
        lines.append("  - key: administration")
        lines.append("    title: 行政隶属")
        lines.append("    root: city")
        lines.append(units.isEmpty ? "    edges: []" : "    edges:\n      - {parent: city, children: [\(codes)]}")
        return lines.joined(separator: "\n") + "\n"
    }

    /// A wording that stands for several: 各县（市、区）人民政府, 有关单位.
    private func isGroup(_ name: String) -> Bool {
        name.hasPrefix("各") || name.contains("有关") || name.contains("相关") || name.contains("成员单位")
    }

    private func kind(_ name: String) -> String {
        if name.hasSuffix("管委会") { return "park" }
        if name.hasSuffix("人民政府") || name.hasSuffix("县") || name.hasSuffix("区") { return "county" }
        if name.hasSuffix("大学") || name.hasSuffix("学院") { return "university" }
        if name.contains("市委") || name.contains("省委") || name.hasSuffix("部") { return "party_organ" }
        return "department"
    }
}

/// Roles that a new package starts with.
enum DraftRoles {
    static let yaml = """
        roles:
          - key: anyone
            title: 任何人
            grants:
              - {allow: [session.start, session.end, me.*], scope: own}
              - {allow: [link.use, account.forgot, application.submit], scope: public}
          - key: admin
            title: 系统管理员
            second_factor: required
            grantable: [admin, office, unit]
            grants:
              - {allow: [account.*, unit.*, package.*, search.use, plan.read, audit.read], scope: all}
          - key: office
            title: 方案办公室
            grants:
              - {allow: [plan.*, unit.*, search.use, package.read, audit.read], scope: all}
          - key: unit
            title: 责任单位
            grantable: [unit]
            grants:
              - {allow: [account.invite, account.reset], scope: subtree}
              - {allow: [plan.read, unit.read, unit.list, search.use], scope: all}
              - {allow: audit.read, scope: subtree}

        """
}
