/// Chinese numerals: 十二 is 12, 三百 is 300, 百 is 100.
enum Numerals {
    /// The value of a Chinese digit 一…九, 两, 〇.
    static func digit(_ glyph: Unicode.Scalar) -> Int? {
        switch glyph {
        case "〇", "零": 0
        case "一", "壹": 1
        case "二", "两", "贰": 2
        case "三", "叁": 3
        case "四": 4
        case "五": 5
        case "六": 6
        case "七": 7
        case "八": 8
        case "九": 9
        default: nil
        }
    }

    /// The value of 十, 百, 千, 万, 亿.
    static func scale(_ glyph: Unicode.Scalar) -> Int? {
        switch glyph {
        case "十": 10
        case "百": 100
        case "千": 1000
        case "万": 10_000
        case "亿": 100_000_000
        default: nil
        }
    }

    /// Reads a numeral up to 亿 at `place`; returns its value and length.
    static func read(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> (value: Int, length: Int)? {
        var (total, section, digit) = (0, 0, -1)
        var here = place
        while here < end, here - place < 12 {
            if let value = Self.digit(glyphs[here]) {
                digit = value
            } else if let scale = Self.scale(glyphs[here]) {
                if scale >= 10_000 {
                    section += max(digit, 0)
                    total += (section == 0 ? 1 : section) * scale
                    section = 0
                } else {
                    section += (digit < 0 ? 1 : digit) * scale
                }
                digit = -1
            } else {
                break
            }
            here += 1
        }
        guard here > place, total < 1_000_000_000_000 else { return nil }
        return (total + section + max(digit, 0), here - place)
    }
}
