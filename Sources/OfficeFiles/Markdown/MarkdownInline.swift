/// The marks within a line of Markdown: emphasis, code, links, escapes and tags.
struct MarkdownInline {
    private let definitions: Set<String>

    /// Reads lines of a document that defines these link references.
    init(definitions: Set<String>) { self.definitions = definitions }

    /// The names of the link references that the lines define.
    static func definitions(in lines: [String]) -> Set<String> {
        Set(lines.compactMap { definition(String($0.drop { $0 == " " })) })
    }

    /// Whether a line only defines a link reference.
    func isDefinition(_ line: String) -> Bool { Self.definition(line) != nil }

    private static func definition(_ line: String) -> String? {
        guard line.first == "[", let close = line.firstIndex(of: "]") else { return nil }
        let rest = line[line.index(after: close)...]
        let name = line[line.index(after: line.startIndex)..<close]
        guard rest.first == ":", !name.isEmpty, !name.hasPrefix("^") else { return nil }
        let target = rest.dropFirst().drop { $0 == " " }
        let looksLikeTarget = ["http://", "https://", "/", "./", "../", "#", "<", "mailto:"].contains {
            target.hasPrefix($0)
        }
        return looksLikeTarget ? name.lowercased() : nil
    }

    /// The cells of a table row.
    static func cells(of row: String) -> [String] {
        var text = Substring(TextCleaning.trimmed(row))
        if text.first == "|" { text = text.dropFirst() }
        if text.last == "|", !text.hasSuffix("\\|") { text = text.dropLast() }
        var cells = [""]
        var escaped = false
        for character in text {
            if character == "|", !escaped {
                cells.append("")
            } else {
                if character == "|", escaped { cells[cells.count - 1].removeLast() }
                cells[cells.count - 1].append(character)
            }
            escaped = character == "\\" && !escaped
        }
        return cells.map { TextCleaning.trimmed($0) }
    }

    /// The line without its marks.
    func text(_ line: String) -> String {
        // Nobody marks up a line of this length; to look for pairs of marks in it could take very long.
        guard line.utf8.count < 40_000 else { return line }
        guard line.unicodeScalars.contains(where: { Self.special.contains($0) }) else { return line }
        var pieces = Self.tokens(line)
        resolveLinks(&pieces)
        Self.resolveEmphasis(&pieces)
        return TextCleaning.trimmedEnd(pieces.map(\.text).joined())
    }

    private static let special = Set("\\`*_~[]<&!".unicodeScalars)

    /// A piece of a line: text that stays, or a run of marks that may go.
    private struct Piece {
        var text: String
        var mark: Character?
        var opens = false
        var closes = false
    }

    // MARK: - Tokens

    private static func tokens(_ line: String) -> [Piece] {
        let characters = Array(line)
        var pieces: [Piece] = []
        var at = 0
        func add(_ text: String) {
            if let last = pieces.indices.last, pieces[last].mark == nil {
                pieces[last].text += text
            } else {
                pieces.append(Piece(text: text))
            }
        }
        while at < characters.count {
            let character = characters[at]
            switch character {
            case "\\" where at + 1 < characters.count && isPunctuation(characters[at + 1]):
                add(String(characters[at + 1]))
                at += 2
            case "`":
                let run = characters[at...].prefix { $0 == "`" }.count
                if let end = codeEnd(characters, after: at + run, run: run) {
                    add(TextCleaning.trimmed(String(characters[(at + run)..<end])))
                    at = end + run
                } else {
                    add(String(repeating: "`", count: run))
                    at += run
                }
            case "<":
                if let tag = tag(characters, at: at) {
                    add(tag.text)
                    at = tag.end
                } else {
                    add("<")
                    at += 1
                }
            case "&":
                let entity = entity(characters, at: at)
                add(entity.text)
                at = entity.end
            case "*", "_", "~":
                let run = characters[at...].prefix { $0 == character }.count
                pieces.append(delimiter(characters, at: at, run: run))
                at += run
            case "[", "]":
                pieces.append(Piece(text: String(character), mark: character))
                at += 1
            default:
                add(String(character))
                at += 1
            }
        }
        return pieces
    }

