/// What a printed page carries besides its text: page numbers such as “— 3 —” or “第 3 页 共 9 页”.
enum PageFurniture {
    /// Whether a line is nothing but a page number.
    static func isFurniture(_ line: ArraySlice<Unicode.Scalar>) -> Bool {
        let glyphs = line.lazy.filter { !$0.isBlank && $0 != "\t" }.map(\.canonical)
        var digits = 0
        var marks = 0
        var length = 0
        var first: Unicode.Scalar?
        for glyph in glyphs {
            length += 1
            if length > 12 { return false }
            if first == nil { first = glyph }
            switch glyph {
            case _ where glyph.isDigit: digits += 1
            case "-", "·", "•": marks += 1
            case "第", "页", "共", "/", "，":
                guard first == "第" || glyph != "第" else { return false }
                marks += 1
            default: return false
            }
        }
        guard digits > 0, digits <= 6, marks > 0 else { return false }
        return first == "-" || first == "·" || first == "•" || first == "第" && glyphs.contains("页")
    }
}
