import Synchronization

/// The pages' own Chinese in another language; what people and plans say stays as they said it.
///
/// A phrase is what stands between two tags or two quotes of a template, with `{}` for each value in it:
/// `共 {} 项任务` → `{} tasks`. A translation may name the values in another order: `{2} of {1}`.
package final class Phrasebook: Sendable {
    /// The book for the page that is being written; nil for Chinese.
    @TaskLocal package static var current: Phrasebook?

    private let phrases: [String: String]
    private let words: PhraseWords
    /// Values already looked for: the same names and titles stand on many pages.
    private let said = Mutex<[Said: String]>([:])
    private static let kept = 20_000
    private let unknown = Mutex<Set<String>>([])

    /// Reads lines of `中文<tab>English`; other lines are comments.
    package init(_ text: String) {
        var phrases: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1)
            if parts.count == 2, !line.hasPrefix("#") { phrases[String(parts[0])] = String(parts[1]) }
        }
        self.phrases = phrases
        words = PhraseWords(phrases)
    }

    /// Phrases that pages asked for and the book does not have.
    package var missing: Set<String> { unknown.withLock { $0 } }

    /// A value that a page shows, where it is the product's own: a word (已锁定), words in a row, or a sentence with
    /// values in it (请于 2022-08-05 前答复). Anything else stays as it is.
    ///
    /// `isOwn`: certainly the product's, such as an entry of the trail or a refusal.
    func word(_ value: String, isOwn: Bool = false) -> String {
        guard value.containsHan else { return value }
        if let found = phrases[value] { return found }
        let key = Said(value: value, isOwn: isOwn)
        if let known = said.withLock({ $0[key] }) { return known }
        let ends = value.trimmingEnds
        let found = String(ends.before) + words.english(String(ends.text), isOwn: isOwn) + String(ends.after)
        said.withLock { said in
            if said.count >= Self.kept { said.removeAll() }
            said[key] = found
        }
        return found
    }

    private struct Said: Hashable {
        let value: String
        let isOwn: Bool
    }

    /// What a word is called in one place, where it is called otherwise elsewhere: 单位[menu].
    func word(_ value: String, in place: String) -> String { phrases[value + place] ?? word(value) }

    /// A run of text with values in it, translated; unknown ones stay Chinese and are remembered.
    ///
    /// `mark` marks the Chinese that a translation quotes.
    func phrase(_ run: TextRun, mark: (String) -> String) -> String {
        guard run.isChinese else { return run.withPlainPunctuation }
        guard let found = phrases[run.key] else {
            unknown.withLock { _ = $0.insert(run.key) }
            return run.original
        }
        let leading = found.first.map { ",.;:)".contains($0) } == true ? "" : run.leading
        return leading + Self.fill(found.containsHan ? mark(found) : found, with: run.values) + run.trailing
    }

    /// `{}` takes the next value, `{2}` the second, `{2:month}` the name of the month that the second is; `{s}` is an s
    /// unless the value before it is 1, `{is|are}` likewise.
    static func fill(_ translation: String, with values: [String]) -> String {
        var result = ""
        var next = 0
        var last = ""
        var rest = translation[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let place = rest[rest.index(after: open)..<close]
            rest = rest[rest.index(after: close)...]
            let forms = place == "s" ? ["", "s"] : place.split(separator: "|").map(String.init)
            if forms.count == 2 {
                result += last == "1" ? forms[0] : forms[1]
                continue
            }
            let parts = place.split(separator: ":")
            let number = parts.first.flatMap { Int($0) }
            if number == nil { next += 1 }
            last = values[safe: (number ?? next) - 1]
            result += parts.count == 2 ? month(last) : last
        }
        return result + rest
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]

    private static func month(_ number: String) -> String {
        guard let month = Int(number), (1...12).contains(month) else { return number }
        return months[month - 1]
    }
}

extension [String] {
    /// Nothing where a translation names a value that is not there.
    fileprivate subscript(safe index: Int) -> String { indices.contains(index) ? self[index] : "" }
}

extension String {
    /// Whether a Chinese character stands in it.
    var containsHan: Bool { unicodeScalars.contains(where: \.isHan) }

    /// The text without white space at its ends, and that white space.
    fileprivate var trimmingEnds: (before: Substring, text: Substring, after: Substring) {
        let before = prefix(while: \.isWhitespace)
        let rest = dropFirst(before.count)
        guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return (before, "", rest) }
        return (before, rest[...last], rest[rest.index(after: last)...])
    }
}

extension Unicode.Scalar {
    var isHan: Bool { (0x4E00...0x9FFF).contains(value) }
    /// Chinese characters and the punctuation between them.
    var isChinese: Bool { isHan || (0x3000...0x303F).contains(value) || (0xFF00...0xFF65).contains(value) }
}
