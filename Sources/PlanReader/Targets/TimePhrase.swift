/// A year, month or day in the text, and what it is there for: a deadline, a beginning, a base.
struct TimePhrase: Equatable {
    /// What the words around the year make of it.
    enum Role: Equatable {
        case deadline, base, past, start, mention
    }

    var range: Range<Int>
    var role: Role
    /// The first year that is named.
    var year: Int
    /// The year, or the day where one is given; `+2` for 两年内, counted from a day the text leaves open.
    var value: String

    private static let baseBefore: Words = ["比", "较", "与", "同", "相比", "相较", "对比", "从", "由", "以", "相对", "在"]
    private static let deadlineBefore: Words = ["到", "至", "截至", "截止", "截止到", "力争", "力争到", "确保", "争取到", "于"]
    private static let comparing: Words = ["相比", "基础上", "为基期", "为基数", "为基准", "的基础上", "水平", "翻"]

    /// Reads the time that begins at `place`.
    static func read(_ text: PlanText, at place: Int, before end: Int) -> TimePhrase? {
        let glyphs = text.glyphs
        if glyphs[place] == "十" || glyphs[place] == "“" { return fiveYearPlan(text, at: place, before: end) }
        if let within = within(text, at: place, before: end) { return within }
        guard glyphs[place].isDigit, place == 0 || !glyphs[place - 1].isDigit && glyphs[place - 1] != "." else {
            return nil
        }
        guard let (year, after) = year(glyphs, at: place, before: end) else { return nil }
        var here = after
        var last = year
        if here < end, glyphs[here] == "-" || glyphs[here] == "~" || glyphs[here] == "至" || glyphs[here] == "到" {
            while here < end, glyphs[here] == "-" || glyphs[here] == "~" || glyphs[here] == "至" || glyphs[here] == "到" {
                here += 1
            }
            guard let second = Self.year(glyphs, at: here, before: end), second.after < end, glyphs[second.after] == "年"
            else {
                return nil
            }
            last = second.year
            here = second.after
        }
        guard here < end, glyphs[here] == "年" else { return nil }
        here += 1
        var date = DayReading(year: last)
        here = date.read(text, at: here, before: end)
        let role = role(text, place, here, before: end, isRange: last != year)
        return TimePhrase(range: place..<here, role: role, year: year, value: date.value)
    }

