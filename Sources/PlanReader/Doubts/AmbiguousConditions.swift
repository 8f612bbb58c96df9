/// Finds conditions of a grant joined by 和 or 以及, which may mean all of them or any.
enum AmbiguousConditions {
    private static let grants: Words = ["给予", "奖补", "奖励", "补助", "补贴", "资助", "予以支持", "享受"]
    private static let joins: Words = ["以及", "和", "及"]
    private static let tests: Words = ["认定", "评估", "评价", "考核", "通过", "获得", "达到", "符合", "取得", "合格", "验收"]

    /// One warning a sentence.
    static func read(_ text: PlanText) -> [Draft.Warning] {
        var warnings: [Draft.Warning] = []
        for paragraph in text.paragraphs where !paragraph.isRow {
            var start = paragraph.range.lowerBound
            for place in paragraph.range where text.glyphs[place] == "。" || place == paragraph.range.upperBound - 1 {
                if let found = condition(text, start..<place) {
                    let span = text.span(found)
                    warnings.append(
                        .init(
                            code: "condition-ambiguous", message: "条件之间用“和”“以及”相连，是须同时满足还是满足其一，原文不明，请作出口径裁定。",
                            start: span.lowerBound, end: span.upperBound))
                }
                start = place + 1
            }
        }
        return warnings
    }

    /// 对…和…的: two tests before a grant, joined.
    private static func condition(_ text: PlanText, _ sentence: Range<Int>) -> Range<Int>? {
        let glyphs = text.glyphs
        guard sentence.count > 12, grants.occur(in: glyphs, sentence) else { return nil }
        var place = sentence.lowerBound
        while place < sentence.upperBound {
            if glyphs[place] == "对",
                place == sentence.lowerBound || glyphs[place - 1] == "，" || glyphs[place - 1].endsSentence
            {
                let limit = min(sentence.upperBound, place + 80)
                var end = place
                var last: Int?
                while end < limit, glyphs[end] != "，" {
                    if glyphs[end] == "的" { last = end }
                    end += 1
                }
                if let last, let join = joins.last(in: glyphs, place..<last),
                    tests.occur(in: glyphs, place..<join.lowerBound),
                    tests.occur(in: glyphs, join.upperBound..<last),
                    grants.occur(in: glyphs, last..<sentence.upperBound)
                {
                    return place..<last + 1
                }
            }
            place += 1
        }
        return nil
    }
}
