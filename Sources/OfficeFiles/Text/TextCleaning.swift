/// The conventions of the text: LF line ends, no control characters, no spaces at line ends.
enum TextCleaning {
    /// The lines of a plain text, page by page where it has form feeds.
    static func pages(_ text: String) -> [[String]] {
        var pages: [[String]] = [[]]
        var line = ""
        var previous: Unicode.Scalar = "\n"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\n", "\r", "\u{B}", "\u{85}", "\u{2028}", "\u{2029}":
                pages[pages.count - 1].append(trimmedEnd(line))
                line = ""
            case "\u{C}":
                if !line.isEmpty { pages[pages.count - 1].append(trimmedEnd(line)) }
                line = ""
                pages.append([])
            default:
                if isKept(scalar) { line.unicodeScalars.append(scalar) }
            }
            previous = scalar
        }
        if !line.isEmpty { pages[pages.count - 1].append(trimmedEnd(line)) }
        return pages
    }

    /// One line of text without control characters; line ends and TABs in it become spaces.
    static func oneLine(_ text: String) -> String { trimmedEnd(inline(text)) }

    /// A piece of a line: as `oneLine`, but spaces at its end stay.
    static func inline(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\n", "\r", "\t", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": line += " "
            default: if isKept(scalar) { line.unicodeScalars.append(scalar) }
            }
        }
        return line
    }

    /// The lines as one text; empty lines at both ends go, more than one between two lines become one.
    static func joined(_ lines: [String]) -> String {
        var text = ""
        var gap = false
        for line in lines {
            if line.isEmpty {
                gap = !text.isEmpty
                continue
            }
            if gap { text += "\n" }
            gap = false
            text += line
            text += "\n"
        }
        return text
    }

    /// A line without the spaces at its end. TABs stay if the line has others: they are the empty cells of a row.
    static func trimmedEnd(_ line: String) -> String {
        let scalars = line.unicodeScalars
        guard let last = scalars.last, last.properties.isWhitespace else { return line }
        guard let end = scalars.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
        guard scalars[..<end].contains("\t") else { return String(scalars[...end]) }
        let tail = scalars[scalars.index(after: end)...].filter { $0 == "\t" }
        return String(scalars[...end]) + String(String.UnicodeScalarView(tail))
    }

    /// The text without white space at both ends.
    static func trimmed(_ text: some StringProtocol) -> String {
        let scalars = String(text).unicodeScalars
        guard let start = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let end = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[start...end])
    }

    /// Whether a character belongs in a text: no control or invisible formatting character does.
    static func isKept(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09: true
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF, 0xFFFE, 0xFFFF:
            false
        default: true
        }
    }
}
