/// Decides whether a quantity is promised, and how sure that is; everything else with a number is only mentioned.
struct TargetGate {
    let text: PlanText
    let range: Range<Int>
    let candidates: [TargetReader.Candidate]
    let isGoal: Bool
    /// Whether the plan is for one year, so that every promise in it is for that year.
    let isYearPlan: Bool
    /// Whether a promise stands before it in the sentence, whose verb it may share.
    let continues: Bool
    private var glyphs: [Unicode.Scalar] { text.glyphs }

    /// The confidence that a candidate is a promise, or nothing if it is not one.
    func confidence(_ index: Int) -> Double? {
        let candidate = candidates[index]
        let quantity = candidate.quantity
        if candidate.clock.isPast || isMention(index) || describesAnother(index) { return nil }
        if Self.isBase(text, quantity, before: range.upperBound) { return nil }
        let evidence = Evidence(self, index)
        switch quantity.sort {
        case .duration: return duration(index, evidence)
        case .money: return money(index, evidence)
        case .percent, .points: return share(index, evidence)
        case .bare:
            return evidence.explicit && (evidence.metric || quantity.range.upperBound == range.upperBound) ? 0.75 : nil
        case .count, .measure: return count(index, evidence)
        }
    }

    /// What speaks for a promise.
    struct Evidence {
        let explicit: Bool
        let metric: Bool
        let verb: Bool
        let verbBefore: Bool
        let marker: Bool
        let timed: Bool
        let goal: Bool

        /// Gathers it from the words before the number.
        init(_ gate: TargetGate, _ index: Int) {
            let candidate = gate.candidates[index]
            let number = candidate.quantity.range.lowerBound
            let before = gate.range.lowerBound..<number
            explicit = candidate.comparison.isExplicit || candidate.quantity.after != nil
            metric =
                TargetWords.metrics.length(
                    in: gate.glyphs, endingAt: candidate.comparison.start, after: gate.range.lowerBound) != nil
                || candidate.comparison.isChange
            verb = TargetWords.verbs.occur(in: gate.glyphs, before)
            verbBefore =
                TargetWords.verbs.length(in: gate.glyphs, endingAt: number, after: gate.range.lowerBound) != nil
            marker = TargetWords.markers.occur(in: gate.glyphs, before)
            timed = candidate.clock.deadline != nil || gate.isYearPlan
            goal = gate.isGoal
        }

        var score: Double {
            var score = 0.4
            if explicit { score += 0.25 }
            if timed { score += 0.2 }
            if verb || metric { score += 0.1 }
            if goal || marker { score += 0.1 }
            return (min(0.98, score) * 100).rounded() / 100
        }
    }

    private func count(_ index: Int, _ evidence: Evidence) -> Double? {
        let quantity = candidates[index].quantity
        if quantity.isChinese {
            guard let value = quantity.value, value != "1" else { return nil }
            let big = value.count >= 3
            guard
                evidence.explicit
                    || (evidence.timed || evidence.goal || evidence.marker) && (evidence.verb || evidence.metric)
                    || big && evidence.verb
            else {
                return nil
            }
            if !big, !evidence.explicit, !evidence.verbBefore { return nil }
            return min(evidence.score, 0.85)
        }
        if evidence.explicit {
            return evidence.verb || evidence.metric || evidence.timed || evidence.goal || evidence.marker
                ? evidence.score : 0.55
        }
        if evidence.timed || evidence.goal || evidence.marker {
            return evidence.verb || evidence.metric || evidence.marker || evidence.goal ? evidence.score : nil
        }
        if evidence.metric { return 0.6 }
        if continues, quantity.range.upperBound == range.upperBound || index > 0 { return 0.55 }
        if Self.beneficiaries.length(in: glyphs, at: range.lowerBound, before: range.upperBound) != nil,
            TargetWords.verbs.occur(in: glyphs, quantity.range.upperBound..<range.upperBound)
        {
            return 0.5
        }
        return evidence.verbBefore || startsWithVerb() ? 0.55 : nil
    }

    private static let beneficiaries: Words = ["为", "在", "向", "选择", "组织", "遴选"]

