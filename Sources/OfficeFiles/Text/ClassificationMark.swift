/// The mark of a state secret at the head of a document's first page (GB/T 9704-2012, 7.2.2).
package struct ClassificationMark: Sendable, Equatable {
    /// The three grades of state secrets.
    package enum Grade: String, Sendable, Equatable, CaseIterable {
        case secret = "秘密"
        case confidential = "机密"
        case topSecret = "绝密"
    }

    /// The grade of secrecy.
    package let grade: Grade
    /// How long it stays secret, as printed without spaces ("1年", "长期"), if the mark says so.
    package let term: String?

    /// A mark.
    package init(grade: Grade, term: String?) {
        self.grade = grade
        self.term = term
    }

    /// The mark among the first lines of a document, before its text begins.
    init?(inHeadOf lines: [String]) {
        var seen = 0
        var previous = ""
        for line in lines {
            let text = String(String.UnicodeScalarView(line.unicodeScalars.filter { !$0.properties.isWhitespace }))
            guard !text.isEmpty else { continue }
            seen += 1
            guard seen <= 15, text.unicodeScalars.count <= 60, !Self.beginsBody(text) else { return nil }
            if let mark = Self(line: text)
                ?? line.split(separator: "\t").lazy.compactMap({ Self(line: Self.bare($0)) }).first
            {
                self = mark
                return
            }
            // The two characters of a grade may stand on a line each, set vertically.
            if previous.count == 1, text.unicodeScalars.count <= 8, let mark = Self(line: previous + text) {
                self = mark
                return
            }
            previous = text
        }
        return nil
    }

    /// The mark that a line without spaces consists of.
    private init?(line: String) {
        var rest = Substring(line)
        guard rest.unicodeScalars.count <= 30 else { return nil }
        rest.dropPrefix(of: ["份号：", "份号:", "NO.", "No.", "№"])
        rest = rest.drop { $0.isASCII && $0.isNumber }
        rest.dropPrefix(of: ["【", "[", "（", "(", "〔", "★"])
        rest.dropPrefix(of: ["密级和保密期限", "密级及保密期限", "密级"])
        rest.dropPrefix(of: ["：", ":"])
        guard let grade = Grade.allCases.first(where: { rest.hasPrefix($0.rawValue) }) else { return nil }
        rest = rest.dropFirst(2)
        rest.dropPrefix(of: ["级"])
        rest.dropSuffix(of: ["特急", "加急", "特提", "平急", "急件", "紧急"])
        rest.dropSuffix(of: ["】", "]", "）", ")", "〕"])
        let starred = rest.dropPrefix(of: ["★", "☆", "*", "＊", "·"])
        guard let term = Self.term(rest, starred: starred) else { return nil }
        self.init(grade: grade, term: term.isEmpty ? nil : term)
    }

    /// The term if `rest` is one or is empty; `nil` if it is something else.
    private static func term(_ rest: Substring, starred: Bool) -> String? {
        if rest.isEmpty || ["长期", "永久"].contains(rest) { return String(rest) }
        guard rest.unicodeScalars.count <= 12 else { return nil }
        let count = rest.drop { $0.isNumber || "〇零一二三四五六七八九十".contains($0) }
        if count.count < rest.count, ["年", "个月", "月", "天", "日"].contains(count) { return String(rest) }
        return starred && (rest.hasSuffix("前") || rest.hasSuffix("日") || rest.hasSuffix("年")) ? String(rest) : nil
    }

    /// Whether the text proper begins with this line: a numbered heading or the person addressed.
    private static func beginsBody(_ text: String) -> Bool {
        let numerals = "一二三四五六七八九十"
        guard let first = text.first else { return false }
        if numerals.contains(first), text.dropFirst().first == "、" { return true }
        return text.hasPrefix("第一章") || text.hasPrefix("（一）")
    }

    private static func bare(_ text: Substring) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
    }
}

extension Substring {
    /// Drops the first of the prefixes that fits, and says whether one did.
    @discardableResult
    fileprivate mutating func dropPrefix(of prefixes: [String]) -> Bool {
        guard let prefix = prefixes.first(where: { hasPrefix($0) }) else { return false }
        self = dropFirst(prefix.count)
        return true
    }

    /// Drops the first of the suffixes that fits.
    fileprivate mutating func dropSuffix(of suffixes: [String]) {
        guard let suffix = suffixes.first(where: { hasSuffix($0) }) else { return }
        self = dropLast(suffix.count)
    }
}
