/// A fixed list of words that can be looked for at a place in the text, forwards or backwards, longest word first.
struct Words: ExpressibleByArrayLiteral, Sendable {
    private var byFirst: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]
    private var byLast: [Unicode.Scalar: [[Unicode.Scalar]]] = [:]
    private var firsts: UInt64 = 0
    private var lasts: UInt64 = 0
    /// The words themselves, to build longer lists from.
    let words: [String]

    /// The words as literals.
    init(arrayLiteral words: String...) {
        self.init(words)
    }

    /// The words of a list, or of several lists one after the other.
    init(_ words: [String]) {
        self.words = words
        for word in words {
            let glyphs = Array(word.unicodeScalars)
            guard let first = glyphs.first, let last = glyphs.last else { continue }
            byFirst[first, default: []].append(glyphs)
            byLast[last, default: []].append(glyphs)
            firsts |= 1 << UInt64(first.value & 63)
            lasts |= 1 << UInt64(last.value & 63)
        }
        for key in byFirst.keys { byFirst[key]?.sort { $0.count > $1.count } }
        for key in byLast.keys { byLast[key]?.sort { $0.count > $1.count } }
    }

    /// The length of the longest word that begins at `place` and ends at or before `end`.
    func length(in glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> Int? {
        guard place < end, firsts & (1 << UInt64(glyphs[place].value & 63)) != 0,
            let candidates = byFirst[glyphs[place]]
        else { return nil }
        next: for word in candidates where place + word.count <= end {
            for k in 1..<max(1, word.count) where glyphs[place + k] != word[k] { continue next }
            return word.count
        }
        return nil
    }

    /// The length of the longest word that ends just before `end` and begins at or after `start`.
    func length(in glyphs: [Unicode.Scalar], endingAt end: Int, after start: Int) -> Int? {
        guard end > start, lasts & (1 << UInt64(glyphs[end - 1].value & 63)) != 0,
            let candidates = byLast[glyphs[end - 1]]
        else { return nil }
        next: for word in candidates where end - word.count >= start {
            let base = end - word.count
            for k in 0..<word.count - 1 where glyphs[base + k] != word[k] { continue next }
            return word.count
        }
        return nil
    }

    /// The first place in the range where one of the words stands.
    func first(in glyphs: [Unicode.Scalar], _ range: Range<Int>) -> Range<Int>? {
        var place = range.lowerBound
        while place < range.upperBound {
            if let length = length(in: glyphs, at: place, before: range.upperBound) { return place..<place + length }
            place += 1
        }
        return nil
    }

    /// The last place in the range where one of the words stands.
    func last(in glyphs: [Unicode.Scalar], _ range: Range<Int>) -> Range<Int>? {
        var place = range.upperBound
        while place > range.lowerBound {
            if let length = length(in: glyphs, endingAt: place, after: range.lowerBound) {
                return place - length..<place
            }
            place -= 1
        }
        return nil
    }

    /// Whether one of the words stands anywhere in the range.
    func occur(in glyphs: [Unicode.Scalar], _ range: Range<Int>) -> Bool {
        first(in: glyphs, range) != nil
    }
}
