/// What stands before a number: 突破, 不少于, 提高到, 增长; and so how the figure is held against it.
struct Comparison {
    /// The comparator the words before the number give; nothing for a bare number.
    var comparator: Draft.Comparator?
    /// Whether the number is a change rather than a level.
    var isChange = false
    /// Whether a word such as 达到 or 突破 stands there at all.
    var isExplicit = false
    /// Where those words begin.
    var start: Int

    private static let strong: [(Words, Draft.Comparator)] = [
        (
            [
                "不超过", "不高于", "不多于", "不大于", "控制在", "压缩至", "压缩到", "压缩为", "缩短至", "缩短到", "缩短为", "降至", "降到", "降为", "下降到",
                "下降至",
                "降低到", "降低至", "减少到", "减少至", "减至", "压减至", "压减到", "压降至", "压降到", "不得超过", "不得高于", "控制到", "缩减至", "精简至",
                "回落至", "低至", "≤",
                "缩小到", "缩小至", "控制", "不突破", "减为",
            ], .atMost
        ),
        (["不少于", "不低于", "不小于", "至少", "不下于", "不得低于", "不得少于", "≥", "最少", "不低", "不少", "起码", "保底"], .atLeast),
        (["突破", "超过", "超", "高于", "大于", "多于", "超出", ">", "优于", "冲破", "突破到"], .above),
        (["低于", "少于", "小于", "<"], .below),
        (["约", "大约", "近", "接近"], .about),
    ]
    private static let reaching: Words = [
        "达到", "达", "实现", "保持在", "稳定在", "维持在", "稳定达到", "提高到", "提高至", "提升到", "提升至", "提升为", "增加到", "增加至", "增长到", "增长至",
        "增至", "升至", "扩大到",
        "扩大至", "上升到", "上升至", "扩展到", "扩展至", "拓展到", "提至", "发展到", "发展至", "覆盖到", "推广到", "翻到", "增到", "达至", "保持", "=",
    ]
    private static let mild: Words = ["到", "至", "为", "是", "有", "完成"]
    private static let change: Words = [
        "提高", "增长", "增加", "上升", "提升", "下降", "降低", "减少", "压减", "压降", "增幅", "缩小", "扩大", "递增", "递减", "降幅", "增速", "增", "降",
        "压缩", "缩短", "节约", "节省", "涨幅", "上涨",
        "削减", "缩减", "净增", "提速",
    ]
    /// 新增 counts new things: a level, not a change.
    private static let additions: Words = ["新增", "净新增", "新增加"]
    private static let fillers: Words = [
        "分别", "均", "各", "总", "共", "了", "在", "累计", "总体", "全部", "力争", "平均", "年均", "都", "基本", "稳定", "其", "再", "也", "逐步",
        "总计", "合计", "共计", "整体", "一般", "同比", "每年", "须", "要", "应",
        "综合", "“", "的", "：",
    ]

    /// Looks back from the number at `place`, not further than `floor`.
    init(_ glyphs: [Unicode.Scalar], before place: Int, floor: Int) {
        start = place
        var here = place
        let reach = floor
        let floor = max(floor, place - 16)
        for _ in 0..<5 {
            if comparator == nil, let (found, length) = Self.comparator(glyphs, endingAt: here, after: floor) {
                here -= length
                start = here
                comparator = found
                isExplicit = true
            } else if let length = Self.reaching.length(in: glyphs, endingAt: here, after: floor) {
                here -= length
                start = here
                comparator = comparator ?? .equal
                isExplicit = true
                break
            } else if Self.additions.length(in: glyphs, endingAt: here, after: floor) != nil {
                break
            } else if let length = Self.change.length(in: glyphs, endingAt: here, after: floor) {
                here -= length
                start = here
                isChange = true
                break
            } else if comparator == nil, let length = Self.mild.length(in: glyphs, endingAt: here, after: floor) {
                here -= length
                start = here
                comparator = .equal
            } else if let length = Self.fillers.length(in: glyphs, endingAt: here, after: floor) {
                here -= length
            } else {
                break
            }
        }
        if !isExplicit { compare(glyphs, with: here, reach: reach) }
    }

    /// 不低于当地标准的1.3倍: what it is compared with stands between.
    private mutating func compare(_ glyphs: [Unicode.Scalar], with place: Int, reach: Int) {
        let standards: Words = ["标准", "水平", "平均", "平均水平", "同期", "平均值", "增速", "幅度"]
        guard standards.length(in: glyphs, endingAt: place, after: reach) != nil else { return }
        let window = max(reach, place - 18)..<place
        for (words, found) in Self.strong where found != .about {
            guard let word = words.first(in: glyphs, window) else { continue }
            if comparator == nil || comparator == .equal { comparator = found }
            if let better = Self.comparator(glyphs, endingAt: word.upperBound, after: window.lowerBound) {
                comparator = better.0
            }
            isExplicit = true
            start = word.lowerBound
            return
        }
    }

    private static func comparator(_ glyphs: [Unicode.Scalar], endingAt end: Int, after floor: Int) -> (
        Draft.Comparator, Int
    )? {
        var best: (Draft.Comparator, Int)?
        for (words, comparator) in strong {
            if let length = words.length(in: glyphs, endingAt: end, after: floor), length > best?.1 ?? 0 {
                best = (comparator, length)
            }
        }
        return best
    }

    /// The comparator with the word behind the unit taken in: 达到…以上 is ≥, 控制在…左右 is ~.
    func combined(with after: Draft.Comparator?) -> Draft.Comparator {
        switch (comparator, after) {
        case (.above, .some): .above
        case (.below, .some): .below
        case (_, let after?): after
        case (let before?, nil): before
        case (nil, nil): .equal
        }
    }
}
