/// Puts lines that the page broke mid-sentence together again.
///
/// Where most long lines do not end a sentence, the text is hard-wrapped, and a full line continues in the next one unless
/// that begins with a number of its own; elsewhere every line is a paragraph. An open annotation always continues.
struct LineJoining {
    let lines: [PlanText.Line]
    let glyphs: [Unicode.Scalar]

    /// The paragraphs, each a contiguous run of glyphs.
    func paragraphs() -> [PlanText.Paragraph] {
        let full = wrapWidth()
        var result: [PlanText.Paragraph] = []
        var current: PlanText.Line?
        var last: PlanText.Line?
        var open = false
        for line in lines {
            if let before = last, let start = current, !line.isRow, !before.isRow,
                continues(before, line, full: full, open: open)
            {
                current = PlanText.Line(range: start.range.lowerBound..<line.range.upperBound)
            } else {
                if let done = current { result.append(.init(range: done.range, isRow: done.isRow)) }
                current = line
                open = false
            }
            open = stillOpen(open, line)
            last = line
        }
        if let done = current { result.append(.init(range: done.range, isRow: done.isRow)) }
        return result
    }

    private func continues(_ line: PlanText.Line, _ next: PlanText.Line, full: Double?, open: Bool) -> Bool {
        if OutlineMark.read(glyphs, at: next.range.lowerBound, before: next.range.upperBound) != nil { return false }
        if startsAnew(next) { return false }
        guard let final = glyphs[line.range].last else { return false }
        if open, !final.endsSentence { return true }
        guard let full else { return false }
        if final == "，" || final == "、" { return true }
        if final == "：" { return false }
        if final.endsSentence { return width(line) >= full - 0.5 && !next.afterBlank || width(line) >= full + 0.5 }
        return width(line) >= full * 0.88
    }

    /// Lines that never continue the one before: labels of annotations, headings of annexes, bullets.
    private func startsAnew(_ line: PlanText.Line) -> Bool {
        let place = line.range.lowerBound
        if glyphs[place] == "★" || glyphs[place] == "■" || glyphs[place] == "●" { return true }
        if let length = RoleLabel.all.length(in: glyphs, at: place, before: line.range.upperBound) {
            return place + length < line.range.upperBound && glyphs[place + length] == "："
        }
        return AnnexMark.read(glyphs, line.range) != nil
    }

    /// Whether an annotation of responsibility is open at the end of the line.
    private func stillOpen(_ open: Bool, _ line: PlanText.Line) -> Bool {
        var open = open
        var depth = open ? 1 : 0
        var place = line.range.lowerBound
        while place < line.range.upperBound {
            let glyph = glyphs[place]
            if glyph.opens {
                if depth > 0 {
                    depth += 1
                } else if RoleLabel.all.length(in: glyphs, at: place + 1, before: line.range.upperBound) != nil
                    || place + 3 >= line.range.upperBound
                {
                    depth = 1
                    open = true
                }
            } else if glyph.closes, depth > 0 {
                depth -= 1
                if depth == 0 { open = false }
            }
            place += 1
        }
        return open && depth > 0
    }

    private func width(_ line: PlanText.Line) -> Double {
        glyphs[line.range].reduce(0) { $0 + ($1.value < 0x80 ? 0.5 : 1) }
    }

    /// The width of a full line, where the text is hard-wrapped.
    private func wrapWidth() -> Double? {
        var widths: [Double] = []
        var broken = 0
        for line in lines where !line.isRow {
            let width = width(line)
            guard width >= 18 else { continue }
            widths.append(width)
            if let final = glyphs[line.range].last, !Self.terminal.contains(final) { broken += 1 }
        }
        guard widths.count >= 6, Double(broken) >= 0.45 * Double(widths.count) else { return nil }
        widths.sort()
        return widths[widths.count * 6 / 10]
    }

    private static let terminal: Set<Unicode.Scalar> = ["。", "；", "！", "？", "：", "”", "）", "〕", "》"]
}
