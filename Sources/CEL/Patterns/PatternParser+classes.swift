extension PatternParser {
    /// What follows a backslash outside brackets.
    mutating func escaped() throws(PatternFault) -> PatternNode {
        switch rest.first {
        case "A": return assertion(.textStart)
        case "z": return assertion(.textEnd)
        case "b": return assertion(.wordBoundary)
        case "B": return assertion(.noWordBoundary)
        case "Q":
            rest.removeFirst()
            var parts: [PatternNode] = []
            while let next = rest.popFirst() {
                if next == "\\", take("E") { break }
                parts.append(literal(next))
            }
            return .sequence(parts)
        default:
            if let set = try classEscape() { return .set(flags.ignoresCase ? set.foldingCase : set) }
            return literal(try scalarEscape())
        }
    }

    private mutating func assertion(_ kind: PatternNode.Assertion) -> PatternNode {
        rest.removeFirst()
        return .assertion(kind)
    }

    /// A class as `\d` or `\p{L}`; nil if the escape is a single code point.
    private mutating func classEscape() throws(PatternFault) -> ScalarSet? {
        guard let letter = rest.first else { throw PatternFault(message: "the pattern ends after a backslash") }
        let set: ScalarSet
        switch letter {
        case "d": set = .digits
        case "D": set = ScalarSet.digits.inverted
        case "w": set = .word
        case "W": set = ScalarSet.word.inverted
        case "s": set = .space
        case "S": set = ScalarSet.space.inverted
        case "p", "P":
            rest.removeFirst()
            let named = try property()
            return letter == "p" ? named : named.inverted
        default: return nil
        }
        rest.removeFirst()
        return set
    }

    private mutating func property() throws(PatternFault) -> ScalarSet {
        var name = ""
        if take("{") {
            while let next = rest.popFirst(), next != "}" { name.unicodeScalars.append(next) }
        } else if let letter = rest.popFirst() {
            name.unicodeScalars.append(letter)
        }
        let isInverted = name.hasPrefix("^")
        let plain = isInverted ? String(name.dropFirst()) : name
        guard let set = UnicodeClasses.named(plain) else {
            throw PatternFault(message: "the class \\p{\(plain)} is unknown")
        }
        return isInverted ? set.inverted : set
    }

    /// An escape that stands for one code point.
    private mutating func scalarEscape() throws(PatternFault) -> Unicode.Scalar {
        guard let letter = rest.popFirst() else { throw PatternFault(message: "the pattern ends after a backslash") }
        switch letter {
        case "a": return "\u{07}"
        case "f": return "\u{0C}"
        case "n": return "\n"
        case "r": return "\r"
        case "t": return "\t"
        case "v": return "\u{0B}"
        case "x":
            var value: UInt32 = 0
            var digits = 0
            let isBraced = take("{")
            while digits < (isBraced ? 6 : 2), let digit = hexadecimal() {
                value = value * 16 + digit
                digits += 1
            }
            guard digits > 0, isBraced || digits == 2, !isBraced || take("}"), let scalar = Unicode.Scalar(value) else {
                throw PatternFault(message: "a code point is written \\x7F or \\x{10FFFF}")
            }
            return scalar
        case "0"..."7":
            guard letter == "0" || rest.first.map({ ("0"..."7").contains($0) }) == true else {
                throw PatternFault(message: "backreferences are not part of RE2")
            }
            var value = letter.value - 48
            var digits = 1
            while digits < 3, let next = rest.first, ("0"..."7").contains(next) {
                value = value * 8 + next.value - 48
                digits += 1
                rest.removeFirst()
            }
            return Unicode.Scalar(value) ?? "\u{FFFD}"
        default:
            guard letter.value < 128, !letter.properties.isAlphabetic, letter.decimalDigit == nil else {
                throw PatternFault(message: "the escape \\\(letter) is unknown")
            }
            return letter
        }
    }

    private mutating func hexadecimal() -> UInt32? {
        guard let next = rest.first, next.value < 128, let digit = UInt8(next.value).hexadecimalValue else {
            return nil
        }
        rest.removeFirst()
        return digit
    }

    /// What stands between brackets, the first of them read.
    mutating func bracket() throws(PatternFault) -> ScalarSet {
        let isInverted = take("^")
        var ranges: [ClosedRange<UInt32>] = []
        var isFirst = true
        while let next = rest.first, next != "]" || isFirst {
            isFirst = false
            if next == "[", let set = try posixClass() {
                ranges += set.ranges
                continue
            }
            rest.removeFirst()
            if next == "\\", let set = try classEscape() {
                ranges += set.ranges
                continue
            }
            let low = next == "\\" ? try scalarEscape() : next
            var high = low
            if rest.first == "-", rest.dropFirst().first != "]", rest.count > 1 {
                rest.removeFirst()
                guard let end = rest.popFirst() else { break }
                high = end == "\\" ? try scalarEscape() : end
            }
            guard low <= high else { throw PatternFault(message: "the range \(low)-\(high) runs backwards") }
            ranges.append(low.value...high.value)
        }
        guard take("]") else { throw PatternFault(message: "'[' has no ']'") }
        var set = ScalarSet(ranges)
        if flags.ignoresCase { set = set.foldingCase }
        return isInverted ? set.inverted : set
    }

    private mutating func posixClass() throws(PatternFault) -> ScalarSet? {
        guard rest.dropFirst().first == ":" else { return nil }
        let inner = rest.dropFirst(2)
        guard let end = inner.firstIndex(of: ":"), inner.index(after: end) < inner.endIndex, inner[end + 1] == "]"
        else {
            return nil
        }
        var name = ""
        name.unicodeScalars.append(contentsOf: inner[..<end])
        let isInverted = name.hasPrefix("^")
        guard let set = UnicodeClasses.posix[isInverted ? String(name.dropFirst()) : name] else {
            throw PatternFault(message: "the class [:\(name):] is unknown")
        }
        rest = inner[(end + 2)...]
        return isInverted ? set.inverted : set
    }
}
