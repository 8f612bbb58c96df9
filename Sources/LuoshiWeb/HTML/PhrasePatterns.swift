/// Finds the phrase that a whole value was made from: titles, refusals and entries of the trail are written as one text.
struct PhrasePatterns: Sendable {
    /// A phrase cut at its values; `{}责任由{}承担` has three parts, the first empty.
    private struct Pattern: Sendable {
        let parts: [String]
        let translation: String
        /// How many Chinese characters and marks must agree.
        let weight: Int

        /// 原因：…, 依据 …, ……的岗位
        var isLabel: Bool {
            guard parts.count == 2 else { return false }
            return parts[1].isEmpty
                ? parts[0].hasSuffix("：") || parts[0].hasSuffix(" ")
                : parts[0].isEmpty && parts[1].hasPrefix("的") && weight >= 3
        }
    }

    /// By the first character, by the last where the phrase begins with a value, and those with values at both ends.
    private var byFirst: [Character: [Pattern]] = [:]
    private var byLast: [Character: [Pattern]] = [:]
    private var open: [Pattern] = []

    init(_ phrases: [String: String]) {
        for (phrase, translation) in phrases where phrase.contains("{}") {
            let parts = phrase.split(separator: "{}", omittingEmptySubsequences: false).map(String.init)
            // A text of people's own hardly begins with a comma.
            let begins = parts.first?.unicodeScalars.first.map { $0.isChinese && !$0.isHan } == true ? 1 : 0
            let weight =
                parts.joined().unicodeScalars.count { $0.isChinese || "“” ".unicodeScalars.contains($0) } + begins
            let pattern = Pattern(parts: parts, translation: translation, weight: weight)
            if let first = parts.first?.first {
                byFirst[first, default: []].append(pattern)
            } else if let last = parts.last?.last {
                byLast[last, default: []].append(pattern)
            } else {
                open.append(pattern)
            }
        }
        for key in byFirst.keys { byFirst[key]?.sort(by: Self.isStronger) }
        for key in byLast.keys { byLast[key]?.sort(by: Self.isStronger) }
        open.sort(by: Self.isStronger)
    }

    private static func isStronger(_ one: Pattern, _ other: Pattern) -> Bool {
        (one.weight, one.parts.joined()) > (other.weight, other.parts.joined())
    }

    /// The value in the other language, its own values by `word`; nil where no phrase fits it.
    ///
    /// Where it may be the plan's or people's, a short phrase fits only when nothing Chinese is left outside quotes: they
    /// write “至” and “设立……。” too.
    func sentence(
        _ value: String, isOwn: Bool, isWord: (Substring) -> Bool, word: (String) -> String
    ) -> String? {
        guard let first = value.first, let last = value.last else { return nil }
        for pattern in [byFirst[first] ?? [], byLast[last] ?? [], open].joined() {
            guard let values = Self.values(of: value, in: pattern.parts, isWord: isWord) else { continue }
            if pattern.weight < Self.strong, !pattern.parts[0].hasSuffix("："), values.contains(where: Self.isLoose) {
                continue
            }
            if pattern.translation.contains(":month}"), values.contains(where: { Int($0) == nil }) { continue }
            let words = values.map(word)
            let isLeft = words.contains { $0.replacing(/“[^”]*”/, with: "").containsHan }
            if isLeft, !isOwn, pattern.weight < Self.strong, !pattern.isLabel { continue }
            return Phrasebook.fill(pattern.translation, with: words)
        }
        return nil
    }

    private static let strong = 5

    /// No value of a short phrase: nothing, or several sentences.
    private static func isLoose(_ value: String) -> Bool { value.isEmpty || value.contains { "，；。".contains($0) } }

    /// What stands where the phrase has values, each as short as possible; nil where the words differ.
    ///
    /// Of two values in a row the second is one of the product's words, or all of it.
    private static func values(of value: String, in parts: [String], isWord: (Substring) -> Bool) -> [String]? {
        guard let first = parts.first, let last = parts.last, value.hasPrefix(first) else { return nil }
        var rest = value.dropFirst(first.count)
        guard rest.hasSuffix(last) else { return nil }
        rest = rest.dropLast(last.count)
        var values: [String] = []
        for (index, part) in parts.enumerated().dropFirst().dropLast() {
            if part.isEmpty {
                let next =
                    index + 1 < parts.count - 1 ? rest.firstRange(of: parts[index + 1])?.lowerBound : rest.endIndex
                guard let next else { return nil }
                let cut = rest[..<next].indices.first { isWord(rest[$0..<next]) } ?? rest.startIndex
                values.append(String(rest[..<cut]))
                rest = rest[cut...]
            } else {
                guard let found = rest.firstRange(of: part) else { return nil }
                values.append(String(rest[..<found.lowerBound]))
                rest = rest[found.upperBound...]
            }
        }
        return values + [String(rest)]
    }
}
