/// Walks through the body of a Word document: paragraphs, tables and what is nested in them.
final class DocxBody {
    private let xml: XmlPullReader
    private let styles: DocxStyles
    private let notes: [String: [String]]
    private let budget: ReadingBudget
    private var numbering: DocxNumbering
    private var noteCount = 0
    private var length = 0

    /// What a run adds to: the line of a paragraph, and the lines that come after it.
    private struct Paragraph {
        var line = ""
        var after: [String] = []
        var hasDeletedMark = false
        var hiddenByStyle = false
        var list: Int?
        var level: Int?
        var sawDeletion = false
    }

    /// A walk over the part that `xml` reads; `notes` are the footnotes and endnotes by "w:footnote:id".
    init(
        _ xml: XmlPullReader, numbering: DocxNumbering, styles: DocxStyles, notes: [String: [String]],
        budget: ReadingBudget
    ) {
        self.xml = xml
        self.numbering = numbering
        self.styles = styles
        self.notes = notes
        self.budget = budget
    }

    /// The lines of the blocks in the current element; in a table cell (`inCell`) a number alone counts as text.
    func blocks(inCell: Bool = false) throws -> [String] {
        var lines: [String] = []
        var carried = ""
        try addBlocks(to: &lines, carried: &carried, inCell: inCell)
        if !carried.isEmpty { lines.append(carried) }
        return lines
    }

    private func addBlocks(to lines: inout [String], carried: inout String, inCell: Bool) throws {
        try xml.forEachChild { name in
            switch name {
            case "w:p":
                let added = try paragraph(prefix: carried, inCell: inCell)
                carried = added.carried
                lines += added.lines
                try count(added.lines)
            case "w:tbl":
                let rows = try table()
                lines += rows
                try count(rows)
            case "w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo":
                try addBlocks(to: &lines, carried: &carried, inCell: inCell)
            case "mc:AlternateContent":
                try alternatives {
                    try self.addBlocks(to: &lines, carried: &carried, inCell: inCell)
                } isEmpty: {
                    lines.isEmpty
                }
            default: break
            }
        }
    }

    private func count(_ lines: [String]) throws {
        for line in lines { length += line.unicodeScalars.count }
        try budget.checkLength(length)
    }

    // MARK: - Paragraphs

    private func paragraph(prefix: String, inCell: Bool) throws -> (lines: [String], carried: String) {
        var paragraph = Paragraph()
        paragraph.list = styles.resolved(nil).list
        try inline(&paragraph)
        let text = paragraph.line
        if paragraph.hasDeletedMark { return (paragraph.after, prefix + text) }
        var pieces = (prefix + text).split(separator: "\n", omittingEmptySubsequences: false).map {
            TextCleaning.oneLine(String($0))
        }
        let isEmpty = pieces.allSatisfy { TextCleaning.trimmed($0).isEmpty }
        let vanished = isEmpty && (paragraph.sawDeletion || paragraph.hiddenByStyle)
        if !vanished, let list = paragraph.list,
            let label = numbering.next(instance: list, level: paragraph.level ?? 0), !isEmpty || inCell
        {
            let first = pieces.firstIndex { !$0.isEmpty } ?? 0
            let content = pieces[first]
            pieces[first] = DocxNumbering.join(label, String(content.drop { $0 == " " }))
        }
        return (pieces.filter { !TextCleaning.trimmed($0).isEmpty } + paragraph.after, "")
    }

    /// Reads what a paragraph, or an inline container in it, holds.
    private func inline(_ paragraph: inout Paragraph) throws {
        try xml.forEachChild { name in
            switch name {
            case "w:pPr": try properties(&paragraph)
            case "w:r": try run(&paragraph)
            case "m:r": try xml.forEachChild { if $0 == "m:t" { paragraph.line += try self.xml.text() } }
            case "w:del", "w:moveFrom": paragraph.sawDeletion = true
            case "w:sdtPr", "w:sdtEndPr", "w:customXmlPr", "w:smartTagPr", "w:rPr": break
            case "mc:AlternateContent":
                try alternatives {
                    try self.inline(&paragraph)
                } isEmpty: {
                    paragraph.line.isEmpty && paragraph.after.isEmpty
                }
            default: try inline(&paragraph)
            }
        }
    }

    private func properties(_ paragraph: inout Paragraph) throws {
        var style: String?
        var list: Int?
        var level: Int?
        var markDeleted = false
        try xml.forEachChild { name in
            switch name {
            case "w:pStyle": style = xml.attribute("val")
            case "w:numPr":
                try xml.forEachChild { name in
                    if name == "w:numId" { list = xml.attribute("val").flatMap { Int($0) } }
                    if name == "w:ilvl" { level = xml.attribute("val").flatMap { Int($0) } }
                }
            case "w:rPr":
                try xml.forEachChild { if $0 == "w:del" || $0 == "w:moveFrom" { markDeleted = true } }
            default: break
            }
        }
        let inherited = styles.resolved(style)
        paragraph.list = list ?? inherited.list
        paragraph.level = level ?? inherited.level
        paragraph.hiddenByStyle = inherited.hidden ?? false
        paragraph.hasDeletedMark = markDeleted
    }

    private func run(_ paragraph: inout Paragraph) throws {
        var hidden = paragraph.hiddenByStyle
        try xml.forEachChild { name in
            if name == "w:rPr" {
                try xml.forEachChild { name in
                    switch name {
                    case "w:vanish": hidden = xml.isOn()
                    case "w:rStyle":
                        if let styled = styles.resolved(xml.attribute("val") ?? "").hidden { hidden = styled }
                    default: break
                    }
                }
            } else if !hidden {
                try content(name, &paragraph)
            }
        }
    }

