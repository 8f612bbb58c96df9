/// Finds the promises with a quantity in the running text.
struct TargetReader {
    let text: PlanText
    let outline: ClauseOutline
    let head: DocumentHead
    /// The annotations' places, in order: no promises stand there.
    let excluded: [Range<Int>]
    private(set) var targets: [FoundTarget] = []
    private var cell: Cell?
    /// How many targets there were before the sentence that is being read.
    private var sentenceTargets = 0
    /// The plan's last year, or the only one its promises name.
    private(set) var lastYear: String?
    private var glyphs: [Unicode.Scalar] { text.glyphs }

    /// A target and where its clause is, for the checks that follow.
    struct FoundTarget {
        var target: Draft.Target
        var clause: Int?
        var range: Range<Int>
        /// Whether the text gave the deadline; otherwise the plan's end stands in.
        var saidWhen: Bool
        /// Whether the deadline counts from a day that is not written.
        var isRelative = false
    }

    /// The cell of a table that is being read: its row's place, and whether its column speaks of goals.
    struct Cell {
        var path: String
        var part: Draft.Part
        var isGoal: Bool
    }

    /// A quantity that may be a promise.
    struct Candidate {
        var quantity: Quantity
        var comparison: Comparison
        var clock: Clock
    }

    /// Reads all paragraphs once.
    init(_ text: PlanText, _ outline: ClauseOutline, _ head: DocumentHead, excluded: [Range<Int>]) {
        self.text = text
        self.outline = outline
        self.head = head
        self.excluded = excluded
        lastYear = head.lastYear.map { "\($0)" }
        var clocks: [Int: Clock] = [:]
        var next = 0
        for (index, paragraph) in text.paragraphs.enumerated() where index >= head.bodyParagraph && !paragraph.isRow {
            let clause = outline.clauseOfParagraph[index]
            var clock = inherited(clause, clocks)
            while next < excluded.count, excluded[next].upperBound <= paragraph.range.lowerBound { next += 1 }
            let said = read(paragraph.range, index, &clock, from: next)
            if let clause, said { clocks[clause] = clock }
        }
        if lastYear == nil { fillOnlyYear() }
    }

    /// Reads the promises of one table cell.
    mutating func read(cell: Cell, _ range: Range<Int>, paragraph: Int, deadline: String?, yearly: Bool) {
        self.cell = cell
        var clock = Clock(deadline: deadline, yearly: yearly)
        _ = read(range, paragraph, &clock, from: excluded.count)
        self.cell = nil
    }

    /// Adds a promise that a table states in cells of its own.
    mutating func add(_ found: FoundTarget) { targets.append(found) }

    /// A plan whose title names no years but whose promises name one only is for that year.
    private mutating func fillOnlyYear() {
        let years = Set(targets.filter(\.saidWhen).compactMap { $0.target.deadline?.prefix(4) })
        guard years.count == 1, let only = years.first else { return }
        lastYear = String(only)
        for index in targets.indices where targets[index].target.deadline == nil && !targets[index].isRelative {
            targets[index].target.deadline = lastYear
        }
    }

    private func inherited(_ clause: Int?, _ clocks: [Int: Clock]) -> Clock {
        guard let clause else { return Clock() }
        for ancestor in outline.ancestors(of: clause) {
            if var clock = clocks[ancestor] {
                clock.isPast = false
                return clock
            }
            if let year = headingYear(ancestor) { return Clock(deadline: year) }
        }
        return Clock()
    }

    /// The year of a heading such as （二）2025年目标.
    private func headingYear(_ clause: Int) -> String? {
        let heading = outline.clauses[clause].heading
        for place in heading where glyphs[place].isDigit {
            if let phrase = TimePhrase.read(text, at: place, before: heading.upperBound), phrase.role == .deadline {
                return phrase.value
            }
        }
        return nil
    }

    // MARK: Sentences and clauses

    private mutating func read(_ paragraph: Range<Int>, _ index: Int, _ clock: inout Clock, from firstExcluded: Int)
        -> Bool
    {
        var said = false
        var start = paragraph.lowerBound
        var place = start
        var hole = firstExcluded
        while place <= paragraph.upperBound {
            while hole < excluded.count, excluded[hole].upperBound <= place { hole += 1 }
            if hole < excluded.count, excluded[hole].contains(place) {
                said = read(sentence: start..<place, index, &clock) || said
                place = min(excluded[hole].upperBound, paragraph.upperBound)
                start = place
                if place == paragraph.upperBound { break }
                continue
            }
            if place == paragraph.upperBound || glyphs[place].endsSentence && text.depths[place].bracket == 0 {
                said = read(sentence: start..<place, index, &clock) || said
                start = place + 1
            }
            place += 1
        }
        return said
    }

    /// No clause of a real sentence is longer; what is goes in pieces, so that looking back costs no more than this.
    private static let longestClause = 300

    /// Reads one sentence; returns whether it named a time.
    private mutating func read(sentence: Range<Int>, _ index: Int, _ clock: inout Clock) -> Bool {
        guard sentence.count > 3 else { return false }
        let before = clock
        sentenceTargets = targets.count
        clock.isPast = false
        clock.base = nil
        var start = sentence.lowerBound
        var place = start
        while place <= sentence.upperBound {
            if place == sentence.upperBound
                || text.depths[place].bracket == 0 && text.depths[place].quote == 0
                    && (glyphs[place] == "，" || glyphs[place] == "：")
                || place - start > Self.longestClause && !glyphs[place].isDigit
            {
                if place > start { read(clause: start..<place, index, &clock) }
                start = place < sentence.upperBound && place - start > Self.longestClause ? place : place + 1
            }
            place += 1
        }
        if clock.yearly { clock.yearly = false }
        return clock.deadline != before.deadline
    }

