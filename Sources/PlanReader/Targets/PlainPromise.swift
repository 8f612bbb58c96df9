/// Promises without a quantity: 逐年提升, 只增不减, 按1:1比例, 翻一番, 两年内推广至….
enum PlainPromise {
    private static let rises: Words = [
        "逐年提升", "逐年提高", "逐年增加", "逐年增长", "逐年上升", "逐年扩大", "逐年递增", "逐年加大", "年年提升", "年年增长", "逐年改善", "每年有所提高", "每年有所增长",
        "逐年攀升", "逐年壮大",
    ]
    private static let neverFalls: Words = ["只增不减", "只升不降", "不低于上年", "不低于上一年", "不低于上年度", "只多不少", "不减少", "只高不低"]
    private static let doublings: [(Words, String)] = [(["翻两番"], "4:1"), (["翻一番", "翻番", "翻了一番"], "2:1")]
    private static let ratios: Words = ["比例", "配比", "配套", "奖补", "比率", "比达到", "比为", "匹配", "配备", "比不低于"]

    /// The promise of one comma's stretch, if it makes one.
    static func read(_ text: PlanText, _ range: Range<Int>, _ clock: Clock) -> [TargetPhrase.Found] {
        let glyphs = text.glyphs
        guard range.count >= 5, !clock.isPast, text.depths[range.lowerBound].bracket == 0 else { return [] }
        if let word = rises.first(in: glyphs, range), outside(text, word) {
            return [promise(text, range, word, .rises, nil, .level, clock, yearly: true)]
        }
        if let word = neverFalls.first(in: glyphs, range), outside(text, word) {
            return [promise(text, range, word, .neverFalls, nil, .level, clock, yearly: true)]
        }
        for (words, value) in doublings {
            if let word = words.first(in: glyphs, range), outside(text, word) {
                return [promise(text, range, word, .equal, value, .ratio, clock, yearly: false)]
            }
        }
        if let (place, value) = ratio(text, range) {
            return [promise(text, range, place, .equal, value, .ratio, clock, yearly: false)]
        }
        if clock.isRelative, range.count >= 8 {
            return [
                promise(text, range, range.lowerBound..<range.lowerBound, .equal, nil, .level, clock, yearly: false)
            ]
        }
        return []
    }

    private static func outside(_ text: PlanText, _ word: Range<Int>) -> Bool {
        text.depths[word.lowerBound].quote == 0
    }

    /// 1:1 where the words speak of a proportion, and no time of day.
    private static func ratio(_ text: PlanText, _ range: Range<Int>) -> (Range<Int>, String)? {
        let glyphs = text.glyphs
        for colon in range where glyphs[colon] == ":" && text.depths[colon].quote == 0 {
            var low = colon
            var high = colon + 1
            while low > range.lowerBound, glyphs[low - 1].isDigit || glyphs[low - 1] == "." { low -= 1 }
            while high < range.upperBound, glyphs[high].isDigit || glyphs[high] == "." { high += 1 }
            guard low < colon, high > colon + 1, high - low <= 9, ratios.occur(in: glyphs, range) else { continue }
            return (low..<high, text.words(low..<high))
        }
        return nil
    }

    private static let reached: Words = ["达到", "达", "为", "保持", "按"]

    private static func promise(
        _ text: PlanText, _ range: Range<Int>, _ word: Range<Int>, _ comparator: Draft.Comparator, _ value: String?,
        _ kind: Draft.Kind, _ clock: Clock, yearly: Bool
    ) -> TargetPhrase.Found {
        let marks: Set<Unicode.Scalar> = ["、", "，", "：", "的", "到"]
        let after = text.trimmed(word.upperBound..<range.upperBound, of: marks)
        let before = text.trimmed(range.lowerBound..<word.lowerBound, of: marks)
        var subject = comparator == .rises && after.count > 3 ? after : before.count > 1 ? before : after
        if kind == .ratio, after.count > 4 {
            subject = text.has("比例", at: after.lowerBound, before: after.upperBound) ? after.dropFirst(2) : after
        }
        subject = TargetIndicator.withoutLeadIns(text, subject)
        while let length = reached.length(in: text.glyphs, endingAt: subject.upperBound, after: subject.lowerBound + 1)
        {
            subject = subject.dropLast(length)
        }
        if subject.isEmpty { subject = range }
        let quantity = Quantity(range: word, value: value, unit: "", sort: .bare, isChinese: false)
        return TargetPhrase.Found(
            range: range, quantity: quantity, comparator: comparator, kind: kind, indicator: text.words(subject),
            baseline: clock.base.map { .init(year: $0) },
            clock: clock, yearly: yearly, strives: TargetWords.strive.occur(in: text.glyphs, range), confidence: 0.7)
    }
}
