/// Puts whole values into the other language: the product's own words and sentences, alone or in a row.
struct PhraseWords: Sendable {
    private let phrases: [String: String]
    private let patterns: PhrasePatterns
    /// Longer texts are people's and the plan's own.
    private static let longest = 1000

    init(_ phrases: [String: String]) {
        self.phrases = phrases
        patterns = PhrasePatterns(phrases)
    }

    /// The value as far as it is the product's; itself where it is not.
    ///
    /// `isOwn`: it is a sentence of the product's, however little of it the book knows; what may be the plan's is taken
    /// apart only where nothing of it is left.
    func english(_ value: String, isOwn: Bool = false) -> String {
        var steps = Self.most
        return english(value, isOwn, &steps)
    }

    /// Parts of one value that are looked at: what somebody typed to be taken apart in many ways costs no more than that.
    private static let most = 1000

    private func english(_ value: String, _ isOwn: Bool, _ steps: inout Int) -> String {
        if let found = phrases[value] { return found }
        steps -= 1
        guard steps > 0, value.utf8.count < Self.longest, value.containsHan else { return value }
        var left = steps
        defer { steps = left }
        let again = { (part: String) in english(part, isOwn, &left) }
        if let found = named(value) ?? row(value, again) {
            return found
        }
        let isWord = { (part: Substring) in phrases[String(part)] != nil }
        return patterns.sentence(value, isOwn: isOwn, isWord: isWord, word: again) ?? list(value, again)
            ?? beginning(value, isOwn: isOwn, again) ?? labelled(value, again) ?? marked(value, again)
            ?? value
    }

    /// 任务“建平台”, 复函《关于…的函》（…）: a word of the product, and what it is called.
    private func named(_ value: String) -> String? {
        guard let mark = value.firstIndex(where: { "“《（".contains($0) }), mark > value.startIndex,
            let found = phrases[String(value[..<mark])],
            value.hasSuffix(value[mark] == "“" ? "”" : "）") || value[mark] == "《" && value.hasSuffix("》"),
            !value[mark...].dropFirst().contains(value[mark])
        else { return nil }
        return found + " " + value[mark...].replacing("（", with: "(").replacing("）", with: ")")
    }

    /// 任务、目标: every part is known; a part may have 、 in it.
    private func list(_ value: String, _ again: (String) -> String) -> String? {
        var rest = value.split(separator: "、", omittingEmptySubsequences: false)[...]
        guard rest.count > 1 else { return nil }
        var parts: [String] = []
        while !rest.isEmpty {
            let known = (1...rest.count).reversed().first { phrases[rest.prefix($0).joined(separator: "、")] != nil }
            let part = rest.prefix(known ?? 1).joined(separator: "、")
            let found = again(part)
            if found == part, part.containsHan { return nil }
            parts.append(found)
            rest = rest.dropFirst(known ?? 1)
        }
        return parts.joined(separator: ", ")
    }

    private static let separators = [("；", "; "), ("。", ". "), ("，", ", "), (" · ", " · ")]

    /// Sentences in a row, where nothing Chinese is left of any.
    private func row(_ value: String, _ again: (String) -> String) -> String? {
        search: for (separator, english) in Self.separators where value.contains(separator) {
            var found: [String] = []
            for part in value.split(separator: separator, omittingEmptySubsequences: false) {
                found.append(again(String(part)))
                if found.last?.containsHan == true { continue search }
            }
            return found.joined(separator: english)
        }
        return nil
    }

    /// Sentences in a row, of which the first is the product's, or any of them where all are.
    private func beginning(_ value: String, isOwn: Bool, _ again: (String) -> String) -> String? {
        for (separator, english) in Self.separators where value.contains(separator) {
            let parts = value.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
            let first = again(parts[0])
            if !isOwn, first == parts[0] || first.containsHan { continue }
            let found = [first] + parts.dropFirst().map(again)
            if found != parts { return found.joined(separator: english) }
        }
        return nil
    }

    /// 市科技局：更名, 从印发之日：2022 年 5 月 19 日: somebody's name, and what the product says of it.
    private func labelled(_ value: String, _ again: (String) -> String) -> String? {
        guard let colon = value.lastIndex(of: "：") else { return nil }
        let rest = String(value[value.index(after: colon)...])
        let found = again(rest)
        return found == rest || found.containsHan ? nil : "\(value[..<colon]): \(found)"
    }

    private static let marks: [Character: String] = ["，": ", ", "；": "; ", "：": ": ", "。": ". "]

    /// A text that goes on after a mark.
    private func marked(_ value: String, _ again: (String) -> String) -> String? {
        guard let first = value.first, let mark = Self.marks[first] else { return nil }
        return mark + again(String(value.dropFirst()))
    }
}
