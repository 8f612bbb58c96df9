/// The text between two tags or two quotes: literal words, and values that a template put in.
struct TextRun {
    private enum Part { case words(String), value(String) }
    private var parts: [Part] = []
    private(set) var isChinese = false

    var isEmpty: Bool { parts.isEmpty }

    mutating func append(_ scalar: Unicode.Scalar) {
        if scalar.isHan { isChinese = true }
        if case .words(var words)? = parts.last {
            words.unicodeScalars.append(scalar)
            parts[parts.count - 1] = .words(words)
        } else {
            parts.append(.words(String(scalar)))
        }
    }

    mutating func append(value: String) { parts.append(.value(value)) }

    var original: String { joined { $0 } }

    var values: [String] {
        parts.compactMap { part in
            if case .value(let value) = part { value } else { nil }
        }
    }

    /// As the book lists it: spaces and line breaks as one space, none at the ends.
    var key: String {
        let text = parts.map { part in
            if case .words(let words) = part { words } else { "{}" }
        }.joined()
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// White space that the template itself has before and after the phrase.
    var leading: String {
        if case .words(let words)? = parts.first { String(words.prefix(while: \.isWhitespace)) } else { "" }
    }
    var trailing: String {
        if case .words(let words)? = parts.last, words.last?.isWhitespace == true { " " } else { "" }
    }

    /// Whether words stand last, with nothing after them: Chinese ones of the template, or a value that ends in a word.
    var endsInWords: Bool {
        switch parts.last {
        case .words(let words)?: words.unicodeScalars.last?.isChinese == true
        case .value(let value)?: value.last.map { $0.isASCII && ($0.isLetter || ".,;:".contains($0)) } == true
        case nil: false
        }
    }

    /// Without a Chinese word only the punctuation changes.
    var withPlainPunctuation: String {
        joined { words in
            words.replacing("（", with: " (").replacing("）", with: ")").replacing("，", with: ", ")
                .replacing("、", with: ", ").replacing("：", with: ": ").replacing("。", with: ". ")
                .replacing("；", with: "; ").replacing("　", with: " ")
        }
    }

    private func joined(_ change: (String) -> String) -> String {
        parts.map { part in
            switch part {
            case .words(let words): change(words)
            case .value(let value): value
            }
        }.joined()
    }
}
