extension Unicode.Scalar {
    /// Whether it is one of 0…9.
    var isDigit: Bool { value >= 0x30 && value <= 0x39 }

    /// Whether it is a Latin letter.
    var isLatin: Bool { (value >= 0x41 && value <= 0x5A) || (value >= 0x61 && value <= 0x7A) }

    /// Whether it is a Chinese character.
    var isHan: Bool {
        (value >= 0x3400 && value <= 0x9FFF) || (value >= 0x20000 && value <= 0x3134F) || value == 0x3007
    }

    /// Whether it takes no room of its own in the reading: blanks, joiners, marks of byte order.
    var isBlank: Bool {
        switch value {
        case 0x20, 0xA0, 0xAD, 0x0B, 0x0C, 0x1680, 0x3000, 0xFEFF, 0x2060, 0x0...0x8, 0xE...0x1F: true
        case 0x2000...0x200F, 0x202A...0x202F, 0x205F...0x2064: true
        default: false
        }
    }

    /// Whether it ends a line of the text.
    var isLineEnd: Bool { value == 0x0A || value == 0x0D || value == 0x85 || value == 0x2028 || value == 0x2029 }

    /// Whether it opens or closes a round bracket or a square one; the reader knows these two kinds only.
    var opens: Bool { self == "（" || self == "〔" }
    /// See `opens`.
    var closes: Bool { self == "）" || self == "〕" }
    /// The bracket that closes what this one opens.
    var closing: Unicode.Scalar { self == "（" ? "）" : "〕" }

    /// Whether it ends a sentence or a semicolon's part of one.
    var endsSentence: Bool { self == "。" || self == "；" || self == "！" || self == "？" || self == "\t" }

    /// The one form under which the reader knows it: full width and half width, kinds of dash and bracket are one.
    var canonical: Unicode.Scalar {
        switch value {
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A:
            Unicode.Scalar(value - 0xFEE0) ?? self
        default:
            Self.canonicalForms[self] ?? self
        }
    }

    private static let canonicalForms: [Unicode.Scalar: Unicode.Scalar] = [
        "(": "（", ")": "）", "﹙": "（", "﹚": "）", "[": "〔", "]": "〕", "［": "〔", "］": "〕", "【": "〔", "】": "〕",
        "﹝": "〔", "﹞": "〕", ";": "；", "﹔": "；", "﹕": "：", "!": "！", "?": "？", "﹑": "、", "､": "、", "｡": "。",
        "％": "%", "﹪": "%", "．": ".", "～": "~", "〜": "~", "∼": "~", "－": "-", "–": "-", "—": "-", "―": "-",
        "‐": "-", "‑": "-", "−": "-", "﹣": "-", "─": "-", "＋": "+", "／": "/", "＞": ">", "＜": "<", "＝": "=",
        "≧": "≥", "≦": "≤", "⩾": "≥", "⩽": "≤", "「": "“", "」": "”", "『": "“", "』": "”", "○": "〇", "＊": "*", "：": "：",
    ]
}
