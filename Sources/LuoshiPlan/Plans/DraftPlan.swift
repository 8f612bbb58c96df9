import LuoshiCore
import PlanReader

/// A draft in the terms of a plan: which clause is a task, who owns a target, what is left open.
struct DraftPlan {
    let draft: Draft
    private let text: [Unicode.Scalar]
    /// Paths of clauses with an annotation of their own.
    private let annotated: Set<String>
    /// How deep the tasks of this document lie: 3 for `2.1.4`.
    private let taskDepth: Int
    private let kindred: KindredTask
    /// Keys of the questions that each target waits for, by its place in the draft.
    private var awaiting: [Int: [String]] = [:]

    /// `text` is what the draft's spans count in.
    init(_ draft: Draft, text: String) {
        self.draft = draft
        self.text = Array(text.unicodeScalars)
        annotated = Set(draft.tasks.map(\.clause))
        let depths = Dictionary(grouping: annotated.map { $0.count { $0 == "." } + 1 }) { $0 }
        kindred = KindredTask(draft.tasks)
        taskDepth = depths.max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key ?? 1
        for (number, warning) in draft.warnings.enumerated() where isQuestion(warning) {
            for index in touching(warning) { awaiting[index, default: []].append("q\(number + 1)") }
        }
    }

    var content: PlanContent {
        let questions = draft.warnings.enumerated().compactMap { question($1, number: $0 + 1) }
        let contradictions = draft.warnings.enumerated().compactMap { contradiction($1, number: $0 + 1) }
        return PlanContent(
            clauses: draft.clauses.map(clause), mechanisms: [], actors: [],
            duties: draft.clauses.flatMap { duties(of: $0.path) }, targets: draft.targets.indices.map(target),
            rulings: questions, contradictions: contradictions)
    }

    func clause(_ clause: Draft.Clause) -> Clause {
        Clause(
            path: clause.path, label: clause.label, kind: kind(clause),
            title: clause.heading.isEmpty ? clause.path : clause.heading, summary: slice(clause.start, clause.end))
    }

    private func kind(_ clause: Draft.Clause) -> ClauseKind {
        let depth = clause.path.count { $0 == "." } + 1
        let beneath = annotated.count { $0.hasPrefix(clause.path + ".") }
        if clause.path.hasPrefix("A") { return .annex }
        if annotated.contains(clause.path) {
            if depth > taskDepth { return .item }
            return isAboutSafeguards(clause.path) ? .measure : .task
        }
        if depth == 1 { return .part }
        if depth == taskDepth && beneath > 0 { return .task }
        if depth < taskDepth && beneath > 1 { return .undertaking }
        if clause.heading.contains("目标") { return .goal }
        return ["指导思想", "基本原则", "总体要求"].contains { clause.heading.contains($0) } ? .preamble : .item
    }

    /// Whether the part it belongs to is about how the rest is made sure: 保障措施, 组织实施.
    private func isAboutSafeguards(_ path: String) -> Bool {
        let part = path.prefix { $0 != "." }
        let heading = draft.clauses.first { $0.path == part }?.heading ?? ""
        return heading.contains("保障") || heading.contains("组织实施")
    }

    /// Names by role, each once; a clause may carry several annotations.
    func duties(of path: String) -> [Duty] {
        let tasks = draft.tasks.filter { $0.clause == path }
        var seen: Set<String> = []
        let names =
            tasks.flatMap(\.lead).map { (DutyRole.lead, $0) }
            + tasks.flatMap(\.cooperating).map { (DutyRole.cooperating, $0) }
            + tasks.flatMap(\.responsible).map { (DutyRole.responsible, $0) }
        return names.filter { seen.insert($0.1).inserted }.enumerated().map { position, name in
            Duty(clause: path, position: position, role: name.0, name: name.1, unit: nil, group: nil)
        }
    }

    /// A target with one expression; its id is T and its number in the document.
    func target(_ index: Int) -> Target {
        let target = draft.targets[index]
        let number = index + 1 < 10 ? "0\(index + 1)" : "\(index + 1)"
        let id = "T\(number)"
        let owner = owner(of: target)
        return Target(
            id: id, key: "t\(number)", title: target.indicator.isEmpty ? target.text : target.indicator,
            kind: TargetKind(rawValue: target.kind.rawValue) ?? .level, source: .report, knownBy: "",
            ownerName: owner?.name ?? "", owner: nil, ownerBasis: owner?.basis, dataFrom: nil,
            awaiting: awaiting[index] ?? [],
            expressions: [
                Expression(
                    target: id, clause: target.clause, position: 0,
                    comparator: Comparator(rawValue: target.comparator.rawValue), value: target.value,
                    minimum: target.min, maximum: target.max, unit: target.unit,
                    firmness: Firmness(rawValue: target.firmness.rawValue) ?? .must, deadline: target.deadline,
                    isYearly: target.recurrence == "yearly", counts: joined(target.text))
            ], milestones: [])
    }

    /// What the reader doubted, as a question for a person; nil for what is no matter of ruling.
    func question(_ warning: Draft.Warning, number: Int) -> RulingQuestion? {
        guard isQuestion(warning), let clause = clause(around: warning) else { return nil }
        return RulingQuestion(
            key: "q\(number)", clause: clause.path, title: "\(clause.path) \(clause.heading)",
            question: warning.message, why: slice(warning.start, min(warning.end, warning.start + 120)),
            options: DoubtOptions.of(warning.code, years: draft.years), targets: targets(touching: warning),
            decidedBy: "", consults: [], takes: DoubtOptions.takes(warning.code), isFree: true)
    }

