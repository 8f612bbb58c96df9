/// Goes through a template once and hands its text and its quoted attributes to the phrasebook.
struct TemplateTranslation {
    /// What a template is made of: its own words, markup from another template, and text from elsewhere.
    ///
    /// Of text what is `said` has been put into the other language already.
    enum Piece { case literal(String), markup(String), text(String), said(String) }
    private enum Place { case text, tag, attribute }

    /// Attributes that people read; a `value` is what a form sends and stays as it is.
    private static let shown: Set = ["title", "placeholder", "aria-label", "alt", "label", "data-label"]
    /// Elements whose text is somebody's own, or code.
    private static let kept: Set = ["textarea", "pre", "code", "script", "style"]
    /// Elements that can hold text only.
    private static let plain: Set = ["title", "option", "textarea", "script", "style"]
    /// Elements within a sentence: Chinese needs no space around them.
    private static let inline: Set = ["a", "code", "strong", "b", "em", "span", "kbd", "q", "time"]

    private let book: Phrasebook
    private var place = Place.text
    private var run = TextRun()
    /// The tag that is being read, without what its quotes hold.
    private var tag = ""
    /// The element that the text stands in, as far as this template tells.
    private var element = ""
    private var isAfterInline = false
    /// Where in the result the tag begins that a translated word stands right before.
    private var wordEnd: Int?
    private(set) var result = ""

    init(_ pieces: [Piece], book: Phrasebook) {
        self.book = book
        // A piece of a tag, such as ` title="…"`, is written as a template of its own.
        if case .literal(let first)? = pieces.first, Self.isPartOfTag(first) { place = .tag }
        for piece in pieces {
            switch piece {
            case .literal(let text): for scalar in text.unicodeScalars { take(scalar) }
            case .markup(let markup): take(markup: markup)
            case .text(let text): take(text: text)
            case .said(let text):
                run.append(
                    value: place == .text && !Self.plain.contains(element) ? Self.marked(text) : text.escapedForHTML)
            }
        }
        flush()
    }

    private var isShown: Bool {
        guard place == .attribute else { return !Self.kept.contains(element) }
        let name = tag.dropLast(2).reversed().prefix { $0.isLetter || $0 == "-" }
        return Self.shown.contains(String(name.reversed()))
    }

    private mutating func take(markup: String) {
        if place == .tag {
            tag += markup
            result += markup
        } else if place == .attribute || Self.plain.contains(element) {
            run.append(value: Self.withoutSpans(markup))
        } else {
            run.append(value: markup)
        }
    }

    private mutating func take(text: String) {
        if place == .tag {
            result += text.escapedForHTML
        } else if !isShown {
            run.append(value: text.escapedForHTML)
        } else if place == .attribute || Self.plain.contains(element) {
            run.append(value: book.word(text).escapedForHTML)
        } else {
            let word = book.word(text)
            run.append(value: word == text && text.containsHan ? Self.chinese(text) : Self.marked(word))
        }
    }

    private static func isPartOfTag(_ literal: String) -> Bool {
        guard literal.utf8.first == UInt8(ascii: " ") else { return false }
        let name = literal.utf8.dropFirst().prefix { (97...122).contains($0) || $0 == UInt8(ascii: "-") }
        return !name.isEmpty && literal.utf8[name.endIndex...].starts(with: "=\"".utf8)
    }

    private static func withoutSpans(_ markup: String) -> String {
        guard markup.utf8.contains(UInt8(ascii: "<")) else { return markup }
        let parts = markup.split(separator: "<", omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(String(parts[0])) { text, part in
            let isSpan = part.hasPrefix("span") || part.hasPrefix("/span")
            guard isSpan, let end = part.firstIndex(of: ">") else { return "\(text)<\(part)" }
            return text + part[part.index(after: end)...]
        }
    }

    private static func chinese(_ text: String) -> String { "<span lang=\"zh-CN\">\(text.escapedForHTML)</span>" }

    /// The stretches that stayed Chinese, marked as Chinese.
    private static func marked(_ text: String) -> String {
        guard text.containsHan else { return text.escapedForHTML }
        var result = ""
        var rest = text.unicodeScalars[...]
        while let first = rest.first {
            let stretch = rest.prefix { $0.isChinese == first.isChinese }
            result += first.isChinese ? chinese(String(stretch)) : String(stretch).escapedForHTML
            rest = rest.dropFirst(stretch.count)
        }
        return result
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        switch (place, scalar) {
        case (.text, "<"):
            flush()
            tag = "<"
            result += "<"
            place = .tag
        case (.tag, ">"):
            finishTag()
            result += ">"
            place = .text
        case (.tag, "\""):
            tag += "\""
            result += "\""
            place = .attribute
        case (.attribute, "\""):
            flush()
            tag += "\""
            result += "\""
            place = .tag
        case (.tag, _):
            tag.unicodeScalars.append(scalar)
            result.unicodeScalars.append(scalar)
        default: run.append(scalar)
        }
    }

    /// Knows now which element begins or ends here; a word before one within a sentence gets its space.
    private mutating func finishTag() {
        let name = String(tag.drop { $0 == "<" || $0 == "/" }.prefix { $0.isLetter || $0.isNumber })
        let isClosing = tag.hasPrefix("</")
        element = isClosing ? "" : name
        isAfterInline = isClosing && Self.inline.contains(name)
        if let wordEnd, !isClosing, Self.inline.contains(name) {
            result.insert(" ", at: result.utf8.index(result.startIndex, offsetBy: wordEnd))
        }
        wordEnd = nil
    }

    private mutating func flush() {
        defer { run = TextRun() }
        if place == .text { wordEnd = nil }
        guard !run.isEmpty else { return }
        guard isShown else {
            result += run.original
            return
        }
        let isPlain = place == .attribute || Self.plain.contains(element)
        let phrase = book.phrase(run) { isPlain ? $0 : Self.marked($0) }
        if place == .text, run.isChinese, isAfterInline, phrase.first.map(Self.needsSpaceBefore) == true {
            result += " "
        }
        result += phrase
        isAfterInline = false
        if place == .text, run.endsInWords, phrase.last.map(Self.needsSpaceAfter) == true {
            wordEnd = result.utf8.count
        }
    }

    private static func needsSpaceBefore(_ one: Character) -> Bool { one.isLetter || one.isNumber || one == "(" }
    private static func needsSpaceAfter(_ one: Character) -> Bool {
        one.isLetter || one.isNumber || ",.:;)".contains(one)
    }
}
