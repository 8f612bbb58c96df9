/// A page as blocks in reading order: lines, and tables among them.
struct PdfPage: Sendable {
    /// What stands on a page, from the top.
    enum Block: Sendable {
        case line(PdfLine)
        case table(PdfTable, rows: [[TableGrid.Cell]])
    }

    var blocks: [Block]
    let box: PdfBox

    /// Puts the content of a page together.
    init(_ content: PdfPageContent, budget: ReadingBudget) throws {
        box = content.box
        var glyphs = content.glyphs
        var found: [(top: Double, block: Block)] = []
        for table in try PdfTable.tables(in: content.rulings, budget: budget) {
            try budget.checkTime()
            var inside: [Int: [PdfGlyph]] = [:]
            var outside: [PdfGlyph] = []
            for glyph in glyphs {
                let x = (glyph.box.left + glyph.box.right) / 2
                let y = (glyph.box.bottom + glyph.box.top) / 2
                if let cell = table.cell(x: x, y: y) {
                    inside[cell, default: []].append(glyph)
                } else {
                    outside.append(glyph)
                }
            }
            let texts = inside.mapValues { PdfLines.lines(of: $0).map(\.text) }.filter { !$0.value.isEmpty }
            guard table.isTable(texts) else { continue }
            glyphs = outside
            found.append((table.box.top, .table(table, rows: table.rows(texts))))
        }
        found += PdfColumns.rows(among: PdfLines.lines(of: glyphs)).map { ($0.box.top, .line($0)) }
        blocks = found.sorted { $0.top > $1.top }.map(\.block)
    }

    /// The lines that stand outside tables.
    var lines: [PdfLine] {
        blocks.compactMap { if case .line(let line) = $0 { line } else { nil } }
    }
}