    /// One piece of a run.
    private func content(_ name: String, _ paragraph: inout Paragraph) throws {
        switch name {
        case "w:t": paragraph.line += TextCleaning.inline(try xml.text())
        case "w:tab", "w:ptab": paragraph.line += " "
        case "w:br", "w:cr": paragraph.line += "\n"
        case "w:noBreakHyphen": paragraph.line += "-"
        case "w:sym": paragraph.line += Self.symbol(font: xml.attribute("font"), code: xml.attribute("char"))
        case "w:footnoteReference": try note("w:footnote", &paragraph)
        case "w:endnoteReference": try note("w:endnote", &paragraph)
        case "w:ruby": try xml.forEachChild { if $0 == "w:rubyBase" { try self.inline(&paragraph) } }
        case "w:drawing", "w:pict", "w:object": paragraph.after += try textBoxes()
        case "mc:AlternateContent":
            try alternatives {
                try self.xml.forEachChild { try self.content($0, &paragraph) }
            } isEmpty: {
                paragraph.line.isEmpty && paragraph.after.isEmpty
            }
        default: break
        }
    }

    private func note(_ kind: String, _ paragraph: inout Paragraph) throws {
        guard let id = xml.attribute("id"), let lines = notes["\(kind):\(id)"], !lines.isEmpty else { return }
        noteCount += 1
        paragraph.after.append("注\(noteCount)：" + WrappedLines.joined(lines))
    }

    /// The lines of the text boxes in a drawing.
    private func textBoxes() throws -> [String] {
        var lines: [String] = []
        try xml.forEachChild { name in
            switch name {
            case "w:txbxContent": lines += try blocks()
            case "mc:AlternateContent":
                try alternatives {
                    lines += try self.textBoxes()
                } isEmpty: {
                    lines.isEmpty
                }
            default: lines += try textBoxes()
            }
        }
        return lines
    }

    /// Reads the first alternative, and the fallback only if that gave nothing.
    private func alternatives(_ read: () throws -> Void, isEmpty: () -> Bool) throws {
        let wasEmpty = isEmpty()
        var done = false
        try xml.forEachChild { name in
            guard !done, name == "mc:Choice" || name == "mc:Fallback" else { return }
            try read()
            done = name == "mc:Choice" && (!wasEmpty || !isEmpty())
        }
    }

    /// The check marks that forms are ticked with; other symbols of picture fonts have no text.
    private static func symbol(font: String?, code: String?) -> String {
        guard let code, let value = UInt32(code, radix: 16) else { return "" }
        if (0xF000...0xF0FF).contains(value) || font?.hasPrefix("Wingdings") == true {
            return switch value & 0xFF {
            case 0xFE, 0x52, 0xFC: "☑"
            case 0xA8, 0x6F, 0xA3: "□"
            default: ""
            }
        }
        return Unicode.Scalar(value).map { String($0) } ?? ""
    }

    // MARK: - Tables

    private func table() throws -> [String] {
        var grid = TableGrid()
        try rows(of: &grid)
        return grid.isFrame ? grid.loose : try grid.lines(budget: budget)
    }

    private func rows(of grid: inout TableGrid) throws {
        try xml.forEachChild { name in
            switch name {
            case "w:tr": if let row = try row() { grid.append(row) }
            case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo": try rows(of: &grid)
            default: break
            }
        }
    }

    private func row() throws -> [TableGrid.Cell]? {
        var cells: [TableGrid.Cell] = []
        var column = 0
        var dropped = false
        func read() throws {
            try xml.forEachChild { name in
                switch name {
                case "w:trPr":
                    try xml.forEachChild { name in
                        switch name {
                        case "w:gridBefore": column += span()
                        case "w:del", "w:moveFrom": dropped = true
                        case "w:hidden": dropped = xml.isOn()
                        default: break
                        }
                    }
                case "w:tc":
                    let cell = try cell(at: column)
                    column += cell.width
                    if cell.column < TableGrid.maxColumns { cells.append(cell) }
                case "w:sdt", "w:sdtContent", "w:customXml": try read()
                default: break
                }
            }
        }
        try read()
        return dropped ? nil : cells
    }

    private func cell(at column: Int) throws -> TableGrid.Cell {
        var cell = TableGrid.Cell(column: column)
        var carried = ""
        try xml.forEachChild { name in
            switch name {
            case "w:tcPr":
                try xml.forEachChild { name in
                    switch name {
                    case "w:gridSpan": cell.width = max(1, span())
                    case "w:vMerge": cell.continuesAbove = xml.attribute("val") != "restart"
                    default: break
                    }
                }
            case "w:p" where !cell.continuesAbove:
                let added = try paragraph(prefix: carried, inCell: true)
                carried = added.carried
                cell.lines += added.lines
                try count(added.lines)
            case "w:tbl": cell.lines += try table()
            case "w:sdt", "w:sdtContent", "w:customXml":
                try addBlocks(to: &cell.lines, carried: &carried, inCell: true)
            default: break
            }
        }
        if !carried.isEmpty { cell.lines.append(carried) }
        return cell
    }

    private func span() -> Int {
        max(0, min(TableGrid.maxColumns, xml.attribute("val").flatMap { Int($0) } ?? 1))
    }
}
