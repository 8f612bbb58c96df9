/// What a promise counts, in the plan's words.
struct TargetIndicator {
    /// The thing counted or measured.
    let name: String
    private let parts: [String]

    private static let edges: Set<Unicode.Scalar> = ["、", "，", "；", "：", "的", "和", "及", "与", "。"]
    private static let times: Words = ["年底前", "年底", "年末", "年前", "年起", "年"]

    /// Takes the words before the number, or, where the number comes first, those behind it.
    init(_ text: PlanText, _ phrase: Range<Int>, _ quantity: Quantity, _ comparison: Comparison) {
        let glyphs = text.glyphs
        let numberStart = quantity.range.lowerBound
        let before =
            phrase.lowerBound..<max(phrase.lowerBound, min(phrase.upperBound, min(comparison.start, numberStart)))
        let after = min(phrase.upperBound, quantity.range.upperBound)..<phrase.upperBound
        var subject = Self.withoutLeadIns(text, before)
        let rest = text.trimmed(after, of: Self.edges)
        if subject.count < 2 || Self.endsInVerb(glyphs, subject), rest.count > 1 { subject = rest }
        if quantity.sort == .duration, rest.count > 2, !after.isEmpty, glyphs[after.lowerBound] == "的" {
            subject = rest
        }
        if subject.isEmpty { subject = rest.isEmpty ? phrase : rest }
        subject = Self.beforeBase(text, subject)
        var end = subject.upperBound
        while let length = Self.tails.length(in: glyphs, endingAt: end, after: subject.lowerBound + 1) { end -= length }
        subject = text.trimmed(subject.lowerBound..<end, of: Self.edges)
        name = text.words(subject)
        parts = Self.parts(text, subject)
    }

    private static let tails: Words = ["达到", "达", "分别", "均", "都", "各", "总体", "力争", "累计", "共", "年均", "保持", "稳定"]

    private static let bases: Words = ["较", "比", "由", "从", "与", "相比"]

    /// Without 较2020年, 由2023年的85% behind the thing measured.
    private static func beforeBase(_ text: PlanText, _ range: Range<Int>) -> Range<Int> {
        let glyphs = text.glyphs
        for place in range
        where place > range.lowerBound + 1 && bases.length(in: glyphs, at: place, before: range.upperBound) == 1 {
            let next = place + 1
            if next + 1 < range.upperBound, glyphs[next].isDigit,
                TimePhrase.read(text, at: next, before: range.upperBound) != nil
            {
                return range.lowerBound..<place
            }
            if text.has("上年", at: next, before: range.upperBound) || text.has("上一年", at: next, before: range.upperBound)
                || text.has("去年", at: next, before: range.upperBound)
                || text.has("基期", at: next, before: range.upperBound)
            {
                return range.lowerBound..<place
            }
        }
        return range
    }

    private static func endsInVerb(_ glyphs: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
        range.count <= 6
            && TargetWords.verbs.length(in: glyphs, endingAt: range.upperBound, after: range.lowerBound) != nil
    }

    /// Without 到2025年, 力争, 培育 at the head.
    static func withoutLeadIns(_ text: PlanText, _ range: Range<Int>) -> Range<Int> {
        let glyphs = text.glyphs
        var start = range.lowerBound
        while start < range.upperBound {
            if let phrase = TimePhrase.read(text, at: start, before: range.upperBound), glyphs[start] != "“" {
                start = phrase.range.upperBound
            } else if let length = TargetWords.leadIns.length(in: glyphs, at: start, before: range.upperBound),
                range.upperBound - start - length != 1
            {
                start += length
            } else if edges.contains(glyphs[start]) {
                start += 1
            } else {
                break
            }
        }
        return start..<range.upperBound
    }

    /// The things joined by 、 and 和.
    private static func parts(_ text: PlanText, _ range: Range<Int>) -> [String] {
        var parts: [String] = []
        var start = range.lowerBound
        for place in range where text.depths[place].bracket == 0 && text.depths[place].quote == 0 {
            let glyph = text.glyphs[place]
            if glyph == "、" || glyph == "和" || glyph == "及" || glyph == "与" {
                if place > start { parts.append(text.words(start..<place)) }
                start = place + 1
            }
        }
        if start < range.upperBound { parts.append(text.words(start..<range.upperBound)) }
        return parts
    }

    /// How many things the number is promised for.
    var subjectCount: Int { parts.count }

    /// The name of one of several things: 种植、收获机械化率 is 种植机械化率 and 收获机械化率.
    func subject(_ index: Int, of count: Int) -> String {
        guard parts.count == count, index < count, count > 1, let last = parts.last else {
            return count > 1 ? "\(name)（第\(index + 1)项）" : name
        }
        let own = parts[index]
        if index == count - 1 { return own }
        if own.unicodeScalars.count == last.unicodeScalars.count { return own }
        if own.unicodeScalars.count >= 5, let ending = own.unicodeScalars.last, let other = last.unicodeScalars.last,
            ending == other
        {
            return own
        }
        guard ["率", "额", "数", "量", "度", "值", "重"].contains(where: last.hasSuffix) else { return own }
        let tail = String(last.dropFirst(2))
        return tail.count >= 2 ? own + tail : own
    }
}