    private static func year(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> (year: Int, after: Int)? {
        guard place + 4 < end || place + 4 == end else { return nil }
        var value = 0
        for k in 0..<4 {
            guard glyphs[place + k].isDigit else { return nil }
            value = value * 10 + Int(glyphs[place + k].value - 0x30)
        }
        guard value >= 1949, value <= 2099, place + 4 >= end || !glyphs[place + 4].isDigit else { return nil }
        return (value, place + 4)
    }

    private static func role(_ text: PlanText, _ start: Int, _ after: Int, before end: Int, isRange: Bool) -> Role {
        let glyphs = text.glyphs
        let floor = max(0, start - 6)
        if text.has("以来", at: after, before: end) || text.has("以前年度", at: after, before: end) { return .past }
        if text.has("起", at: after, before: end) || text.has("开始", at: after, before: end) { return .start }
        if deadlineBefore.length(in: glyphs, endingAt: start, after: floor) != nil { return .deadline }
        if baseBefore.length(in: glyphs, endingAt: start, after: floor) != nil {
            let tail = after..<min(end, after + 14)
            let before = glyphs[start - 1]
            if before == "比" || before == "较" { return .base }
            if comparing.occur(in: glyphs, tail) { return .base }
            if (before == "从" || before == "由"), after < end, glyphs[after] == "的" || changes.occur(in: glyphs, tail) {
                return .base
            }
        }
        if after < end, glyphs[after] == "的" { return .mention }
        return .deadline
    }

    private static let changes: Words = [
        "提高到", "提高至", "提升到", "提升至", "增加到", "增长到", "增至", "下降到", "下降至", "降至", "降到", "扩大到", "上升到",
    ]

    private static let recent: Words = ["近", "过去", "前", "最近", "此前", "连续", "满", "第", "上", "每", "在近", "后"]

    /// 两年内, 3年内, 用三年时间: a deadline counted from a day that is not written.
    private static func within(_ text: PlanText, at place: Int, before end: Int) -> TimePhrase? {
        let glyphs = text.glyphs
        if recent.length(in: glyphs, endingAt: place, after: max(0, place - 2)) != nil { return nil }
        if place > 0, glyphs[place - 1].isDigit || Numerals.digit(glyphs[place - 1]) != nil || glyphs[place - 1] == "十"
        {
            return nil
        }
        var here = place
        var years = 0
        if glyphs[place].isDigit {
            while here < end, here - place < 2, glyphs[here].isDigit {
                years = years * 10 + Int(glyphs[here].value - 0x30)
                here += 1
            }
        } else if let (value, length) = Numerals.read(glyphs, at: place, before: end), value < 30 {
            (years, here) = (value, here + length)
        }
        guard years > 0, years < 30 else { return nil }
        for word in ["年内", "年之内", "年时间内", "年左右时间", "年时间"] where text.has(word, at: here, before: end) {
            return TimePhrase(
                range: place..<here + word.unicodeScalars.count, role: .deadline, year: years, value: "+\(years)")
        }
        return nil
    }

    /// “十四五”末 is the end of 2025.
    private static func fiveYearPlan(_ text: PlanText, at place: Int, before end: Int) -> TimePhrase? {
        let open = text.glyphs[place] == "“" ? place + 1 : place
        let years = ["十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035]
        guard open + 3 < end, let year = years[text.words(open..<open + 3)] else { return nil }
        var here = open + 3
        if here < end, text.glyphs[here] == "”" { here += 1 }
        for word in ["期末", "末期", "末", "期间", "时期"] where text.has(word, at: here, before: end) {
            here += word.unicodeScalars.count
            let value = word.contains("末") ? "\(year)-12-31" : "\(year)"
            return TimePhrase(range: place..<here, role: .deadline, year: year, value: value)
        }
        return nil
    }
}

/// What follows a year: a month, a day, 底, 前, 上半年.
struct DayReading {
    let year: Int
    private var month: Int?
    private var day: Int?

    /// The year alone, to begin with.
    init(year: Int) { self.year = year }

    /// `2025`, or `2025-06-30` where the text is that exact.
    var value: String {
        guard let month else { return "\(year)" }
        return "\(year)-\(Self.two(month))-\(Self.two(day ?? Self.lastDay(month, of: year)))"
    }

    /// Reads what follows 年 and returns where it ends.
    mutating func read(_ text: PlanText, at place: Int, before end: Int) -> Int {
        var here = place
        if here < end, text.glyphs[here] == "度" { here += 1 }
        if let (number, after) = number(text.glyphs, at: here, before: end), (1...12).contains(number),
            text.has("月", at: after, before: end)
        {
            month = number
            here = after + 1
            if let (number, after) = self.number(text.glyphs, at: here, before: end), (1...31).contains(number),
                text.has("日", at: after, before: end)
            {
                day = min(number, Self.lastDay(month ?? 1, of: year))
                here = after + 1
            }
        }
        let periods: [(String, Int)] = [
            ("上半年", 6), ("一季度", 3), ("第一季度", 3), ("二季度", 6), ("第二季度", 6), ("三季度", 9), ("第三季度", 9), ("四季度", 12),
            ("第四季度", 12), ("年底", 12), ("底", 12), ("末", 12), ("年末", 12),
        ]
        for (word, last) in periods where text.has(word, at: here, before: end) {
            if month == nil { month = last }
            here += word.unicodeScalars.count
            break
        }
        for word in ["之前", "以前", "前", "止"] where text.has(word, at: here, before: end) {
            here += word.unicodeScalars.count
            break
        }
        return here
    }

    private func number(_ glyphs: [Unicode.Scalar], at place: Int, before end: Int) -> (Int, Int)? {
        var here = place
        var value = 0
        while here < end, here - place < 2, glyphs[here].isDigit {
            value = value * 10 + Int(glyphs[here].value - 0x30)
            here += 1
        }
        return here > place ? (value, here) : nil
    }

    static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    static func lastDay(_ month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