    private static func codeEnd(_ characters: [Character], after start: Int, run: Int) -> Int? {
        var at = start
        while at < characters.count {
            guard characters[at] == "`" else {
                at += 1
                continue
            }
            let length = characters[at...].prefix { $0 == "`" }.count
            if length == run { return at }
            at += length
        }
        return nil
    }

    /// An HTML tag, which goes, or an address in angle brackets, which stays.
    private static func tag(_ characters: [Character], at start: Int) -> (text: String, end: Int)? {
        guard let close = characters[start...].prefix(400).firstIndex(of: ">"), close > start + 1 else { return nil }
        let inner = String(characters[(start + 1)..<close])
        if inner.contains("://") || inner.hasPrefix("mailto:"), !inner.contains(" ") { return (inner, close + 1) }
        let name = inner.drop { $0 == "/" }.prefix { $0.isASCII && ($0.isLetter || $0.isNumber) }.lowercased()
        guard tags.contains(name) else { return nil }
        return (name == "br" ? " " : "", close + 1)
    }

    private static let tags: Set<String> = [
        "a", "b", "br", "center", "code", "del", "details", "div", "em", "font", "h1", "h2", "h3", "h4", "h5", "h6",
        "hr", "i",
        "img", "ins", "kbd", "li", "mark", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "summary", "sup",
        "table",
        "tbody", "td", "th", "thead", "tr", "u", "ul",
    ]

    private static func entity(_ characters: [Character], at start: Int) -> (text: String, end: Int) {
        guard let close = characters[start...].prefix(10).firstIndex(of: ";") else { return ("&", start + 1) }
        let name = String(characters[(start + 1)..<close])
        let named = [
            "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "emsp": " ", "ensp": " ",
            "mdash": "—",
            "ldquo": "“", "rdquo": "”", "middot": "·", "hellip": "…",
        ]
        if let text = named[name] { return (text, close + 1) }
        guard name.hasPrefix("#") else { return ("&", start + 1) }
        let digits = name.dropFirst()
        let value = digits.lowercased().hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
        guard let scalar = value.flatMap(Unicode.Scalar.init), TextCleaning.isKept(scalar) else {
            return ("&", start + 1)
        }
        return (String(scalar), close + 1)
    }

    /// A run of emphasis marks, with what CommonMark calls left- and right-flanking.
    ///
    /// Between Chinese characters the rule is relaxed, as its authors mean a word by it: **重点：**推进 is emphasis.
    private static func delimiter(_ characters: [Character], at start: Int, run: Int) -> Piece {
        let mark = characters[start]
        let before = start > 0 ? characters[start - 1] : " "
        let after = start + run < characters.count ? characters[start + run] : " "
        var piece = Piece(text: String(repeating: mark, count: run), mark: mark)
        let spaceBefore = before.isWhitespace
        let spaceAfter = after.isWhitespace
        switch mark {
        case "_":
            piece.opens = !spaceAfter && (spaceBefore || isPunctuation(before) || isChinesePunctuation(before))
            piece.closes = !spaceBefore && (spaceAfter || isPunctuation(after) || isChinesePunctuation(after))
        case "~":
            piece.opens = run == 2 && !spaceAfter
            piece.closes = run == 2 && !spaceBefore
        default:
            let betweenNumbers = run == 1 && before.isNumber && after.isNumber
            piece.opens = !spaceAfter && !betweenNumbers && run <= 3
            piece.closes = !spaceBefore && !betweenNumbers && run <= 3
        }
        return piece
    }

    private static func isPunctuation(_ character: Character) -> Bool {
        character.isASCII && (character.isPunctuation || character.isSymbol)
    }

    private static func isChinesePunctuation(_ character: Character) -> Bool {
        !character.isASCII && character.isPunctuation
    }

    // MARK: - Links and emphasis

