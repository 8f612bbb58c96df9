/// How an automatic number is written: the formats of WordprocessingML (ECMA-376 17.18.59) that occur in Chinese documents.
enum NumberFormat {
    /// `number` written in the format that WordprocessingML calls `format`; decimal if it is not known here.
    static func text(_ number: Int, format: String) -> String {
        switch format {
        case "none", "bullet": ""
        case "chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCounting",
            "taiwaneseCountingThousand", "japaneseDigitalTenThousand", "koreanCounting", "cjk-ideographic",
            "simp-chinese-informal", "trad-chinese-informal":
            chinese(number, digits: "〇一二三四五六七八九", units: ["", "十", "百", "千"], bareTen: true)
        case "chineseLegalSimplified", "simp-chinese-formal":
            chinese(number, digits: "零壹贰叁肆伍陆柒捌玖", units: ["", "拾", "佰", "仟"], bareTen: false)
        case "ideographLegalTraditional", "japaneseLegal", "trad-chinese-formal":
            chinese(number, digits: "零壹貳參肆伍陸柒捌玖", units: ["", "拾", "佰", "仟"], bareTen: false)
        case "ideographDigital", "koreanDigital2", "taiwaneseDigital":
            mapped(number, digits: "〇一二三四五六七八九")
        case "ideographTraditional", "cjk-heavenly-stem": cycle(number, "甲乙丙丁戊己庚辛壬癸")
        case "ideographZodiac", "cjk-earthly-branch": cycle(number, "子丑寅卯辰巳午未申酉戌亥")
        case "decimalEnclosedCircle", "decimalEnclosedCircleChinese":
            enclosed(number, first: 0x2460, last: 20, second: 0x3251)
        case "decimalEnclosedFullstop": enclosed(number, first: 0x2488, last: 20, suffix: ".")
        case "decimalEnclosedParen": enclosed(number, first: 0x2474, last: 20, prefix: "(", suffix: ")")
        case "ideographEnclosedCircle": enclosed(number, first: 0x3280, last: 10)
        case "decimalFullWidth", "decimalFullWidth2": mapped(number, digits: "０１２３４５６７８９")
        case "decimalZero", "decimal-leading-zero": number < 10 ? "0\(number)" : "\(number)"
        case "numberInDash": "- \(number) -"
        case "upperRoman", "upper-roman": roman(number)
        case "lowerRoman", "lower-roman": roman(number).lowercased()
        case "upperLetter", "upper-alpha", "upper-latin": letters(number, first: "A")
        case "lowerLetter", "lower-alpha", "lower-latin": letters(number, first: "a")
        default: "\(number)"
        }
    }

    private static func chinese(_ number: Int, digits: String, units: [String], bareTen: Bool) -> String {
        let digit = Array(digits).map(String.init)
        guard (1...9_999).contains(number) else { return mapped(number, digits: digits) }
        var result = ""
        var zero = false
        var divisor = 1_000
        for place in stride(from: 3, through: 0, by: -1) {
            let value = number / divisor % 10
            if value == 0 {
                zero = !result.isEmpty
            } else {
                if zero { result += bareTen ? "零" : digit[0] }
                zero = false
                let silentOne = bareTen && value == 1 && place == 1 && result.isEmpty
                result += (silentOne ? "" : digit[value]) + units[place]
            }
            divisor /= 10
        }
        return result
    }

    private static func mapped(_ number: Int, digits: String) -> String {
        let digit = Array(digits)
        return String("\(number)".map { $0.wholeNumberValue.map { digit[$0] } ?? $0 })
    }

    private static func cycle(_ number: Int, _ signs: String) -> String {
        let sign = Array(signs)
        return number > 0 ? String(sign[(number - 1) % sign.count]) : "\(number)"
    }

    private static func enclosed(
        _ number: Int, first: UInt32, last: Int, second: UInt32? = nil, prefix: String = "", suffix: String = ""
    ) -> String {
        var code: UInt32?
        if (1...last).contains(number) { code = first + UInt32(number - 1) }
        if let second, (21...35).contains(number) { code = second + UInt32(number - 21) }
        return code.flatMap(Unicode.Scalar.init).map { String($0) } ?? "\(prefix)\(number)\(suffix)"
    }

    private static func roman(_ number: Int) -> String {
        guard (1...3_999).contains(number) else { return "\(number)" }
        let signs = [
            (1_000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
            (10, "X"),
            (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ]
        var rest = number
        var result = ""
        for (value, sign) in signs {
            while rest >= value {
                result += sign
                rest -= value
            }
        }
        return result
    }

    /// a … z, aa, bb, as word processors count.
    private static func letters(_ number: Int, first: Unicode.Scalar) -> String {
        guard (1...780).contains(number),
            let letter = Unicode.Scalar(first.value + UInt32((number - 1) % 26))
        else { return "\(number)" }
        return String(repeating: String(letter), count: (number - 1) / 26 + 1)
    }
}
