import Synchronization

/// The pages' own Chinese in another language; what people and plans say stays as they said it.
///
/// A phrase is what stands between two tags or two quotes of a template, with `{}` for each value in it:
/// `共 {} 项任务` → `{} tasks`. A translation may name the values in another order: `{2} of {1}`.
package final class Phrasebook: Sendable {
    /// The book for the page that is being written; nil for Chinese.
    @TaskLocal package static var current: Phrasebook?

    private let phrases: [String: String]
    private let unknown = Mutex<Set<String>>([])

    /// Reads lines of `中文<tab>English`; other lines are comments.
    package init(_ text: String) {
        var phrases: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: "\t", maxSplits: 1)
            if parts.count == 2, !line.hasPrefix("#") { phrases[String(parts[0])] = String(parts[1]) }
        }
        self.phrases = phrases
    }

    /// Phrases that pages asked for and the book does not have.
    package var missing: Set<String> { unknown.withLock { $0 } }

    /// A value that a page shows, where it is one of the pages' own words (牵头, 已锁定).
    func word(_ value: String) -> String { phrases[value] ?? value }

    /// A run of text with values in it, translated; unknown ones stay Chinese and are remembered.
    func phrase(_ run: TextRun) -> String {
        guard run.isChinese else { return run.withPlainPunctuation }
        guard let found = phrases[run.key] else {
            unknown.withLock { _ = $0.insert(run.key) }
            return run.original
        }
        return run.leading + run.fill(found) + run.trailing
    }
}

/// The text between two tags or two quotes: literal words, and values that a template put in.
struct TextRun {
    private enum Part { case words(String), value(String) }
    private var parts: [Part] = []
    private(set) var isChinese = false

    var isEmpty: Bool { parts.isEmpty }

    mutating func append(_ scalar: Unicode.Scalar) {
        if (0x4E00...0x9FFF).contains(scalar.value) { isChinese = true }
        if case .words(var words)? = parts.last {
            words.unicodeScalars.append(scalar)
            parts[parts.count - 1] = .words(words)
        } else {
            parts.append(.words(String(scalar)))
        }
    }

    mutating func append(value: String) { parts.append(.value(value)) }

    var original: String { joined { $0 } }

    /// As the book lists it: spaces and line breaks as one space, none at the ends.
    var key: String {
        let text = parts.map { part in
            if case .words(let words) = part { words } else { "{}" }
        }.joined()
        return text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    var leading: String { String(original.prefix(while: \.isWhitespace)) }
    var trailing: String { original.last?.isWhitespace == true ? " " : "" }

    /// Without a Chinese word only the punctuation changes.
    var withPlainPunctuation: String {
        joined { words in
            words.replacing("（", with: " (").replacing("）", with: ")").replacing("，", with: ", ")
                .replacing("、", with: ", ").replacing("：", with: ": ").replacing("。", with: ". ")
                .replacing("；", with: "; ")
        }
    }

    /// `{}` takes the next value, `{2}` the second.
    func fill(_ translation: String) -> String {
        let values = parts.compactMap { part in
            if case .value(let value) = part { value } else { nil }
        }
        var result = ""
        var next = 0
        var rest = translation[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            result += rest[..<open]
            let number = Int(rest[rest.index(after: open)..<close])
            let index = number.map { $0 - 1 } ?? next
            if number == nil { next += 1 }
            if values.indices.contains(index) { result += values[index] }
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
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