    private func startsWithVerb() -> Bool {
        var start = range.lowerBound
        while let length = TargetWords.leadIns.length(in: glyphs, at: start, before: range.upperBound),
            start < range.lowerBound + 6
        {
            if TargetWords.verbs.length(in: glyphs, at: start, before: range.upperBound) != nil { return true }
            start += length
        }
        return TargetWords.verbs.length(in: glyphs, at: start, before: range.upperBound) != nil
    }

    private func share(_ index: Int, _ evidence: Evidence) -> Double? {
        let before = range.lowerBound..<candidates[index].quantity.range.lowerBound
        if TargetWords.grants.occur(in: glyphs, before) { return nil }
        if followed(index, by: Self.proportions) { return nil }
        guard evidence.explicit || evidence.metric || evidence.goal && evidence.timed || evidence.timed && evidence.verb
        else { return nil }
        return evidence.score
    }

    private static let proportions: Words = [
        "的比例", "比例", "的标准", "标准", "的补", "的奖", "的资助", "给予", "的价格", "的额度", "的股", "股权", "的权重",
    ]

    private func money(_ index: Int, _ evidence: Evidence) -> Double? {
        let quantity = candidates[index].quantity
        let before = range.lowerBound..<quantity.range.lowerBound
        if TargetWords.grants.occur(in: glyphs, before), !evidence.marker { return nil }
        let end = quantity.range.upperBound
        if end < range.upperBound, !ends(at: end) {
            guard isFund(from: end) else { return nil }
            let tail = end..<min(range.upperBound, end + 12)
            if Self.gifts.occur(in: glyphs, tail) { return nil }
        }
        if quantity.unit.hasSuffix("/人") || quantity.unit.hasSuffix("/户"), !evidence.metric { return nil }
        guard
            evidence.explicit || evidence.metric || evidence.timed && evidence.verb || evidence.goal && evidence.verb
                || evidence.marker && evidence.verb || evidence.verbBefore || startsWithVerb()
        else {
            return nil
        }
        return evidence.score
    }

    /// Whether the sum is one of a fund or the like: 10亿元产业基金, but not 500亿元园区.
    private func isFund(from end: Int) -> Bool {
        let start = glyphs[end] == "的" ? end + 1 : end
        if TargetWords.fundNouns.length(in: glyphs, at: start, before: range.upperBound) != nil { return true }
        var stop = start
        while stop < range.upperBound, stop - start < 14, !ends(at: stop) { stop += 1 }
        return TargetWords.fundNouns.length(in: glyphs, endingAt: stop, after: start) != nil
    }

    private static let gifts: Words = ["奖励", "补助", "补贴", "资助", "奖补", "支持", "奖金"]

    /// A length of time is promised only where it is itself the matter: 不低于10年的使用权, 压缩至3个工作日.
    private func duration(_ index: Int, _ evidence: Evidence) -> Double? {
        let candidate = candidates[index]
        let before = range.lowerBound..<candidate.quantity.range.lowerBound
        if TargetWords.grants.occur(in: glyphs, before) { return nil }
        let comparator = candidate.comparison.comparator
        if comparator == .atLeast, candidate.comparison.isExplicit {
            return Self.terms.occur(in: glyphs, range) || candidate.quantity.unit == "天" ? 0.7 : nil
        }
        if comparator == .atMost, candidate.comparison.isExplicit, Self.limits.occur(in: glyphs, before) { return 0.75 }
        if evidence.metric, candidate.comparison.isExplicit || candidate.quantity.after != nil,
            Self.ages.occur(in: glyphs, before)
        {
            return 0.8
        }
        return nil
    }

    private static let terms: Words = [
        "使用权", "期限", "租期", "合同", "协议", "服务期", "周期", "年限", "时长", "培训", "权", "天数", "保修", "存续", "任期",
    ]
    private static let limits: Words = ["时限", "时间", "周期", "压缩", "缩短", "用时", "时长", "压减", "半径", "圈"]
    private static let ages: Words = ["寿命", "天数", "年限", "时长", "学时", "时间", "期望"]

    // MARK: What is only mentioned

