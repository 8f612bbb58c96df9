/// The document as the reader sees it: meaningful characters in one canonical form, each with its place in the original,
/// cut into paragraphs.
///
/// Blanks and line ends are gone (a sentence broken over lines is whole again); the tabs of table rows remain.
struct PlanText: Sendable {
    /// The original, scalar by scalar: spans count in these.
    let raw: [Unicode.Scalar]
    /// The characters that carry meaning.
    private(set) var glyphs: [Unicode.Scalar] = []
    /// Where each glyph stands in `raw`.
    private(set) var offsets: [Int] = []
    /// Whether a blank stood before the glyph in its own line.
    private(set) var spaced: [Bool] = []
    /// The paragraphs and table rows, in order.
    private(set) var paragraphs: [Paragraph] = []
    /// How deep each glyph stands in brackets and quotation marks of its paragraph.
    private(set) var depths: [Depth] = []

    /// A paragraph or one table row.
    struct Paragraph: Sendable {
        /// Its glyphs.
        var range: Range<Int>
        /// Whether it is a table row, its cells divided by tabs.
        var isRow: Bool
    }

    /// How many brackets and quotation marks are open at a glyph.
    struct Depth: Sendable {
        var bracket: UInt8 = 0
        var quote: UInt8 = 0
    }

    /// Reads the text once, from left to right.
    init(_ text: String) {
        raw = Array(text.unicodeScalars)
        glyphs.reserveCapacity(raw.count)
        offsets.reserveCapacity(raw.count)
        spaced.reserveCapacity(raw.count)
        let lines = readLines()
        paragraphs = LineJoining(lines: lines, glyphs: glyphs).paragraphs()
        measureDepths()
    }

    /// One printed line with something on it.
    struct Line {
        var range: Range<Int>
        var isRow = false
        /// Whether an empty line stands before it.
        var afterBlank = false
    }

    private mutating func readLines() -> [Line] {
        var lines: [Line] = []
        var place = 0
        var afterBlank = false
        while place < raw.count {
            var end = place
            while end < raw.count, !raw[end].isLineEnd { end += 1 }
            let start = glyphs.count
            if !PageFurniture.isFurniture(raw[place..<end]) { readLine(place..<end) }
            if glyphs.count > start {
                var range = start..<glyphs.count
                let isRow = glyphs[range].contains("\t")
                if !isRow { range = start..<glyphs.count }
                lines.append(Line(range: range, isRow: isRow, afterBlank: afterBlank))
                afterBlank = false
            } else if end == place || raw[place..<end].allSatisfy(\.isBlank) {
                afterBlank = true
            }
            place = end + 1
        }
        return lines
    }

    /// Appends the glyphs of one line, without Markdown's marks of heading, quotation and emphasis.
    private mutating func readLine(_ line: Range<Int>) {
        var place = line.lowerBound
        var end = line.upperBound
        while place < end, raw[place].isBlank || raw[place] == "\t" && !hasContent(place + 1..<end) { place += 1 }
        while end > place, raw[end - 1].isBlank { end -= 1 }
        var leading = place
        while leading < end, raw[leading] == "#" || raw[leading] == ">" || raw[leading].isBlank { leading += 1 }
        if leading > place, raw[place] == "#" || raw[place] == ">" && leading > place + 1 { place = leading }
        let piped = end - place > 2 && raw[place] == "|" && raw[end - 1] == "|"
        if piped {
            if raw[place..<end].allSatisfy({ $0 == "|" || $0 == "-" || $0 == ":" || $0.isBlank }) { return }
            place += 1
            end -= 1
        }
        var blank = false
        while place < end {
            let scalar = raw[place]
            if scalar.isBlank {
                blank = true
            } else if scalar == "*", place + 1 < end, raw[place + 1] == "*" {
                place += 1
            } else {
                glyphs.append(piped && scalar == "|" ? "\t" : canonical(at: place, before: end))
                offsets.append(place)
                spaced.append(blank)
                blank = false
            }
            place += 1
        }
    }

    private func hasContent(_ range: Range<Int>) -> Bool {
        raw[range].prefix(400).contains { !$0.isBlank && $0 != "\t" } && raw[range].prefix(400).contains("\t")
    }

    /// A comma, colon or full stop between digits belongs to a number; elsewhere it is punctuation.
    private func canonical(at place: Int, before end: Int) -> Unicode.Scalar {
        let scalar = raw[place]
        guard scalar == "," || scalar == ":" || scalar == "：" || scalar == "," || scalar == "︓" else {
            return scalar.canonical
        }
        let digits =
            place > 0 && raw[place - 1].canonical.isDigit && place + 1 < end && raw[place + 1].canonical.isDigit
        if scalar == "," { return digits ? "," : "，" }
        return digits ? ":" : "："
    }

    private mutating func measureDepths() {
        depths = Array(repeating: Depth(), count: glyphs.count)
        for paragraph in paragraphs {
            var depth = Depth()
            for place in paragraph.range {
                let glyph = glyphs[place]
                // A sentence's end closes what was left open.
                if glyph == "\t" || glyph == "。" { depth = Depth() }
                if glyph.closes { depth.bracket -= depth.bracket > 0 ? 1 : 0 }
                if glyph == "”" || glyph == "》" || glyph == "〉" { depth.quote -= depth.quote > 0 ? 1 : 0 }
                depths[place] = depth
                if glyph.opens { depth.bracket += depth.bracket < 200 ? 1 : 0 }
                if glyph == "“" || glyph == "《" || glyph == "〈" { depth.quote += depth.quote < 200 ? 1 : 0 }
            }
        }
    }
}

extension PlanText {
    /// The place in the original of some glyphs, half open.
    func span(_ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty, range.upperBound <= offsets.count else {
            let at = range.lowerBound < offsets.count ? offsets[range.lowerBound] : raw.count
            return at..<at
        }
        return offsets[range.lowerBound]..<offsets[range.upperBound - 1] + 1
    }

    /// The original's words for some glyphs, without line ends.
    func slice(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        for scalar in raw[span(range)] where !scalar.isLineEnd { view.append(scalar) }
        return String(view)
    }

    /// The words for some glyphs in canonical form, a blank only where Latin words meet.
    func words(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        for place in range {
            if spaced[place], place > range.lowerBound, glyphs[place].isLatin, glyphs[place - 1].isLatin {
                view.append(" ")
            }
            view.append(glyphs[place])
        }
        return String(view)
    }

    /// The words for some glyphs as printed, a blank only where Latin words meet.
    func printed(_ range: Range<Int>) -> String {
        var view = String.UnicodeScalarView()
        for place in range {
            if spaced[place], place > range.lowerBound, glyphs[place].isLatin, glyphs[place - 1].isLatin {
                view.append(" ")
            }
            view.append(raw[offsets[place]])
        }
        return String(view)
    }

    /// Whether `word` stands at `place`.
    func has(_ word: String, at place: Int, before end: Int) -> Bool {
        var here = place
        for scalar in word.unicodeScalars {
            guard here < end, glyphs[here] == scalar else { return false }
            here += 1
        }
        return true
    }

    /// The glyphs without marks and blanks at both ends.
    func trimmed(_ range: Range<Int>, of marks: Set<Unicode.Scalar>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, marks.contains(glyphs[low]) { low += 1 }
        while high > low, marks.contains(glyphs[high - 1]) { high -= 1 }
        return low..<high
    }
}
