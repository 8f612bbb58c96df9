/// Makes lines of text from the events of an HTML parser.
final class HtmlText {
    /// What ended the reading early.
    var failure: (any Error)?

    private let budget: ReadingBudget
    private var open: [Element] = []
    private var hiddenDepth = 0
    private var preformattedDepth = 0
    private var lists: [HtmlList] = []
    private var tables: [HtmlTable] = []
    private var lines: [String] = []
    private var line = ""
    private var pendingSpace: PendingSpace = .none
    private var itemLabel = ""
    private var length = 0
    private var steps = 0

    private struct Element {
        let name: String
        let hides: Bool
    }

    /// White space that appears only if something follows it on the line.
    private enum PendingSpace { case none, space, lineEnd }

    /// A writer of an empty page.
    init(budget: ReadingBudget) { self.budget = budget }

    /// The lines, once the page has ended.
    func finish() throws -> [String] {
        breakLine()
        while !tables.isEmpty { try closeTable() }
        return lines
    }

    // MARK: - Events

    /// An element begins.
    func start(_ name: String, _ attributes: [String: String]) throws {
        try step()
        let hides = Self.hiddenElements.contains(name) || Self.isHidden(attributes)
        if !Self.voidElements.contains(name) {
            guard open.count < 1_000 else { throw UnreadableDocument.damaged(.html) }
            open.append(Element(name: name, hides: hides))
            if hides { hiddenDepth += 1 }
        }
        guard hiddenDepth == 0 else { return }
        if Self.blockElements.contains(name) { breakLine() }
        switch name {
        case "pre": preformattedDepth += 1
        case "ol", "ul", "menu", "dir": lists.append(HtmlList(ordered: name == "ol", attributes))
        case "li": if !lists.isEmpty { itemLabel = lists[lists.count - 1].nextLabel(attributes) }
        case "table": tables.append(HtmlTable())
        case "tr": withTable { $0.beginRow() }
        case "td", "th": withTable { $0.beginCell(attributes) }
        default: break
        }
    }

    /// An element ends; those left open within it end too.
    func end(_ name: String) throws {
        try step()
        guard let index = open.lastIndex(where: { $0.name == name }) else { return }
        while open.count > index {
            let element = open.removeLast()
            let wasHidden = hiddenDepth > 0
            if element.hides { hiddenDepth -= 1 }
            if !wasHidden { try close(element.name) }
        }
    }

    /// Text between the tags.
    func characters(_ text: String) throws {
        try step()
        guard hiddenDepth == 0 else { return }
        for scalar in text.unicodeScalars {
            if preformattedDepth > 0, scalar == "\n" {
                breakLine()
            } else if preformattedDepth == 0, scalar == "\n" || scalar == "\r" {
                if pendingSpace == .none { pendingSpace = .lineEnd }
            } else if scalar == " " || scalar == "\t" || scalar == "\u{C}" || scalar == "\u{A0}" {
                pendingSpace = .space
            } else if TextCleaning.isKept(scalar) {
                add(scalar)
            }
        }
    }

    // MARK: - Lines

    private func add(_ scalar: Unicode.Scalar) {
        if line.isEmpty, !itemLabel.isEmpty {
            line = DocxNumbering.join(itemLabel, String(scalar))
            itemLabel = ""
            pendingSpace = .none
            return
        }
        if !line.isEmpty {
            switch pendingSpace {
            case .none: break
            case .space: line += " "
            case .lineEnd:
                let last = line.unicodeScalars.last
                if !WrappedLines.isChinese(last), !WrappedLines.isChinese(scalar) { line += " " }
            }
        }
        pendingSpace = .none
        line.unicodeScalars.append(scalar)
    }

    private func breakLine() {
        pendingSpace = .none
        let finished = TextCleaning.trimmedEnd(line)
        line = ""
        guard !finished.isEmpty else { return }
        length += finished.unicodeScalars.count
        if tables.isEmpty { lines.append(finished) } else { withTable { $0.add([finished]) } }
    }

    private func close(_ name: String) throws {
        if Self.blockElements.contains(name) { breakLine() }
        switch name {
        case "pre": preformattedDepth = max(0, preformattedDepth - 1)
        case "ol", "ul", "menu", "dir":
            _ = lists.popLast()
            itemLabel = ""
        case "table": if !tables.isEmpty { try closeTable() }
        case "tr": withTable { $0.endRow() }
        default: break
        }
    }

    private func closeTable() throws {
        guard var table = tables.popLast() else { return }
        table.endRow()
        let rows = try table.lines(budget: budget)
        for row in rows { length += row.unicodeScalars.count }
        try budget.checkLength(length)
        if tables.isEmpty { lines += rows } else { withTable { $0.add(rows, nested: !table.grid.isFrame) } }
    }

    private func withTable(_ change: (inout HtmlTable) -> Void) {
        if !tables.isEmpty { change(&tables[tables.count - 1]) }
    }

    private func step() throws {
        steps += 1
        if steps % 1_024 == 0 {
            try budget.checkTime()
            try budget.checkLength(length + line.utf8.count / 4)
        }
    }

    // MARK: - Elements

    private static func isHidden(_ attributes: [String: String]) -> Bool {
        if attributes["hidden"] != nil || attributes["aria-hidden"] == "true" { return true }
        guard let style = attributes["style"]?.lowercased().filter({ !$0.isWhitespace }) else { return false }
        return style.contains("display:none") || style.contains("visibility:hidden")
    }

    private static let hiddenElements: Set<String> = [
        "head", "script", "style", "nav", "noscript", "template", "svg", "iframe", "object", "select", "button",
        "textarea",
        "footer", "aside", "rt", "rp", "map", "audio", "video", "canvas", "dialog",
    ]
    private static let voidElements: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
        "frame",
        "basefont", "isindex",
    ]
    private static let blockElements: Set<String> = [
        "address", "article", "blockquote", "body", "br", "caption", "center", "dd", "details", "div", "dl", "dt",
        "fieldset",
        "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li",
        "main",
        "menu", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
        "dir",
        "hgroup", "option", "ucapcontent",
    ]
}
