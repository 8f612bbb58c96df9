/// One comma's stretch of a sentence with its quantities: which of them are promised, of what, and how the words divide.
struct TargetPhrase {
    /// A promise found in the stretch.
    struct Found {
        var range: Range<Int>
        var quantity: Quantity
        var comparator: Draft.Comparator
        var kind: Draft.Kind
        var indicator: String
        var baseline: Draft.Baseline?
        var clock: Clock
        var yearly: Bool
        var strives: Bool
        var confidence: Double
    }

    let text: PlanText
    let range: Range<Int>
    let candidates: [TargetReader.Candidate]
    /// Whether the stretch stands under a heading of goals.
    let isGoal: Bool
    /// Whether the plan is for one year only.
    var isYearPlan = false
    /// Whether a promise stands before it in the sentence.
    var continues = false
    private var glyphs: [Unicode.Scalar] { text.glyphs }

    /// A stretch and the quantities in it, in order.
    init(_ text: PlanText, _ range: Range<Int>, _ candidates: [TargetReader.Candidate], isGoal: Bool) {
        self.text = text
        self.range = range
        self.candidates = candidates
        self.isGoal = isGoal
    }

    /// The promises of the stretch.
    func targets() -> [Found] {
        let gate = TargetGate(
            text: text, range: range, candidates: candidates, isGoal: isGoal, isYearPlan: isYearPlan,
            continues: continues)
        var kept: [(index: Int, confidence: Double)] = []
        for index in candidates.indices {
            if let confidence = gate.confidence(index) { kept.append((index, confidence)) }
        }
        guard !kept.isEmpty else { return [] }
        let phrases = divide(kept.map(\.index))
        let shared = sharedAfterWord(kept.map(\.index))
        var found: [Found] = []
        for (k, (index, confidence)) in kept.enumerated() {
            found += promises(index, phrases[k], confidence, shared, kept.map(\.index))
        }
        return found
    }

    // MARK: Words of each promise

    private static let respectively: Words = ["分别"]
    private static let both: Words = ["均", "都", "各"]

    /// "分别达到65%和55%": the quantities belong to one phrase.
    private func isRespective(_ kept: [Int]) -> Bool {
        guard kept.count > 1, let first = kept.first else { return false }
        let start = candidates[first].quantity.range.lowerBound
        return Self.respectively.occur(in: glyphs, max(range.lowerBound, start - 8)..<start)
    }

    private func sharedAfterWord(_ kept: [Int]) -> Draft.Comparator? {
        isRespective(kept) ? kept.last.flatMap { candidates[$0].quantity.after } : nil
    }

    /// Where each promise's words begin and end.
    private func divide(_ kept: [Int]) -> [Range<Int>] {
        if isRespective(kept) { return Array(repeating: trimmed(range), count: kept.count) }
        var starts: [Int] = []
        for (k, index) in kept.enumerated() {
            starts.append(
                k == 0 ? range.lowerBound : start(of: index, after: candidates[kept[k - 1]].quantity.range.upperBound))
        }
        return kept.indices.map { k in
            trimmed(starts[k]..<(k + 1 < kept.count ? starts[k + 1] : range.upperBound))
        }
    }

    /// The next promise begins right at its number (…、30个以上场景), or after the first 、 behind the one before.
    private func start(of index: Int, after end: Int) -> Int {
        let number = candidates[index].quantity.range.lowerBound
        if number == end || Self.dividers.contains(glyphs[number - 1]) { return number }
        if end < number, Self.dividers.contains(glyphs[end]) { return end + 1 }
        var place = end
        while place < number {
            if text.depths[place].bracket == text.depths[number].bracket, text.depths[place].quote == 0,
                Self.dividers.contains(glyphs[place])
            {
                return place + 1
            }
            place += 1
        }
        return end
    }

    private static let dividers: Set<Unicode.Scalar> = ["、", "和", "及", "与", "并", "，", "；"]
    private static let edges: Set<Unicode.Scalar> = ["、", "，", "；", "。", "：", "和", "及", "与", " ", "\t"]

