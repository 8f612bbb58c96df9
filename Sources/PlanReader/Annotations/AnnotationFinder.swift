/// Finds the annotations of responsibility: in brackets of any kind, on lines of their own, with and without labels.
struct AnnotationFinder {
    let text: PlanText
    private let parts: AnnotationParts
    private var glyphs: [Unicode.Scalar] { text.glyphs }
    /// No annotation is longer; a bracket that never closes costs no more than this.
    private static let limit = 1500

    /// A finder over the text.
    init(_ text: PlanText) {
        self.text = text
        parts = AnnotationParts(text: text)
    }

    /// The annotations of one paragraph, in order.
    func annotations(in paragraph: Range<Int>) -> [Annotation] {
        var found: [Annotation] = []
        var place = paragraph.lowerBound
        while place < paragraph.upperBound {
            if let annotation = annotation(at: place, in: paragraph) {
                found.append(annotation)
                place = max(annotation.range.upperBound, place + 1)
            } else {
                place += 1
            }
        }
        return found
    }

    private func annotation(at place: Int, in paragraph: Range<Int>) -> Annotation? {
        if glyphs[place].opens { return bracketed(at: place, in: paragraph) }
        return open(at: place, in: paragraph)
    }

    // MARK: With brackets

    private func bracketed(at place: Int, in paragraph: Range<Int>) -> Annotation? {
        let inside = place + 1
        if labelStands(at: inside, before: paragraph.upperBound) {
            let (content, end, fault) = extent(from: place, in: paragraph)
            var annotation = Annotation(range: place..<end)
            annotation.bracketFault = fault
            parts.read(content, into: &annotation)
            guard !annotation.units.isEmpty else { return nil }
            annotation.confidence = fault == nil ? 0.98 : 0.85
            return annotation
        }
        return unlabelled(at: place, in: paragraph)
    }

    /// A label right after the bracket, at most four glyphs into it (市级责任单位).
    private func labelStands(at place: Int, before end: Int) -> Bool {
        for skip in 0...4 {
            guard place + skip < end, !glyphs[place + skip].closes else { return false }
            guard let (role, length) = RoleLabel.read(glyphs, at: place + skip, before: end), role != .other else {
                continue
            }
            let after = place + skip + length
            guard after < end else { return false }
            if glyphs[after] == "：" || glyphs[after] == ":" { return true }
            if skip == 0, length >= 4, !glyphs[after].closes, glyphs[after] != "的", glyphs[after] != "、" { return true }
            if skip == 0, glyphs[after] == "为" { return length >= 4 }
        }
        return false
    }

    /// The inside of a bracket and where it ends, forgiving what is missing or of the wrong kind.
    private func extent(from open: Int, in paragraph: Range<Int>) -> (
        content: Range<Int>, end: Int, fault: Annotation.BracketFault?
    ) {
        var stack: [Unicode.Scalar] = [glyphs[open]]
        var fault: Annotation.BracketFault?
        let limit = min(paragraph.upperBound, open + Self.limit)
        var place = open + 1
        while place < limit {
            let glyph = glyphs[place]
            if glyph.opens, stack.count < 4, place > open + 3, labelStands(at: place + 1, before: limit) {
                return (open + 1..<place, place, .unclosed)
            }
            if glyph.opens {
                stack.append(glyph)
            } else if glyph.closes {
                if stack.last?.closing == glyph {
                    stack.removeLast()
                } else if stack.count == 1, place + 1 < limit, glyphs[place + 1] == glyphs[open].closing {
                    fault = .mixed
                } else if let index = stack.lastIndex(where: { $0.closing == glyph }) {
                    stack.removeSubrange(index...)
                    fault = .mixed
                } else {
                    stack.removeLast()
                    fault = .mixed
                }
                if stack.isEmpty { return (open + 1..<place, place + 1, fault) }
            } else if glyph == "。", place + 1 < limit,
                OutlineMark.read(glyphs, at: place + 1, before: limit)?.style == .ordinal
            {
                return (open + 1..<place, place, .unclosed)
            }
            place += 1
        }
        return (open + 1..<place, place, .unclosed)
    }

