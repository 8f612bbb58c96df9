/// Putting together what a line end took apart.
enum WrappedLines {
    /// The lines as one: nothing goes between Chinese characters, a space between Latin words.
    static func joined(_ lines: some Sequence<String>) -> String {
        var result = ""
        for line in lines {
            let piece = TextCleaning.trimmed(line)
            guard !piece.isEmpty else { continue }
            if needsSpace(between: result.unicodeScalars.last, and: piece.unicodeScalars.first) { result += " " }
            result += piece
        }
        return result
    }

    /// Whether two characters that meet at a line end belong to Latin words, which a space keeps apart.
    static func needsSpace(between left: Unicode.Scalar?, and right: Unicode.Scalar?) -> Bool {
        guard let left, let right else { return false }
        let closing: Set<Unicode.Scalar> = [",", ".", ";", ":", "!", "?", ")", "]", "\"", "'", "%"]
        return (isLatin(left) || closing.contains(left)) && isLatin(right)
    }

    /// Whether a character is a Latin letter or a digit.
    static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC0...0x24F: true
        default: false
        }
    }

    /// Whether a character is Chinese, or a mark of Chinese typesetting.
    static func isChinese(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar else { return false }
        return switch scalar.value {
        case 0x2014, 0x2018...0x201D, 0x2026, 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFFEF,
            0x2_0000...0x3_FFFF:
            true
        default: false
        }
    }
}
