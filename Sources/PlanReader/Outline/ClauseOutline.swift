/// The tree of numbered and named parts, found from the numbers at the heads of paragraphs.
struct ClauseOutline {
    /// A part of the document.
    struct Clause {
        var path: String
        var label: String
        var heading: Range<Int>
        /// The glyphs from its number to where the next part begins.
        var range: Range<Int>
        var parent: Int?
        var mark: OutlineMark?
        var part: Draft.Part
        var children = 0
    }

    let text: PlanText
    private(set) var clauses: [Clause] = []
    /// For every paragraph, the clause it begins in; nothing before the first heading.
    private(set) var clauseOfParagraph: [Int?] = []
    /// The paragraphs that open an annex.
    private(set) var annexes: [Int] = []
    private var stack: [Int] = []
    private var topLevel = 0
    private var annexCount = 0
    private var annexPrefix: String?
    private var listingAnnexes = false
    private var arabicOutranks = false
    private var lastArabic = 0

    /// Walks over the paragraphs once.
    init(_ text: PlanText) {
        self.text = text
        for index in text.paragraphs.indices { read(index) }
        for index in clauses.indices {
            clauses[index].range = clauses[index].range.lowerBound..<(nextStart(after: index) ?? text.glyphs.count)
        }
    }

    private func nextStart(after index: Int) -> Int? {
        index + 1 < clauses.count ? clauses[index + 1].range.lowerBound : nil
    }

    private mutating func read(_ index: Int) {
        let paragraph = text.paragraphs[index]
        guard !paragraph.isRow else {
            clauseOfParagraph.append(stack.last)
            return
        }
        if opensAnnex(paragraph.range) {
            clauseOfParagraph.append(stack.last)
            annexes.append(index)
            return
        }
        if AnnexMark.beginsList(text.glyphs, paragraph.range), clauses.count > 1 {
            listingAnnexes = true
            clauseOfParagraph.append(stack.last)
            return
        }
        if let mark = mark(at: paragraph.range.lowerBound, before: paragraph.range.upperBound) {
            if listingAnnexes, mark.style == .arabic, !text.glyphs[paragraph.range].contains("。") {
                clauseOfParagraph.append(stack.last)
                return
            }
            listingAnnexes = false
            open(mark, at: paragraph.range.lowerBound, in: paragraph.range)
            clauseOfParagraph.append(stack.last)
            openOrdinals(
                in: paragraph.range, from: paragraph.range.lowerBound + mark.length, ordinal: mark.style == .ordinal)
        } else {
            if named(paragraph.range) {
                openNamed(paragraph.range)
            } else if let top = stack.last, clauses[top].mark == nil, clauses[top].parent != nil {
                stack.removeLast()
            }
            clauseOfParagraph.append(stack.last)
            openOrdinals(in: paragraph.range, from: paragraph.range.lowerBound, ordinal: false)
        }
    }

    /// An annex begins where a line says so, after the plan itself has begun.
    private mutating func opensAnnex(_ line: Range<Int>) -> Bool {
        guard topLevel >= 2 || annexCount > 0, let mark = AnnexMark.read(text.glyphs, line),
            !listingAnnexes || mark.title.isEmpty || mark.number != nil
        else { return false }
        if listingAnnexes, mark.title.isEmpty == false, mark.number == nil { return false }
        annexCount += 1
        listingAnnexes = false
        let path = "A\(mark.number ?? annexCount)"
        annexPrefix = path
        stack = []
        clauses.append(
            Clause(
                path: path, label: text.words(line.lowerBound..<mark.title.lowerBound), heading: mark.title,
                range: line,
                parent: nil, mark: nil, part: .annex))
        stack = [clauses.count - 1]
        return true
    }

    // MARK: Numbers

    private func mark(at place: Int, before end: Int) -> OutlineMark? {
        guard var mark = OutlineMark.candidate(text.glyphs, at: place, before: end) else { return nil }
        guard mark.isTight else {
            if mark.style == .arabic, mark.number > 60, !expects(mark) { return nil }
            return mark
        }
        if let last = mark.parts.last, continuesDecimal(mark.parts) {
            mark.style = .decimal
            mark.number = last
            mark.length = mark.decimalLength(text.glyphs, at: place, before: end)
            return mark
        }
        return expects(mark) ? mark : nil
    }

    /// Whether the arabic number is the next one in its series, or begins one.
    private func expects(_ mark: OutlineMark) -> Bool {
        for index in stack.reversed() {
            guard let other = clauses[index].mark, other.style == .arabic else { continue }
            return mark.number == other.number + 1
        }
        return mark.number == 1 || mark.number == lastArabic + 1
    }

    private func continuesDecimal(_ parts: [Int]) -> Bool {
        for index in stack.reversed() {
            guard let other = clauses[index].mark else { continue }
            if other.style == .decimal {
                if parts == other.parts.dropLast() + [other.number + 1] || parts == other.parts + [1] { return true }
            } else if parts.count == 2, other.number == parts[0], parts[1] == 1 {
                return true
            }
        }
        return false
    }

    private func rank(_ mark: OutlineMark) -> Int {
        if mark.style == .arabic, arabicOutranks { return OutlineMark.Style.chinese.rawValue * 10 - 1 }
        return mark.style.rawValue * 10 + (mark.style == .decimal ? min(9, mark.parts.count) : 0)
    }

