/// A number with its unit, as the text gives it: 0.8%, 160亿元, 1—2个, 百个, 4条（个）以上.
struct Quantity {
    /// From the number to the end of the unit and of 以上, 左右 behind it.
    var range: Range<Int>
    /// The number as a decimal string, without separators.
    var value: String?
    var min: String?
    var max: String?
    /// The unit with 万, 亿 before it, as written.
    var unit: String
    var sort: MeasureWords.Sort
    /// 以上, 以内, 左右 behind the unit.
    var after: Draft.Comparator?
    /// Whether the number is written in Chinese characters.
    var isChinese: Bool

    private static let afterWords: [(Words, Draft.Comparator)] = [
        (["以上", "及以上", "或以上", "之上", "余", "多"], .atLeast),
        (["以内", "以下", "及以下", "之内", "或以下"], .atMost),
        (["左右", "上下"], .about),
    ]

    /// Reads the quantity that begins at `place`.
    static func read(_ text: PlanText, at place: Int, before end: Int) -> Quantity? {
        let glyphs = text.glyphs
        if glyphs[place] == "百", text.has("百分之", at: place, before: end) {
            return chinesePercent(text, at: place, before: end)
        }
        guard let (first, afterFirst, isChinese) = number(text, at: place, before: end) else { return nil }
        if isChinese {
            guard let (unit, sort, stop, after) = unit(text, at: afterFirst, before: end),
                sort == .count || sort == .money || sort == .measure
            else {
                return nil
            }
            return Quantity(
                range: place..<stop, value: first, unit: unit, sort: sort, after: after, isChinese: true)
        }
        if let (second, secondStart, stop) = rangeEnd(text, at: afterFirst, before: end) {
            guard let (unit, sort, unitStop, after) = unit(text, at: stop, before: end) else { return nil }
            if secondStart > 0, let low = Double(first), let high = Double(second), low < high {
                return Quantity(
                    range: place..<unitStop, min: first, max: second, unit: unit, sort: sort, after: after,
                    isChinese: false)
            }
        }
        guard let (unit, sort, stop, after) = unit(text, at: afterFirst, before: end) else { return nil }
        return Quantity(range: place..<stop, value: first, unit: unit, sort: sort, after: after, isChinese: false)
    }

    // MARK: Numbers

    private static func number(_ text: PlanText, at place: Int, before end: Int) -> (String, Int, isChinese: Bool)? {
        let glyphs = text.glyphs
        if glyphs[place].isDigit {
            guard let (value, after) = digits(glyphs, at: place, before: end) else { return nil }
            return (value, after, false)
        }
        guard Numerals.digit(glyphs[place]) != nil || Numerals.scale(glyphs[place]) != nil else { return nil }
        if place > 0, blockers.contains(glyphs[place - 1]) { return nil }
        guard let (value, length) = Numerals.read(glyphs, at: place, before: end) else { return nil }
        // 千瓦, 百分点: the last character belongs to the unit
        guard value > 1, glyphs[place] != "〇" else { return nil }
        return ("\(value)", place + length, true)
    }

    /// What before a Chinese numeral makes it no quantity: 第三, 数百, 每千, 一百 inside a longer number.
    private static let blockers: Set<Unicode.Scalar> = [
        "第", "数", "几", "每", "之", "上", "多", "半", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "一", "二", "三", "四",
        "五", "六", "七", "八", "九",
        "十", "百", "千", "万", "亿", "两", "点", "星", "初", "周", "逐", "统", "同", "唯", "专", "单", "不", "其", "这", "那", "某", "任",
    ]

