import Foundation

/// Pages are searched and cut as bytes: patterns on characters take longer than the pages themselves.
extension String {
    /// Whether the text has these words anywhere.
    func holds(_ words: String) -> Bool { bytes { $0.place(of: Array(words.utf8), from: 0) != nil } }

    /// The stretches between a beginning and the first of the ends after it.
    func stretches(after start: String, until ends: Set<Character>) -> [String] {
        let ends = Set(ends.flatMap(\.utf8))
        return bytes { text in
            var found: [String] = []
            var from = 0
            while let begin = text.place(of: Array(start.utf8), from: from) {
                from = begin + start.utf8.count
                let end = text[from...].firstIndex(where: ends.contains) ?? text.count
                found.append(String(decoding: text[from..<end], as: UTF8.self))
            }
            return found
        }
    }

    /// The text with something else for every stretch from a beginning through the next end; with `isPlain` only for those
    /// without a tag in between.
    func cut(from start: String, through end: String, isPlain: Bool = false, to other: String = "") -> String {
        bytes { text in
            var kept: [UInt8] = []
            var from = 0
            while let begin = text.place(of: Array(start.utf8), from: from) {
                let inside = begin + start.utf8.count
                guard let close = text.place(of: Array(end.utf8), from: inside) else { break }
                let isCut = !isPlain || !text[inside..<close].contains(UInt8(ascii: "<"))
                kept += text[from..<begin]
                if isCut { kept += Array(other.utf8) } else { kept += text[begin..<inside] }
                from = isCut ? close + end.utf8.count : inside
            }
            return String(decoding: kept + text[from...], as: UTF8.self)
        }
    }

    private func bytes<T>(_ body: (UnsafeBufferPointer<UInt8>) -> T) -> T {
        var text = self
        return text.withUTF8(body)
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where these bytes begin, at or after a place.
    fileprivate func place(of words: [UInt8], from: Int) -> Int? {
        guard let base = baseAddress, let first = words.first else { return nil }
        var at = from
        while at + words.count <= count, let found = memchr(base + at, Int32(first), count - words.count + 1 - at) {
            at = UnsafeRawPointer(base).distance(to: found)
            if memcmp(found, words, words.count) == 0 { return at }
            at += 1
        }
        return nil
    }
}
