/// The number at the head of a paragraph: 一、 （二） 3. （4） ⑤ 第六章 七是 8.1.
struct OutlineMark: Equatable {
    /// The style of the number, from the outermost to the innermost as plans usually nest them.
    enum Style: Int, Comparable {
        case volume, chapter, section, chinese, chineseBracketed, arabic, decimal, arabicBracketed, circled, ordinal

        static func < (a: Style, b: Style) -> Bool { a.rawValue < b.rawValue }
    }

    var style: Style
    /// The number; for a decimal one its last part.
    var number: Int
    /// The parts of a decimal number, 2.1.3.
    var parts: [Int] = []
    /// How many glyphs it takes.
    var length: Int
    /// Whether digits follow the point ("11.121人才"), so that only the sequence can tell a number from a decimal.
    var isTight = false

    /// Reads the mark at `place`, leaving tight ones out.
    static func read(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> OutlineMark? {
        guard let mark = candidate(glyphs, at: place, before: end), !mark.isTight else { return nil }
        return mark
    }

    /// Reads the mark at `place`, tight ones included.
    static func candidate(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> OutlineMark? {
        guard place + 1 < end else { return nil }
        let glyph = glyphs[place]
        if glyph == "第" { return volume(glyphs, at: place, before: end) }
        if glyph == "（" { return bracketed(glyphs, at: place, before: end) }
        if glyph.value >= 0x2460, glyph.value <= 0x2473 {
            return OutlineMark(style: .circled, number: Int(glyph.value) - 0x245F, length: 1)
        }
        if glyph.isDigit { return arabic(glyphs, at: place, before: end) }
        guard let (number, length) = Numerals.read(glyphs, at: place, before: end), length <= 3, number < 100,
            number > 0, place + length < end
        else { return nil }
        switch glyphs[place + length] {
        case "、", ".", "，": return OutlineMark(style: .chinese, number: number, length: length + 1)
        case "是":
            guard glyph != "百", glyph != "千" else { return nil }
            return OutlineMark(style: .ordinal, number: number, length: length + 1)
        default: return nil
        }
    }

    private static func volume(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> OutlineMark? {
        var here = place + 1
        var number = 0
        if let read = Numerals.read(glyphs, at: here, before: end) {
            (number, here) = (read.value, here + read.length)
        } else {
            while here < end, glyphs[here].isDigit, here - place < 4 {
                number = number * 10 + Int(glyphs[here].value - 0x30)
                here += 1
            }
        }
        guard number > 0, here < end else { return nil }
        switch glyphs[here] {
        case "篇": return OutlineMark(style: .volume, number: number, length: here + 1 - place)
        case "章": return OutlineMark(style: .chapter, number: number, length: here + 1 - place)
        case "节": return OutlineMark(style: .section, number: number, length: here + 1 - place)
        case "部":
            guard here + 1 < end, glyphs[here + 1] == "分" else { return nil }
            return OutlineMark(style: .volume, number: number, length: here + 2 - place)
        default: return nil
        }
    }

    private static func bracketed(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> OutlineMark? {
        var here = place + 1
        var style = Style.chineseBracketed
        var number = 0
        if let read = Numerals.read(glyphs, at: here, before: end) {
            (number, here) = (read.value, here + read.length)
        } else {
            style = .arabicBracketed
            while here < end, glyphs[here].isDigit, here - place < 4 {
                number = number * 10 + Int(glyphs[here].value - 0x30)
                here += 1
            }
        }
        guard number > 0, number < 200, here < end, glyphs[here] == "）" else { return nil }
        return OutlineMark(style: style, number: number, length: here + 1 - place)
    }

    private static func arabic(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> OutlineMark? {
        var parts: [Int] = []
        var here = place
        var firstEnd = place
        while here < end, glyphs[here].isDigit, parts.count < 5 {
            var number = 0
            let start = here
            while here < end, glyphs[here].isDigit, here - start < 4 {
                number = number * 10 + Int(glyphs[here].value - 0x30)
                here += 1
            }
            if here < end, glyphs[here].isDigit { break }
            parts.append(number)
            if parts.count == 1 { firstEnd = here }
            guard here < end, glyphs[here] == ".", here + 1 < end, glyphs[here + 1].isDigit else { break }
            here += 1
        }
        guard let first = parts.first, first > 0, first < 200, firstEnd < end else { return nil }
        if parts.count > 1 || glyphs[firstEnd] == "." && firstEnd + 1 < end && glyphs[firstEnd + 1].isDigit {
            return OutlineMark(style: .arabic, number: first, parts: parts, length: firstEnd + 1 - place, isTight: true)
        }
        switch glyphs[firstEnd] {
        case ".", "、":
            return OutlineMark(style: .arabic, number: first, length: firstEnd + 1 - place)
        case "）":
            return OutlineMark(style: .arabicBracketed, number: first, length: firstEnd + 1 - place)
        default: return nil
        }
    }

    /// The length of a decimal number with all its parts, and of a full stop after it.
    func decimalLength(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> Int {
        var here = place
        while here < end, glyphs[here].isDigit || glyphs[here] == "." { here += 1 }
        return here - place
    }
}