    /// A bracket without a label: units with verbs, or a bare list at the end of its paragraph.
    private func unlabelled(at place: Int, in paragraph: Range<Int>) -> Annotation? {
        var depth = 0
        var close = place
        let limit = min(paragraph.upperBound, place + 600)
        while close < limit {
            if glyphs[close].opens { depth += 1 }
            if glyphs[close].closes {
                depth -= 1
                if depth == 0 { break }
            }
            close += 1
        }
        guard close < paragraph.upperBound, close - place >= 3 else { return nil }
        let unclosed = close == limit || !glyphs[close].closes
        if unclosed, limit < paragraph.upperBound || glyphs[place] == "“" { return nil }
        let content = place + 1..<close
        let end = unclosed ? close : close + 1
        guard isBounded(place, end, in: paragraph) else { return nil }
        let list = UnitList(text, content)
        guard !list.entries.isEmpty, plausible(list, at: place, end: end, in: paragraph) else { return nil }
        var annotation = Annotation(range: place..<end)
        parts.read(content, into: &annotation)
        guard !annotation.units.isEmpty else { return nil }
        annotation.confidence = list.entries.contains { $0.role != nil } ? 0.95 : 0.8
        if unclosed { annotation.bracketFault = .unclosed }
        return annotation
    }

    /// An annotation stands after a sentence, or ends one.
    private func isBounded(_ start: Int, _ end: Int, in paragraph: Range<Int>) -> Bool {
        let before = start == paragraph.lowerBound ? "。" : glyphs[start - 1]
        let after = end >= paragraph.upperBound ? "。" : glyphs[end]
        return before.endsSentence || after.endsSentence || before == "”" && end >= paragraph.upperBound
    }

    private func plausible(_ list: UnitList, at place: Int, end: Int, in paragraph: Range<Int>) -> Bool {
        let likely = list.entries.filter(\.looksLikeUnit).count
        let verbs = list.entries.contains { $0.role != nil }
        let follows = end < paragraph.upperBound && glyphs[end].endsSentence ? end + 1 : end
        let isItem =
            follows < paragraph.upperBound
            && OutlineMark.read(glyphs, at: follows, before: paragraph.upperBound)?.style == .ordinal
        let closesParagraph = end >= paragraph.upperBound - 1 || isItem
        let opensAfterSentence =
            place == paragraph.lowerBound || glyphs[place - 1].endsSentence || glyphs[place - 1] == "”"
        if verbs {
            return likely * 3 >= list.entries.count * 2
                && list.entries.allSatisfy { $0.name.unicodeScalars.count <= 40 }
                && (list.entries.count > 1 || likely == 1)
        }
        guard likely == list.entries.count, closesParagraph,
            list.entries.allSatisfy({ $0.name.unicodeScalars.count <= 24 })
        else {
            return false
        }
        if Self.notAnnotations.occur(in: glyphs, place..<end) { return false }
        return opensAfterSentence || list.entries.count > 1 && place > paragraph.lowerBound
    }

    private static let notAnnotations: Words = [
        "以下简称", "简称", "以下统称", "含", "包括", "不含", "如", "例如", "详见", "见附", "印发", "公开", "征求意见",
    ]

    // MARK: Without brackets

    /// "责任单位：…" at the head of a paragraph or after a sentence, up to the paragraph's end.
    private func open(at place: Int, in paragraph: Range<Int>) -> Annotation? {
        guard place == paragraph.lowerBound || glyphs[place - 1].endsSentence || glyphs[place - 1].closes,
            let (role, length) = RoleLabel.read(glyphs, at: place, before: paragraph.upperBound), role != .other,
            length >= 4 || role == .lead
        else { return nil }
        let colon = place + length
        guard colon < paragraph.upperBound, glyphs[colon] == "：" || glyphs[colon] == ":" else { return nil }
        var end = place
        let limit = min(paragraph.upperBound, place + Self.limit)
        while end < limit {
            if glyphs[end] == "。", end + 1 < limit, !remarkFollows(end + 1, before: limit) { break }
            end += 1
        }
        var content = place..<end
        var fault: Annotation.BracketFault?
        if end > place, glyphs[end - 1].closes, unbalanced(content) {
            content = place..<end - 1
            fault = .unopened
        }
        var annotation = Annotation(range: place..<end)
        annotation.bracketFault = fault
        parts.read(content, into: &annotation)
        guard !annotation.units.isEmpty || annotation.deadline != nil else { return nil }
        annotation.confidence = 0.92
        return annotation
    }

    private func remarkFollows(_ place: Int, before end: Int) -> Bool {
        RoleLabel.read(glyphs, at: place, before: end) != nil
            || LeadRule.read(glyphs, place..<min(end, place + 60)) != nil
            || !parts.carriedOver(in: place..<min(end, place + 80)).isEmpty
    }

    private func unbalanced(_ range: Range<Int>) -> Bool {
        glyphs[range].reduce(0) { $0 + ($1.opens ? 1 : $1.closes ? -1 : 0) } < 0
    }
}