    private func trimmed(_ range: Range<Int>) -> Range<Int> {
        var low = text.trimmed(range, of: Self.edges)
        let balance = glyphs[low].reduce(0) { $0 + ($1.opens ? 1 : $1.closes ? -1 : 0) }
        let isWrapped = balance == 0 && glyphs[low].first?.opens == true && glyphs[low].last?.closes == true
        if let first = glyphs[low].first, first.opens, balance > 0 || isWrapped { low = low.dropFirst() }
        // A bracket that was opened for （其中…） is not part of the words.
        var high = low.upperBound
        var depth = 0
        for place in low {
            if glyphs[place].opens { depth += 1 }
            if glyphs[place].closes {
                depth -= 1
                if depth < 0 { high = place; break }
            }
        }
        return low.lowerBound..<max(high, low.lowerBound)
    }

    private func promises(
        _ index: Int, _ phrase: Range<Int>, _ confidence: Double, _ shared: Draft.Comparator?, _ kept: [Int]
    ) -> [Found] {
        let candidate = candidates[index]
        let quantity = candidate.quantity
        let comparison = isRespective(kept) ? candidates[kept[0]].comparison : candidate.comparison
        var comparator = comparison.combined(with: quantity.after ?? shared)
        if quantity.min != nil, quantity.after == nil, comparison.comparator == nil || comparison.comparator == .equal {
            comparator = .range
        }
        let stretch = range.lowerBound..<quantity.range.lowerBound
        let head = phrase.lowerBound..<min(phrase.upperBound, quantity.range.lowerBound)
        let indicator = TargetIndicator(text, phrase, quantity, comparison)
        let kind: Draft.Kind =
            comparison.isChange && quantity.sort != .count || quantity.sort == .points ? .difference : .level
        var baseline: Draft.Baseline?
        if let value = baseValue(before: index) {
            baseline = Draft.Baseline(year: candidate.clock.base, value: value)
        } else if let year = candidate.clock.base {
            baseline = Draft.Baseline(year: year, value: nil)
        }
        var clock = candidate.clock
        if isRespective(kept), clock.series.count == kept.count, let position = kept.firstIndex(of: index) {
            clock.deadline = clock.series[position]
        }
        let yearly =
            candidate.clock.yearly || TargetWords.yearly.occur(in: glyphs, head)
            || TargetWords.yearly.occur(in: glyphs, stretch) && index == 0
            || (glyphs[max(phrase.lowerBound, quantity.range.upperBound - 1)] == "年" && quantity.unit.hasSuffix("/年"))
        let strives = TargetWords.strive.occur(in: glyphs, stretch)
        let found = Found(
            range: phrase, quantity: quantity, comparator: comparator, kind: kind, indicator: indicator.name,
            baseline: baseline,
            clock: clock, yearly: yearly, strives: strives, confidence: confidence)
        let names = subjects(index, phrase, kept, indicator)
        return names.map { name in
            var each = found
            each.indicator = name
            return each
        }
    }

    /// The value a change starts from: 由2020年的30%提高到50%.
    private func baseValue(before index: Int) -> String? {
        guard index > 0 else { return nil }
        let before = candidates[index - 1]
        return TargetGate.isBase(text, before.quantity, before: candidates[index].quantity.range.lowerBound)
            ? before.quantity.value : nil
    }

    /// 均达到 promises the number for each thing named; 分别达到 gives each its own.
    private func subjects(_ index: Int, _ phrase: Range<Int>, _ kept: [Int], _ indicator: TargetIndicator) -> [String] {
        let number = candidates[index].quantity.range.lowerBound
        if isRespective(kept), let position = kept.firstIndex(of: index) {
            return [indicator.subject(position, of: kept.count)]
        }
        let near = max(phrase.lowerBound, number - 6)..<number
        guard let word = Self.both.first(in: glyphs, near),
            glyphs[word.lowerBound] == "均" || glyphs[word.lowerBound] == "都" || glyphs[word.lowerBound] == "各",
            word.lowerBound == phrase.lowerBound
                || glyphs[word.lowerBound - 1] != "年" && glyphs[word.lowerBound - 1] != "人"
                    && glyphs[word.lowerBound - 1] != "平" && glyphs[word.lowerBound - 1] != "户"
                    && glyphs[word.lowerBound - 1] != "地" && glyphs[word.lowerBound - 1] != "亩"
        else { return [indicator.name] }
        if word.upperBound < glyphs.count, glyphs[word.lowerBound] == "都", glyphs[word.upperBound] == "市" {
            return [indicator.name]
        }
        let count = indicator.subjectCount
        guard count > 1, count <= 8 else { return [indicator.name] }
        return (0..<count).map { indicator.subject($0, of: count) }
    }
}
