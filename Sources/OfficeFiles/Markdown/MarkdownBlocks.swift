/// The blocks of a Markdown document, read line by line.
struct MarkdownBlocks {
    private var lines: [String] = []
    private var paragraph: [String] = []
    private var fence: (mark: Character, length: Int)?
    private var tableColumns: Int?
    private var inComment = false
    private let inline: MarkdownInline

    /// An empty document; `definitions` are the names of its link references.
    init(definitions: Set<String>) { inline = MarkdownInline(definitions: definitions) }

    /// All lines, once the document has ended.
    mutating func finish() -> [String] {
        endParagraph()
        return lines
    }

    /// Reads a line; `next` is the one after it.
    mutating func read(_ line: String, next: String?) {
        let indent = line.prefix { $0 == " " }.count
        let text = String(line.dropFirst(indent))
        if let open = fence {
            if Self.fence(text).map({ $0.mark == open.mark && $0.length >= open.length && $0.info.isEmpty }) == true {
                fence = nil
            } else {
                lines.append(line)
            }
            return
        }
        if inComment {
            inComment = !text.contains("-->")
            return
        }
        if indent < 4, let opened = Self.fence(text) {
            endParagraph()
            fence = (opened.mark, opened.length)
            return
        }
        if text.hasPrefix("<!--") {
            endParagraph()
            inComment = !text.contains("-->")
            return
        }
        if text.isEmpty {
            endParagraph()
            lines.append("")
            return
        }
        if readTableRow(text, next: next) { return }
        readBlock(text, original: line, next: next)
    }

    private mutating func readBlock(_ text: String, original: String, next: String?) {
        if let heading = Self.heading(text) {
            endParagraph()
            lines.append(inline.text(heading))
        } else if Self.isSetextUnderline(text), !paragraph.isEmpty {
            endParagraph()
        } else if Self.isRule(text) {
            endParagraph()
        } else if inline.isDefinition(text) {
            endParagraph()
        } else if text.first == ">" {
            endParagraph()
            read(Self.unquoted(text), next: next.map(Self.unquoted))
        } else if let item = Self.bulletItem(text) {
            endParagraph()
            if !item.isEmpty { paragraph = [item] }
        } else if Self.isNumberedItem(text) {
            endParagraph()
            paragraph = [text]
        } else {
            paragraph.append(paragraph.isEmpty ? original : text)
        }
    }

    // MARK: - Paragraphs

    /// A paragraph that was wrapped at a width is put together; lines of their own stay lines.
    private mutating func endParagraph() {
        guard !paragraph.isEmpty else { return }
        let widths = paragraph.map(Self.width)
        let full = widths.dropLast().max() ?? 0
        let wrapped = paragraph.count > 1 && full >= 40 && widths.dropLast().allSatisfy { $0 * 10 >= full * 8 }
        var current = ""
        for line in paragraph {
            let hardBreak = current.hasSuffix("\\") && !current.hasSuffix("\\\\")
            if hardBreak { current.removeLast() }
            if !current.isEmpty {
                if wrapped, !hardBreak, !Self.endsSentence(current) {
                    let space = WrappedLines.needsSpace(
                        between: current.unicodeScalars.last, and: line.unicodeScalars.first)
                    current += (space ? " " : "") + line
                    continue
                }
                lines.append(inline.text(current))
            }
            current = line
        }
        lines.append(inline.text(current))
        paragraph = []
    }

    private static func width(_ line: String) -> Int {
        line.unicodeScalars.reduce(0) { $0 + (WrappedLines.isChinese($1) ? 2 : 1) }
    }

    private static func endsSentence(_ line: String) -> Bool {
        line.unicodeScalars.last.map { "。！？；：.!?;:）)”".unicodeScalars.contains($0) } ?? false
    }

    // MARK: - Tables

    private mutating func readTableRow(_ text: String, next: String?) -> Bool {
        if tableColumns == nil {
            guard text.contains("|"), let next, let columns = Self.delimiterColumns(next),
                MarkdownInline.cells(of: text).count == columns
            else { return false }
            endParagraph()
            tableColumns = columns
            appendRow(text, columns: columns)
            return true
        }
        guard let columns = tableColumns else { return false }
        if Self.delimiterColumns(text) != nil { return true }
        guard text.contains("|") else {
            tableColumns = nil
            return false
        }
        appendRow(text, columns: columns)
        return true
    }

    private mutating func appendRow(_ text: String, columns: Int) {
        var cells = MarkdownInline.cells(of: text).map { inline.text($0) }
        cells += Array(repeating: "", count: max(0, columns - cells.count))
        lines.append(cells.prefix(columns).joined(separator: "\t"))
    }

    /// The number of columns if the line is the one under a table's head: | --- | :-: |.
    private static func delimiterColumns(_ line: String) -> Int? {
        let text = TextCleaning.trimmed(line)
        guard text.contains("-"), text.contains("|"), text.allSatisfy({ "|:- ".contains($0) }) else { return nil }
        let cells = MarkdownInline.cells(of: text)
        return cells.allSatisfy { $0.contains("-") } ? cells.count : nil
    }

    // MARK: - Marks at the start of a line

    private static func fence(_ text: String) -> (mark: Character, length: Int, info: String)? {
        guard let mark = text.first, mark == "`" || mark == "~" else { return nil }
        let length = text.prefix { $0 == mark }.count
        let info = TextCleaning.trimmed(text.dropFirst(length))
        guard length >= 3, mark == "~" || !info.contains("`") else { return nil }
        return (mark, length, info)
    }

    private static func heading(_ text: String) -> String? {
        let level = text.prefix { $0 == "#" }.count
        let rest = text.dropFirst(level)
        guard (1...6).contains(level), rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
        var content = TextCleaning.trimmed(rest)
        let bare = String(content.reversed().drop { $0 == "#" }.reversed())
        if bare.isEmpty || bare.hasSuffix(" ") { content = TextCleaning.trimmed(bare) }
        return content
    }

    private static func isSetextUnderline(_ text: String) -> Bool {
        let bare = TextCleaning.trimmed(text)
        return bare.allSatisfy { $0 == "=" } || bare.count >= 2 && bare.allSatisfy { $0 == "-" }
    }

    private static func isRule(_ text: String) -> Bool {
        let marks = text.filter { $0 != " " && $0 != "\t" }
        guard marks.count >= 3, let mark = marks.first, "-*_".contains(mark) else { return false }
        return marks.allSatisfy { $0 == mark }
    }

    /// The text without the marks of the quotations it is in.
    private static func unquoted(_ text: String) -> String {
        var rest = text[...]
        while true {
            let start = rest.drop { $0 == " " }
            guard start.first == ">" else { return String(rest) }
            rest = start.dropFirst()
            if rest.first == " " { rest = rest.dropFirst() }
        }
    }

    private static func bulletItem(_ text: String) -> String? {
        guard let mark = text.first, "-*+".contains(mark) else { return nil }
        let rest = text.dropFirst()
        guard rest.isEmpty || rest.first == " " || rest.first == "\t" else { return nil }
        let item = rest.drop { $0 == " " || $0 == "\t" }
        for box in ["[ ] ", "[x] ", "[X] "] where item.hasPrefix(box) { return String(item.dropFirst(4)) }
        return String(item)
    }

    private static func isNumberedItem(_ text: String) -> Bool {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        guard (1...9).contains(digits.count) else { return false }
        let rest = text.dropFirst(digits.count)
        return (rest.first == "." || rest.first == ")") && rest.dropFirst().first == " "
    }
}
