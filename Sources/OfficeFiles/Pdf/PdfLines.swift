/// A line of text on a page.
struct PdfLine: Sendable {
    var text: String
    var box: PdfBox
    var baseline: Double
    /// The size most of it is set in, in points.
    var size: Double
    /// Its parts, where wide gaps divide it.
    var parts: [Part] = []
    /// Whether it is a row of a table without borders, its cells separated by TAB.
    var isRow = false

    /// A part of a line, between wide gaps.
    struct Part: Sendable {
        var text: String
        var left: Double
        var right: Double
    }
}

/// Puts characters together to lines by where they are.
enum PdfLines {
    /// The lines, from the top; characters of a line from the left.
    static func lines(of glyphs: [PdfGlyph]) -> [PdfLine] {
        let sorted = glyphs.filter { !$0.isSpace }.sorted { ($0.baseline, $1.box.left) > ($1.baseline, $0.box.left) }
        var groups: [[PdfGlyph]] = []
        var baselines: [(value: Double, size: Double)] = []
        for glyph in sorted {
            if let last = baselines.last, last.value - glyph.baseline <= 0.4 * min(max(last.size, glyph.size), 40) {
                groups[groups.count - 1].append(glyph)
                // A line's height is that of its largest characters, not of a raised note mark.
                if glyph.size > last.size * 1.05 { baselines[baselines.count - 1] = (glyph.baseline, glyph.size) }
            } else {
                groups.append([glyph])
                baselines.append((glyph.baseline, glyph.size))
            }
        }
        let spaces = glyphs.filter(\.isSpace).sorted { $0.baseline > $1.baseline }
        return groups.enumerated().compactMap { index, group in
            line(group, baseline: baselines[index].value, spaces: near(spaces, baselines[index]))
        }
    }

    /// The spaces that stand on a line; `spaces` is sorted by baseline, downwards.
    private static func near(_ spaces: [PdfGlyph], _ line: (value: Double, size: Double)) -> ArraySlice<PdfGlyph> {
        let slack = 0.4 * min(line.size, 40)
        let first = spaces.partitioningIndex { $0.baseline <= line.value + slack }
        let last = spaces.partitioningIndex { $0.baseline < line.value - slack }
        return spaces[first..<max(first, last)]
    }

    private static func line(_ group: [PdfGlyph], baseline: Double, spaces: ArraySlice<PdfGlyph>) -> PdfLine? {
        let inked = group.sorted { $0.box.left < $1.box.left }
        guard let first = inked.first else { return nil }
        let gaps = spaces.map { ($0.box.left + $0.box.right) / 2 }.sorted()
        var nextGap = 0
        var text = ""
        var previous: PdfGlyph?
        var parts: [PdfLine.Part] = []
        var (bottom, top, right) = (first.box.bottom, first.box.top, first.box.right)
        for glyph in inked {
            if let last = previous {
                if isDouble(glyph, of: last) { continue }
                while nextGap < gaps.count, gaps[nextGap] <= last.box.left { nextGap += 1 }
                let hasSpace = nextGap < gaps.count && gaps[nextGap] < glyph.box.right - 0.1 * glyph.box.width
                let isWide = glyph.box.left - right > 1.2 * max(last.size, glyph.size)
                if isWide {
                    parts.append(PdfLine.Part(text: "", left: glyph.box.left, right: 0))
                } else if hasSpace || isGap(last, glyph) {
                    parts[parts.count - 1].text += " "
                }
                if hasSpace || isGap(last, glyph) { text += " " }
            } else {
                parts.append(PdfLine.Part(text: "", left: glyph.box.left, right: 0))
            }
            text.unicodeScalars.append(glyph.scalar)
            parts[parts.count - 1].text.unicodeScalars.append(glyph.scalar)
            parts[parts.count - 1].right = max(parts[parts.count - 1].right, glyph.box.right)
            previous = glyph
            bottom = min(bottom, glyph.box.bottom)
            top = max(top, glyph.box.top)
            right = max(right, glyph.box.right)
        }
        let sizes = inked.map(\.size).sorted()
        return PdfLine(
            text: text, box: PdfBox(left: first.box.left, bottom: bottom, right: right, top: top), baseline: baseline,
            size: sizes[sizes.count / 2], parts: parts)
    }

    /// Whether a character is printed twice, slightly moved, to look bold.
    private static func isDouble(_ glyph: PdfGlyph, of last: PdfGlyph) -> Bool {
        glyph.scalar == last.scalar && glyph.box.left - last.box.left < 0.25 * max(last.box.width, 0.1 * last.size)
    }

    /// Whether two characters stand apart as words do, without a space between them.
    private static func isGap(_ left: PdfGlyph, _ right: PdfGlyph) -> Bool {
        let gap = right.box.left - left.box.right
        let words = WrappedLines.isLatin(left.scalar) && WrappedLines.isLatin(right.scalar)
        // Between Chinese and Latin, typesetting itself leaves up to a quarter of a character.
        return gap > (words ? 0.2 : 0.35) * max(left.size, right.size)
    }
}

extension Array {
    /// The first index whose element fulfils the condition, in an array that begins with those that do not.
    fileprivate func partitioningIndex(where condition: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