    func contradiction(_ warning: Draft.Warning, number: Int) -> Contradiction? {
        guard warning.code == "contradiction", let clause = clause(around: warning) else { return nil }
        // The message names the other place.
        let others = warning.message.matches(of: /条款 ([0-9A.]+[0-9])/).map { String($0.1) }
        let clauses = (others + [clause.path]).filter { path in draft.clauses.contains { $0.path == path } }
        return Contradiction(
            key: "c\(number)", title: "\(clause.path) \(clause.heading)", clauses: clauses,
            targets: targets(touching: warning), explanation: warning.message)
    }

    /// Doubts about who a wording stands for or how an annotation is written: answered where the names are.
    static let aboutNames: Set<String> = [
        "group-unresolved", "group-wording", "bracket-missing", "bracket-mixed", "open-list", "lead-missing",
        "carried-over",
    ]

    /// The innermost clause that a doubt stands in.
    func clause(around warning: Draft.Warning) -> Draft.Clause? {
        draft.clauses.last { $0.start <= warning.start && warning.start < $0.end }
            ?? draft.clauses.last { $0.start <= warning.start } ?? draft.clauses.first
    }

    private func isQuestion(_ warning: Draft.Warning) -> Bool {
        !["contradiction", "other-actor"].contains(warning.code) && !Self.aboutNames.contains(warning.code)
    }

    private func touching(_ warning: Draft.Warning) -> [Int] {
        draft.targets.indices.filter {
            draft.targets[$0].start < warning.end && warning.start < draft.targets[$0].end
        }
    }

    private func targets(touching warning: Draft.Warning) -> [String] {
        touching(warning).map { index in index + 1 < 10 ? "T0\(index + 1)" : "T\(index + 1)" }
    }

    /// Whoever leads the clause, or the nearest one above or beneath it; else whoever leads the task that speaks of the same.
    private func owner(of target: Draft.Target) -> (name: String, basis: String?)? {
        var at = target.clause
        while true {
            if let task = draft.tasks.first(where: { $0.clause == at || $0.clause.hasPrefix(at + ".") }) {
                return (task.lead.first ?? task.responsible.first).map { ($0, nil) }
            }
            guard let dot = at.lastIndex(of: ".") else { break }
            at = String(at[..<dot])
        }
        guard let task = kindred.nearest(to: target.indicator + target.text),
            let name = task.lead.first ?? task.responsible.first
        else { return nil }
        return (name, "\(target.clause) 没有写责任单位；内容相近的 \(task.clause) 由\(name)\(task.lead.isEmpty ? "负责" : "牵头")，请核对。")
    }

    /// A slice of the text in one line.
    func slice(_ start: Int, _ end: Int) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text[min(max(start, 0), text.count)..<min(max(end, start, 0), text.count)] where scalar != "\n" {
            result.append(scalar)
        }
        return String(result)
    }

    private func joined(_ text: String) -> String { text.replacing("\n", with: "") }
}

/// The task whose text has most in common with a target's words: rare pairs of characters weigh most.
struct KindredTask {
    private let tasks: [Draft.Task]
    private let pairs: [Set<String>]
    /// In how many tasks each pair stands.
    private let counts: [String: Int]

    init(_ tasks: [Draft.Task]) {
        self.tasks = tasks
        pairs = tasks.map { Self.pairs($0.text) }
        counts = pairs.reduce(into: [:]) { counts, own in for pair in own { counts[pair, default: 0] += 1 } }
    }

    static func pairs(_ text: String) -> Set<String> {
        let letters = text.filter { $0.isLetter || $0.isNumber }
        return Set(zip(letters, letters.dropFirst()).map { String([$0, $1]) })
    }

    /// Nil where no task shares enough.
    func nearest(to words: String) -> Draft.Task? {
        let wanted = Self.pairs(words)
        func weight(_ pair: String) -> Int { 1000 / (1 + (counts[pair] ?? 0)) }
        let scores = pairs.map { own in wanted.intersection(own).reduce(0) { $0 + weight($1) } }
        guard let best = scores.indices.max(by: { (scores[$0], $1) < (scores[$1], $0) }), scores[best] >= 600 else {
            return nil
        }
        return tasks[best]
    }
}

/// The answers that usually come into question for a kind of doubt.
enum DoubtOptions {
    static func of(_ code: String, years: [Int]) -> [RulingQuestion.Option] {
        let first = years.first
        switch code {
        case "start-missing", "relative-deadline":
            return (first.map { [option("plan_start", "从方案期第一天", "\($0)-01-01", "方案期以内的都算")] } ?? [])
                + [option("issued", "从印发之日", nil, "印发以后的才算"), option("named_day", "另定一天", nil, "由裁定人写明日期和依据")]
        case "baseline-missing":
            return
                (first.map {
                    [
                        option("year_before", "以 \($0 - 1) 年为基期", "\($0 - 1)", "方案期前一年为固定基期"),
                        option("first_year", "以 \($0) 年为基期", "\($0)", "方案期首年为固定基期"),
                    ]
                } ?? []) + [option("previous_year", "比上一年", "previous_year", "每年与上年比")]
        case "condition-ambiguous":
            return [
                option("all", "同时满足", "all", "各项条件都要满足"), option("any", "满足其一", "any", "有一项即可"),
            ]
        default: return []
        }
    }

    /// What kind of value settles the doubt.
    static func takes(_ code: String) -> RulingValueKind {
        switch code {
        case "start-missing", "relative-deadline": .day
        case "baseline-missing": .year
        case "condition-ambiguous": .combination
        default: .text
        }
    }

    private static func option(_ key: String, _ title: String, _ value: String?, _ effect: String)
        -> RulingQuestion.Option
    {
        RulingQuestion.Option(key: key, title: title, value: value, effect: effect)
    }
}