    private mutating func open(_ mark: OutlineMark, at place: Int, in paragraph: Range<Int>) {
        if clauses.isEmpty, mark.style == .arabic { arabicOutranks = true }
        while let top = stack.last, let other = clauses[top].mark ?? (clauses[top].parent == nil ? nil : mark) {
            guard rank(other) >= rank(mark) else { break }
            stack.removeLast()
        }
        if stack.isEmpty { topLevel += 1 }
        if mark.style == .arabic { lastArabic = mark.number }
        let after = place + mark.length
        append(
            label: text.words(place..<after), heading: heading(after..<paragraph.upperBound), from: place,
            to: paragraph.upperBound, mark: mark)
    }

    private mutating func append(label: String, heading: Range<Int>, from: Int, to: Int, mark: OutlineMark?) {
        let parent = stack.last
        let position: Int
        if let parent {
            clauses[parent].children += 1
            position = clauses[parent].children
        } else {
            position = topLevel
        }
        let path = parent.map { "\(clauses[$0].path).\(position)" } ?? "\(position)"
        clauses.append(
            Clause(
                path: path, label: label, heading: heading, range: from..<to, parent: parent, mark: mark,
                part: annexPrefix == nil ? .body : .annex))
        stack.append(clauses.count - 1)
    }

    /// The heading runs to the first full stop or colon; a heading without either is the whole short paragraph.
    private func heading(_ range: Range<Int>) -> Range<Int> {
        var end = range.lowerBound
        while end < range.upperBound, end - range.lowerBound < 60 {
            let glyph = text.glyphs[end]
            if glyph.endsSentence || glyph == "：" || glyph.opens && isAnnotation(at: end, before: range.upperBound) {
                break
            }
            end += 1
        }
        return range.lowerBound..<end
    }

    private func isAnnotation(at place: Int, before end: Int) -> Bool {
        RoleLabel.all.length(in: text.glyphs, at: place + 1, before: end) != nil
    }

    // MARK: 一是… and names

    /// Opens 一是, 二是, 三是 inside a paragraph, where at least two follow each other.
    private mutating func openOrdinals(in paragraph: Range<Int>, from start: Int, ordinal: Bool) {
        if ordinal { return }
        var found: [(Int, OutlineMark)] = []
        var place = start
        while place < paragraph.upperBound {
            let glyph = text.glyphs[place]
            if glyph == "是", place > start {
                let begin = ordinalStart(before: place, after: start)
                if let mark = OutlineMark.read(text.glyphs, at: begin, before: paragraph.upperBound),
                    mark.style == .ordinal,
                    mark.number == (found.last?.1.number ?? 0) + 1, startsSentence(begin, from: start)
                {
                    found.append((begin, mark))
                }
            }
            place += 1
        }
        guard found.count > 1 else { return }
        for (place, mark) in found {
            open(mark, at: place, in: paragraph)
        }
        while let top = stack.last, clauses[top].mark?.style == .ordinal { stack.removeLast() }
    }

    private func ordinalStart(before place: Int, after start: Int) -> Int {
        var begin = place - 1
        while begin > start, place - begin < 3,
            Numerals.digit(text.glyphs[begin - 1]) ?? Numerals.scale(text.glyphs[begin - 1]) != nil
        {
            begin -= 1
        }
        return begin
    }

    private func startsSentence(_ place: Int, from start: Int) -> Bool {
        guard place > start else { return true }
        let before = text.glyphs[place - 1]
        return before.endsSentence || before == "：" || before == "，" || before.closes
    }

    /// Whether an unnumbered paragraph is a part of its own: "金融支持：…（责任单位：…）".
    private func named(_ paragraph: Range<Int>) -> Bool {
        guard let top = stack.last, paragraph.count > 20 else { return false }
        var colon = paragraph.lowerBound
        let limit = min(paragraph.upperBound, colon + 17)
        while colon < limit, text.glyphs[colon] != "：" {
            let glyph = text.glyphs[colon]
            if !(glyph.isHan || glyph.isLatin || glyph == "“" || glyph == "”" || glyph == "、" || glyph == "+") {
                return false
            }
            colon += 1
        }
        guard colon < limit, colon > paragraph.lowerBound + 1 else { return false }
        if RoleLabel.all.length(in: text.glyphs, at: paragraph.lowerBound, before: colon) != nil { return false }
        if text.glyphs[paragraph.lowerBound] == "注" || text.glyphs[paragraph.lowerBound] == "附" { return false }
        _ = top
        return lastAnnotationFollows(paragraph)
    }

    private func lastAnnotationFollows(_ paragraph: Range<Int>) -> Bool {
        guard let final = text.glyphs[paragraph].last else { return false }
        let tail = max(paragraph.lowerBound, paragraph.upperBound - 400)..<paragraph.upperBound
        return (final.closes || text.glyphs[max(paragraph.lowerBound, paragraph.upperBound - 2)].closes)
            && (RoleLabel.all.occur(in: text.glyphs, tail) || RoleVerb.all.occur(in: text.glyphs, tail))
    }

    private mutating func openNamed(_ paragraph: Range<Int>) {
        while let top = stack.last, clauses[top].mark == nil, clauses[top].parent != nil { stack.removeLast() }
        append(label: "", heading: heading(paragraph), from: paragraph.lowerBound, to: paragraph.upperBound, mark: nil)
    }

    /// The clause that a place of a paragraph belongs to.
    func clause(at place: Int, paragraph: Int) -> Int? {
        var found = clauseOfParagraph[paragraph]
        var index = (found ?? -1) + 1
        while index < clauses.count, clauses[index].range.lowerBound <= place {
            found = index
            index += 1
        }
        return found
    }

    /// The clauses from this one up to the root.
    func ancestors(of clause: Int) -> [Int] {
        var result: [Int] = []
        var here: Int? = clause
        while let index = here {
            result.append(index)
            here = clauses[index].parent
        }
        return result
    }
}
