/// Makes the lines of text out of a PDF's pages: wrapped lines become paragraphs where indents tell them, tables go on over pages.
struct PdfParagraphs {
    private let budget: ReadingBudget
    private let joinsLines: Bool
    private var text: [String] = []
    private var previous: (line: PdfLine, margins: Margins)?
    private var table: PdfTableContinuation?

    /// The margins of the running text of a page, and the usual distance of its lines.
    private struct Margins {
        var left: Double
        var right: Double
        var pitch: Double
        var page: Int
    }

    /// The lines of all pages.
    static func lines(of pages: [PdfPage], budget: ReadingBudget) throws -> [String] {
        var paragraphs = PdfParagraphs(pages, budget: budget)
        for (index, page) in pages.enumerated() {
            try budget.checkTime()
            try paragraphs.add(page, index: index)
        }
        try paragraphs.endTable()
        return paragraphs.text
    }

    private init(_ pages: [PdfPage], budget: ReadingBudget) {
        self.budget = budget
        // Only where paragraphs are indented does a line at the margin continue one.
        var (indented, atMargin) = (0, 0)
        for page in pages {
            let lines = page.lines
            guard let margins = Self.margins(lines, page: 0) else { continue }
            for line in lines {
                let indent = (line.box.left - margins.left) / line.size
                if abs(indent) < 0.6 { atMargin += 1 }
                if indent > 1.4, indent < 3 { indented += 1 }
            }
        }
        joinsLines = indented >= 3 && atMargin >= 3 && indented * 12 >= atMargin
    }

    private mutating func add(_ page: PdfPage, index: Int) throws {
        let margins = Self.margins(page.lines, page: index)
        for block in page.blocks {
            switch block {
            case .table(let table, let rows): try add(table, rows)
            case .line(let line):
                try endTable()
                add(line, margins)
            }
        }
    }

    // MARK: - Lines

    private mutating func add(_ line: PdfLine, _ margins: Margins?) {
        defer { previous = margins.map { (line, $0) } }
        if let previous, let margins, joinsLines, continues(line, margins, previous.line, previous.margins),
            let last = text.popLast()
        {
            let space = WrappedLines.needsSpace(between: last.unicodeScalars.last, and: line.text.unicodeScalars.first)
            text.append(last + (space ? " " : "") + line.text)
        } else {
            text.append(line.text)
        }
    }

    private func continues(_ line: PdfLine, _ margins: Margins, _ above: PdfLine, _ aboveMargins: Margins) -> Bool {
        guard !line.isRow, !above.isRow, abs(line.size - above.size) <= 0.12 * above.size,
            line.box.left - margins.left < 0.6 * line.size,
            above.box.right > aboveMargins.right - 1.7 * above.size, above.box.left - aboveMargins.left < 3 * above.size
        else { return false }
        guard !Self.beginsItem(line.text) else { return false }
        return margins.page != aboveMargins.page || above.baseline - line.baseline < 1.5 * margins.pitch
    }

    /// Whether a line begins with the number of a section: （一） or 一、, but not 一、二、三产业.
    private static func beginsItem(_ text: String) -> Bool {
        let numerals = Set("一二三四五六七八九十")
        let bracketed = text.hasPrefix("（")
        let rest = text.dropFirst(bracketed ? 1 : 0)
        let number = rest.prefix { numerals.contains($0) }
        guard (1...3).contains(number.count) else { return false }
        let after = rest.dropFirst(number.count)
        return after.first == (bracketed ? "）" : "、") && after.dropFirst().first.map { !numerals.contains($0) } == true
    }

    /// The margins of a page: where most lines begin, and the furthest that several end.
    private static func margins(_ lines: [PdfLine], page: Int) -> Margins? {
        let long = lines.filter { !$0.isRow && $0.text.unicodeScalars.count >= 4 }
        guard !long.isEmpty else { return nil }
        var starts: [Int: Int] = [:]
        for line in long { starts[Int((line.box.left / 4).rounded()), default: 0] += 1 }
        let often = starts.filter { $0.value * 4 >= (starts.values.max() ?? 0) }
        let left = Double(often.keys.min() ?? 0) * 4
        let exact = long.map(\.box.left).filter { abs($0 - left) <= 4 }.min() ?? left
        let ends = long.map(\.box.right).sorted()
        let pitches = zip(lines, lines.dropFirst()).map { $0.baseline - $1.baseline }.filter { $0 > 1 }.sorted()
        let pitch = pitches.isEmpty ? 2 * long[0].size : pitches[pitches.count / 2]
        return Margins(left: exact, right: ends[max(0, ends.count - 1 - ends.count / 10)], pitch: pitch, page: page)
    }

    // MARK: - Tables

    /// Adds a table; one with the same columns as the table before it, with nothing between, is its continuation.
    private mutating func add(_ new: PdfTable, _ rows: [[TableGrid.Cell]]) throws {
        if table?.isContinued(by: new) == true {
            table?.add(rows)
        } else {
            try endTable()
            table = PdfTableContinuation(new, rows)
        }
        previous = nil
    }

    private mutating func endTable() throws {
        guard let open = table else { return }
        text += try open.grid.lines(budget: budget)
        table = nil
    }
}