    /// A clause about the way, the past or a grant, and numbers that are names: 前10名, +3名, 第…
    private func isMention(_ index: Int) -> Bool {
        let quantity = candidates[index].quantity
        let start = quantity.range.lowerBound
        let end = quantity.range.upperBound
        let before = range.lowerBound..<start
        if start > 0 {
            let glyph = glyphs[start - 1]
            if "第前+每/:-~逾第之".unicodeScalars.contains(glyph), glyph != "-" || true { return glyph != "逾" }
            if glyph == "等", quantity.sort == .count { return true }
        }
        if end < text.glyphs.count {
            let glyph = glyphs[end]
            if glyph == "级" || glyph == "+" || glyph == "强"
                || glyph == "标" && text.has("标准", at: end, before: range.upperBound) && quantity.sort != .count
            {
                return true
            }
            if glyph == "内", quantity.sort == .duration { return true }
        }
        if let past = TargetWords.past.first(in: glyphs, before),
            past.lowerBound == range.lowerBound || !"比较与同".unicodeScalars.contains(glyphs[past.lowerBound - 1])
        {
            return true
        }
        if TargetWords.manners.length(in: glyphs, at: range.lowerBound, before: range.upperBound) != nil,
            !candidates[index].comparison.isExplicit, quantity.after == nil,
            candidates[index].clock.deadline == nil || !TargetWords.markers.occur(in: glyphs, before)
        {
            let verb = TargetWords.verbs.occur(in: glyphs, max(range.lowerBound, start - 8)..<start)
            return !verb
        }
        if text.has("对", at: range.lowerBound, before: range.upperBound), quantity.sort != .percent {
            return Self.conditions.occur(in: glyphs, range)
        }
        return false
    }

    private static let conditions: Words = ["的企业", "给予", "的项目", "的单位", "的个人", "的，", "企业"]

    /// A number inside the description of what is counted: 营收超1000万元企业100家, 5家百亿元企业.
    private func describesAnother(_ index: Int) -> Bool {
        let quantity = candidates[index].quantity
        let end = quantity.range.upperBound
        if index + 1 < candidates.count {
            let next = candidates[index + 1].quantity
            let between = end..<max(end, next.range.lowerBound)
            let joined = !between.isEmpty && !hasDivider(between)
            if joined, quantity.sort != .count || quantity.after != nil && next.sort == .count || glyphs[end] == "的" {
                if next.sort == .count || next.sort == .measure, quantity.sort != next.sort || quantity.sort == .count {
                    return !Self.isBase(text, quantity, before: next.range.lowerBound)
                }
            }
        }
        if index > 0, quantity.sort != .count {
            let previous = candidates[index - 1].quantity
            let between = previous.range.upperBound..<max(previous.range.upperBound, quantity.range.lowerBound)
            let attached = end < range.upperBound && !ends(at: end)
            if previous.sort == .count, attached, !hasDivider(between) { return true }
        }
        return false
    }

    private func hasDivider(_ range: Range<Int>) -> Bool {
        range.contains { text.depths[$0].bracket == 0 && (glyphs[$0] == "、" || glyphs[$0] == "和" || glyphs[$0] == "；") }
    }

    private func ends(at place: Int) -> Bool {
        let glyph = glyphs[place]
        return glyph == "、" || glyph == "，" || glyph == "和" || glyph == "及" || glyph == "）" || glyph == "并"
            || glyph == "以" && text.has("以及", at: place, before: range.upperBound)
    }

    private func followed(_ index: Int, by words: Words) -> Bool {
        words.length(in: glyphs, at: candidates[index].quantity.range.upperBound, before: range.upperBound) != nil
    }

    /// Whether the quantity is what a change starts from: 30%提高到….
    static func isBase(_ text: PlanText, _ quantity: Quantity, before end: Int) -> Bool {
        let rises: Words = [
            "提高到", "提高至", "提升到", "提升至", "增加到", "增加至", "增长到", "增长至", "增至", "上升到", "上升至", "扩大到", "扩大至", "下降到", "下降至",
            "降到", "降至", "降低到", "降低至", "减少到", "减少至", "压缩至", "压缩到", "缩短至",
            "缩短到", "压减至", "升至", "提高为",
        ]
        return rises.length(
            in: text.glyphs, at: quantity.range.upperBound,
            before: min(text.glyphs.count, max(end, quantity.range.upperBound))) != nil
    }
}