    /// Replaces [text](target), ![alt](target) and [text][name] by their text.
    private func resolveLinks(_ pieces: inout [Piece]) {
        var opened: [Int] = []
        var at = 0
        while at < pieces.count {
            if pieces[at].mark == "[" {
                opened.append(at)
            } else if pieces[at].mark == "]", let start = opened.popLast() {
                resolveLink(from: start, to: at, &pieces)
            }
            at += 1
        }
    }

    private func resolveLink(from start: Int, to end: Int, _ pieces: inout [Piece]) {
        var isLink = false
        if end + 1 < pieces.count, pieces[end + 1].mark == nil, pieces[end + 1].text.hasPrefix("(") {
            // A target may hold marks itself, such as an underscore.
            var target = ""
            var last = end + 1
            while last < pieces.count, last <= end + 64 {
                let piece = pieces[last].text
                if let close = Self.targetEnd(target + piece) {
                    let whole = target + piece
                    guard Self.isTarget(whole[..<close]) else { return }
                    for index in (end + 1)..<last { pieces[index] = Piece(text: "") }
                    pieces[last] = Piece(text: String(whole[whole.index(after: close)...]))
                    isLink = true
                    break
                }
                target += piece
                last += 1
            }
        } else if end + 2 < pieces.count, pieces[end + 1].mark == "[" {
            let names = pieces[(end + 2)...].prefix { $0.mark != "]" }
            let name = names.map(\.text).joined()
            let known = name.isEmpty ? pieces[(start + 1)..<end].map(\.text).joined() : name
            if definitions.contains(known.lowercased()), end + 2 + names.count < pieces.count {
                for index in (end + 1)...(end + 2 + names.count) { pieces[index] = Piece(text: "") }
                isLink = true
            }
        } else if definitions.contains(pieces[(start + 1)..<end].map(\.text).joined().lowercased()) {
            isLink = true
        }
        guard isLink else { return }
        pieces[start] = Piece(text: "")
        pieces[end] = Piece(text: "")
        if start > 0, pieces[start - 1].mark == nil, pieces[start - 1].text.hasSuffix("!") {
            pieces[start - 1].text.removeLast()
        }
    }

    /// Where the parenthesis that opens `text` is closed.
    private static func targetEnd(_ text: String) -> String.Index? {
        var depth = 0
        for index in text.indices {
            if text[index] == "(" { depth += 1 }
            if text[index] == ")" {
                depth -= 1
                if depth == 0 { return index }
            }
        }
        return nil
    }

    /// Whether what is in parentheses after brackets is a link's target: an address, which has no Chinese text in it but for a title.
    private static func isTarget(_ text: Substring) -> Bool {
        let target = TextCleaning.trimmed(text.dropFirst())
        guard let address = target.split(separator: " ", maxSplits: 1).first else { return false }
        if target.hasPrefix("<") { return true }
        let rest = target.dropFirst(address.count).drop { $0 == " " }
        return rest.isEmpty || rest.first == "\"" || rest.first == "'"
    }

    /// Takes out pairs of emphasis marks; a mark without its pair is text.
    private static func resolveEmphasis(_ pieces: inout [Piece]) {
        var openers: [Int] = []
        for index in pieces.indices {
            guard let mark = pieces[index].mark, "*_~".contains(mark) else { continue }
            if pieces[index].closes {
                while let length = Optional(pieces[index].text.count), length > 0,
                    let found = openers.lastIndex(where: { pieces[$0].mark == mark })
                {
                    let opener = openers[found]
                    let used = min(length, pieces[opener].text.count)
                    guard index > opener + 1 else { break }
                    pieces[opener].text.removeLast(used)
                    pieces[index].text.removeLast(used)
                    openers.removeSubrange((pieces[opener].text.isEmpty ? found : found + 1)...)
                    if pieces[opener].text.isEmpty, openers.isEmpty { continue }
                }
            }
            if pieces[index].opens, !pieces[index].text.isEmpty { openers.append(index) }
        }
    }
}
