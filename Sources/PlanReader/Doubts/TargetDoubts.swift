/// What is doubtful about the promises.
enum TargetDoubts {
    /// The warnings about targets.
    static func read(_ targets: [TargetReader.FoundTarget], _ text: PlanText) -> [Draft.Warning] {
        contradictions(targets.map(\.target)) + targets.flatMap { gaps($0, text) }
    }

    // MARK: Contradictions

    /// The same thing promised differently in two clauses: both stay, a person rules.
    private static func contradictions(_ targets: [Draft.Target]) -> [Draft.Warning] {
        var first: [String: Draft.Target] = [:]
        var warnings: [Draft.Warning] = []
        for target in targets.sorted(by: { $0.start < $1.start }) where target.value != nil {
            let thing = stem(target.indicator)
            guard thing.unicodeScalars.count >= 3 else { continue }
            let key = [
                thing, bareUnit(target.unit ?? ""), String(target.deadline?.prefix(4) ?? ""), target.recurrence ?? "",
                target.kind.rawValue,
            ].joined(separator: "|")
            guard let other = first[key] else {
                first[key] = target
                continue
            }
            guard other.clause != target.clause,
                other.comparator != target.comparator || other.value != target.value || other.unit != target.unit
            else { continue }
            let message =
                "“\(target.indicator)”此处为“\(wording(target))”，条款 \(other.clause) 为“\(wording(other))”，前后不一，请裁定以哪一个为准。"
            warnings.append(.init(code: "contradiction", message: message, start: target.start, end: target.end))
        }
        return warnings
    }

    private static func wording(_ target: Draft.Target) -> String {
        let sign: String
        switch target.comparator {
        case .above: sign = "超过 "
        case .atLeast: sign = "不少于 "
        case .below: sign = "低于 "
        case .atMost: sign = "不超过 "
        case .about: sign = "约 "
        default: sign = "达到 "
        }
        return sign + (target.value ?? "") + (target.unit ?? "")
    }

    /// The thing without what does not change it: 全市, 的, 数量.
    private static func stem(_ indicator: String) -> String {
        var stem = indicator
        for word in ["全市", "全省", "全区", "全县", "全国", "累计", "数量", "总数", "总量", "的", "新增", "达到", "分别", "“", "”"] {
            stem = stem.replacing(word, with: "")
        }
        if stem.hasSuffix("数") { stem.removeLast() }
        return stem
    }

    private static func bareUnit(_ unit: String) -> String {
        String(unit.drop { "万亿千百".contains($0) })
    }

    // MARK: Gaps

    private static func gaps(_ found: TargetReader.FoundTarget, _ text: PlanText) -> [Draft.Warning] {
        let target = found.target
        var warnings: [Draft.Warning] = []
        func warn(_ code: String, _ message: String) {
            warnings.append(.init(code: code, message: message, start: target.start, end: target.end))
        }
        if target.kind == .difference, target.baseline?.year == nil {
            warn("baseline-missing", "“\(target.indicator)”是增减幅度，未写明与哪一年相比，请裁定基期。")
        }
        if text.words(found.range).contains("倍增") { warn("baseline-missing", "“倍增”未写明以哪一年为基数，请裁定基期。") }
        let words = text.words(found.range)
        if words.contains("累计") { warn("start-missing", "“累计”未写明从哪一天起算，请裁定起算日。") }
        if words.contains("新建") || words.contains("新增") || words.contains("新培育") || words.contains("新认定") {
            if target.recurrence == nil { warn("start-missing", "“新建”“新增”未写明从哪一天起算，请裁定起算日。") }
        }
        if found.isRelative { warn("relative-deadline", "时限按“若干年内”表述，未写明从哪一天起算，请裁定起算日。") }
        if target.deadline == nil { warn("deadline-missing", "“\(target.indicator)”未写明完成时间，请填写。") }
        if target.confidence < 0.6 { warn("uncertain-target", "“\(target.text.prefix(40))”可能是目标，请确认是否采用。") }
        return warnings
    }
}