    /// Digits with separators of thousands and a decimal point.
    static func digits(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> (String, Int)? {
        if place > 0 {
            let before = glyphs[place - 1]
            if before.isDigit || before == "." || before == "第" || before == "," || before == ":" { return nil }
        }
        var here = place
        var value = String.UnicodeScalarView()
        var hasPoint = false
        while here < end, here - place < 20 {
            let glyph = glyphs[here]
            if glyph.isDigit {
                value.append(glyph)
            } else if glyph == ",", here + 3 < end, glyphs[here + 1].isDigit, glyphs[here + 2].isDigit,
                glyphs[here + 3].isDigit
            {
                // a separator of thousands
            } else if glyph == ".", !hasPoint, here + 1 < end, glyphs[here + 1].isDigit {
                hasPoint = true
                value.append(glyph)
            } else {
                break
            }
            here += 1
        }
        guard here < end, !glyphs[here].isDigit, glyphs[here] != "." else { return nil }
        return (String(value), here)
    }

    /// The second number of 1—2, 20%~30%, 3至5.
    private static func rangeEnd(_ text: PlanText, at place: Int, before end: Int) -> (String, Int, Int)? {
        let glyphs = text.glyphs
        var here = place
        if here < end, glyphs[here] == "%" { here += 1 }
        if here < end, glyphs[here] == "万" || glyphs[here] == "亿" { here += 1 }
        if here < end, let unit = MeasureWords.read(glyphs, at: here, before: end), here == place {
            here += unit.length
        }
        guard here < end, glyphs[here] == "-" || glyphs[here] == "~" || glyphs[here] == "至" || glyphs[here] == "到"
        else { return nil }
        while here < end, glyphs[here] == "-" || glyphs[here] == "~" || glyphs[here] == "至" || glyphs[here] == "到" {
            here += 1
        }
        guard here < end, glyphs[here].isDigit else { return nil }
        guard let (value, after) = digits(glyphs, at: here, before: end) else { return nil }
        return (value, here, after)
    }

    private static func chinesePercent(_ text: PlanText, at place: Int, before end: Int) -> Quantity? {
        let start = place + 3
        guard start < end else { return nil }
        if let (value, length) = Numerals.read(text.glyphs, at: start, before: end) {
            let (stop, after) = afterWord(text, at: start + length, before: end)
            return Quantity(
                range: place..<stop, value: "\(value)", unit: "%", sort: .percent, after: after, isChinese: false)
        }
        return nil
    }

    // MARK: Units

    private static func unit(_ text: PlanText, at place: Int, before end: Int) -> (
        String, MeasureWords.Sort, Int, Draft.Comparator?
    )? {
        let glyphs = text.glyphs
        var here = place
        var fuzzy = false
        var sort: MeasureWords.Sort?
        var wording = String.UnicodeScalarView()
        while here < end {
            if glyphs[here] == "多" || glyphs[here] == "余", here + 1 < end, glyphs[here + 1] != "元" || true, !fuzzy {
                fuzzy = true
                here += 1
                continue
            }
            if let found = MeasureWords.read(glyphs, at: here, before: end),
                Numerals.scale(glyphs[here]) == nil || found.length > 1
            {
                sort = found.sort
                wording.append(contentsOf: glyphs[here..<here + found.length])
                here += found.length
                break
            }
            guard Numerals.scale(glyphs[here]) != nil else { break }
            wording.append(glyphs[here])
            here += 1
        }
        if sort == nil {
            guard !wording.isEmpty else { return nil }
            sort = .bare
        }
        guard let sort else { return nil }
        if let stop = bracketedUnit(glyphs, at: here, before: end) {
            wording.append(contentsOf: glyphs[here..<stop])
            here = stop
        }
        if here + 1 < end, glyphs[here] == "/", glyphs[here + 1].isHan || glyphs[here + 1].isLatin {
            let stop = perUnit(glyphs, at: here + 1, before: end)
            wording.append(contentsOf: glyphs[here..<stop])
            here = stop
        }
        let (stop, after) = afterWord(text, at: here, before: end)
        return (String(wording), sort, stop, after ?? (fuzzy ? .atLeast : nil))
    }

    /// A second unit in brackets: 套（次）, 条（个）.
    private static func bracketedUnit(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> Int? {
        guard place + 2 < end, glyphs[place] == "（" else { return nil }
        var here = place + 1
        while here < end, here - place <= 6, !glyphs[here].closes {
            if glyphs[here] == "、" || glyphs[here] == "/" {
                here += 1
            } else if let unit = MeasureWords.read(glyphs, at: here, before: end) {
                here += unit.length
            } else {
                return nil
            }
        }
        return here < end && glyphs[here] == "）" && here > place + 1 ? here + 1 : nil
    }

    private static func perUnit(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> Int {
        if let unit = MeasureWords.read(glyphs, at: place, before: end) { return place + unit.length }
        var here = place
        while here < end, here - place < 6, glyphs[here].isLatin || glyphs[here].isDigit { here += 1 }
        return Swift.max(here, Swift.min(end, place + 1))
    }

    private static func afterWord(_ text: PlanText, at place: Int, before end: Int) -> (Int, Draft.Comparator?) {
        for (words, comparator) in afterWords {
            if let length = words.length(in: text.glyphs, at: place, before: end) {
                return (place + length, comparator)
            }
        }
        if place < end, text.glyphs[place] == "（",
            let length = afterWords[0].0.length(in: text.glyphs, at: place + 1, before: end),
            place + 1 + length < end, text.glyphs[place + 1 + length] == "）"
        {
            return (place + length + 2, .atLeast)
        }
        return (place, nil)
    }
}