    private mutating func read(clause range: Range<Int>, _ index: Int, _ clock: inout Clock) {
        var candidates: [Candidate] = []
        var lastPhrase = -1
        let isAside = text.has("其中", at: range.lowerBound, before: range.upperBound)
        let outer = clock
        var place = range.lowerBound
        var floor = range.lowerBound
        while place < range.upperBound {
            let depth = text.depths[place]
            let glyph = glyphs[place]
            guard glyph.isDigit || glyph == "“" || Numerals.digit(glyph) != nil || Numerals.scale(glyph) != nil else {
                place += 1
                continue
            }
            if depth.quote == 0, depth.bracket == 0 || isOfWhich(place, range),
                let phrase = TimePhrase.read(text, at: place, before: range.upperBound)
            {
                let rest = phrase.range.upperBound..<min(glyphs.count, phrase.range.upperBound + 6)
                let adjacent = place > 1 && place - 1 == lastPhrase && "、和及".unicodeScalars.contains(glyphs[place - 1])
                clock.series = (adjacent ? clock.series : []) + [phrase.value]
                lastPhrase = phrase.range.upperBound
                clock.hear(
                    phrase, everyYearFollows: Self.everyYear.occur(in: glyphs, rest), head: head)
                place = phrase.range.upperBound
                continue
            }
            if depth.quote == 0, depth.bracket == 0 || isOfWhich(place, range),
                let quantity = Quantity.read(text, at: place, before: range.upperBound)
            {
                let comparison = Comparison(glyphs, before: place, floor: floor)
                candidates.append(Candidate(quantity: quantity, comparison: comparison, clock: clock))
                place = max(place + 1, quantity.range.upperBound)
                floor = place
                continue
            }
            place += 1
            while place < range.upperBound, glyph.isDigit, glyphs[place].isDigit || glyphs[place] == "." { place += 1 }
        }
        let clause = outline.clause(at: range.lowerBound, paragraph: index)
        var found: [TargetPhrase.Found] = []
        if !candidates.isEmpty {
            var phrase = TargetPhrase(text, range, candidates, isGoal: isGoal(clause))
            phrase.isYearPlan = head.years.count == 2 && head.years[0] == head.years[1]
            phrase.continues = sentenceTargets < targets.count
            found = phrase.targets()
        }
        if found.isEmpty { found = PlainPromise.read(text, range, clock) }
        for each in found { add(withSubject(each), clause) }
        clock.isRelative = false
        if isAside { clock = outer }
        if !candidates.isEmpty, clock.base != outer.base { clock.base = outer.base }
    }

    private static let subjectless: Words = ["较", "比", "与", "年均", "净增", "同比", "增长", "其中", "增速"]

    /// 年均增长8% is about what the sentence named before.
    private func withSubject(_ found: TargetPhrase.Found) -> TargetPhrase.Found {
        let name = Array(found.indicator.unicodeScalars)
        guard sentenceTargets < targets.count, let before = targets.last?.target.indicator,
            let length = Self.subjectless.length(in: name, at: 0, before: name.count)
        else { return found }
        var named = found
        let own = name.dropFirst(length)
        let isBare = own.isEmpty || own.contains { $0.isDigit }
        let kept = String(String.UnicodeScalarView(name.prefix(length)))
        if isBare { named.indicator = ["较", "比", "与", "其中"].contains(kept) ? before : before + kept }
        return named
    }

    private static let everyYear: Words = ["每年", "年均", "各年"]

    /// Whether the bracket around the place begins with 其中, so that its numbers are promises too.
    private func isOfWhich(_ place: Int, _ range: Range<Int>) -> Bool {
        guard text.depths[place].bracket == 1 else { return false }
        var open = place
        while open > range.lowerBound, place - open < 60, !glyphs[open].opens { open -= 1 }
        return text.has("其中", at: open + 1, before: range.upperBound)
    }

    private func isGoal(_ clause: Int?) -> Bool {
        if let cell { return cell.isGoal }
        guard let clause else { return false }
        let goal: Words = ["目标", "指标"]
        return outline.ancestors(of: clause).contains { goal.occur(in: glyphs, outline.clauses[$0].heading) }
    }

    private mutating func add(_ found: TargetPhrase.Found, _ clause: Int?) {
        let span = text.span(found.range)
        let year = found.clock.deadline
        targets.append(
            FoundTarget(
                target: Draft.Target(
                    clause: cell?.path ?? clause.map { outline.clauses[$0].path } ?? "",
                    part: cell?.part ?? clause.map { outline.clauses[$0].part } ?? .body,
                    text: text.slice(found.range), indicator: found.indicator, comparator: found.comparator,
                    value: found.quantity.value,
                    min: found.quantity.min, max: found.quantity.max,
                    unit: found.quantity.unit.isEmpty ? nil : found.quantity.unit, kind: found.kind,
                    baseline: found.baseline,
                    deadline: year ?? (found.clock.isRelative ? nil : lastYear),
                    recurrence: found.yearly ? "yearly" : nil,
                    firmness: found.strives ? .strive : .must, confidence: found.confidence, start: span.lowerBound,
                    end: span.upperBound),
                clause: clause, range: found.range, saidWhen: year != nil, isRelative: found.clock.isRelative))
    }
}
