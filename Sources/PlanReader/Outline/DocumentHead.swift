/// What stands before the plan's first heading: title, issuer, number, and the years the plan is for.
struct DocumentHead {
    private(set) var title: String?
    private(set) var issuer: String?
    private(set) var documentNumber: String?
    /// The plan's first and last year, where the title says so.
    private(set) var years: [Int] = []
    /// The day of issue, as far as a line says it.
    private(set) var issued: String?
    /// The first paragraph behind the title.
    private(set) var bodyParagraph = 0

    /// The first year of the plan.
    var firstYear: Int? { years.first ?? issued.flatMap { Int($0.prefix(4)) } }
    /// The last year of the plan, which stands in where a promise names no time.
    var lastYear: Int? { years.last }

    /// The year in which so many years from the issue end; a plan of just so many years ends with its last.
    func year(within span: Int) -> Int? {
        if let first = years.first, let last = years.last, last - first + 1 == span { return last }
        if let issued, let year = Int(issued.prefix(4)) { return year + span }
        return years.first.map { $0 + span - 1 }
    }

    private let text: PlanText
    private var glyphs: [Unicode.Scalar] { text.glyphs }

    private static let kinds: Words = [
        "方案", "计划", "意见", "要点", "规划", "措施", "办法", "纲要", "通知", "细则", "清单", "工程", "行动", "规定", "决定", "任务", "安排", "分工",
        "报告", "指引", "目标", "指南", "任务书", "建议", "政策", "分工表", "任务表", "一览表", "指标表", "若干措施", "条例", "工作",
    ]

    /// Reads the paragraphs before the first top heading.
    init(_ text: PlanText, _ outline: ClauseOutline) {
        self.text = text
        let first = outline.clauses.first?.range.lowerBound ?? glyphs.count
        let head = text.paragraphs.indices.prefix { text.paragraphs[$0].range.lowerBound < first && $0 < 60 }
        findTitle(head)
        for index in head { readLine(text.paragraphs[index].range) }
        if issuer == nil { findSignature(head) }
        findYears()
        if issued == nil { findDateAtEnd() }
    }

    // MARK: Title

    private mutating func findTitle(_ head: Range<Int>) {
        var best: Range<Int>?
        for index in head {
            let range = text.paragraphs[index].range
            guard isTitleLine(range), endsTitle(range) else { continue }
            var start = index
            while start > head.lowerBound,
                continuesTitle(text.paragraphs[start - 1].range, text.paragraphs[start].range, range.upperBound)
            { start -= 1 }
            let whole = text.paragraphs[start].range.lowerBound..<range.upperBound
            let isNotice = text.has("通知", at: range.upperBound - 2, before: range.upperBound)
            if best == nil || !isNotice {
                best = whole
                bodyParagraph = index + 1
            }
            if best == nil { best = whole }
        }
        guard let best else { return }
        title = text.printed(best)
        // (2023—2025年) on a line of its own below
        if bodyParagraph < head.upperBound {
            let below = text.paragraphs[bodyParagraph].range
            if below.count <= 24, glyphs[below.lowerBound] == "（", glyphs[below.upperBound - 1] == "）",
                glyphs[below].contains(where: \.isDigit)
            {
                title = (title ?? "") + text.printed(below)
                bodyParagraph += 1
            }
        }
    }

    private func isTitleLine(_ range: Range<Int>) -> Bool {
        range.count >= 4 && range.count <= 90 && !glyphs[range].contains { $0 == "。" || $0 == "；" || $0 == "！" }
            && glyphs[range.upperBound - 1] != "："
            && !glyphs[range].contains("\t")
    }

    private func endsTitle(_ range: Range<Int>) -> Bool {
        var end = range.upperBound
        while end > range.lowerBound, glyphs[end - 1].closes {
            var open = end - 1
            while open > range.lowerBound, !glyphs[open].opens { open -= 1 }
            if open == range.lowerBound { return false }
            end = open
        }
        return Self.kinds.length(in: glyphs, endingAt: end, after: range.lowerBound) != nil
            && !glyphs[range].contains("，")
    }

    /// A line above belongs to the title if it is not one of its own, nor a signature, a date or a number.
    private func continuesTitle(_ above: Range<Int>, _ line: Range<Int>, _ end: Int) -> Bool {
        guard isTitleLine(above), AnnexMark.read(glyphs, above) == nil, number(above) == nil, date(above) == nil else {
            return false
        }
        let quotes = glyphs[line.lowerBound..<end].reduce(0) {
            $0 + ($1 == "《" || $1 == "〈" ? 1 : $1 == "》" || $1 == "〉" ? -1 : 0)
        }
        if quotes < 0 { return true }
        if endsTitle(above) { return false }
        let about: Words = ["关于", "推动", "促进", "加快", "支持", "推进", "落实", "建设", "实施", "打造", "深化", "加强"]
        if about.occur(in: glyphs, above) { return true }
        let first = glyphs[line.lowerBound]
        return first == "（"
            || text.has("关于", at: line.lowerBound, before: line.upperBound) && above.count < 40
                && UnitWords.endings.length(in: glyphs, endingAt: above.upperBound, after: above.lowerBound) != nil
    }

    // MARK: Number, date, issuer

    private mutating func readLine(_ range: Range<Int>) {
        if documentNumber == nil { documentNumber = number(range) }
        if issued == nil { issued = date(range) }
        guard issuer == nil, range.count < 120 else { return }
        let about: Words = ["关于印发", "关于"]
        if let found = about.first(in: glyphs, range), found.lowerBound > range.lowerBound {
            let name = range.lowerBound..<found.lowerBound
            if UnitWords.endings.length(in: glyphs, endingAt: name.upperBound, after: name.lowerBound) != nil,
                name.count <= 40
            {
                issuer = text.slice(name)
            }
        } else if let found = about.first(in: glyphs, range), found.lowerBound == range.lowerBound,
            let above = text.paragraphs.last(where: { $0.range.upperBound == range.lowerBound })?.range,
            UnitWords.endings.length(in: glyphs, endingAt: above.upperBound, after: above.lowerBound) != nil,
            above.count <= 40
        {
            issuer = text.slice(above)
        }
    }

    /// The signature above the date.
    private mutating func findSignature(_ head: Range<Int>) {
        for index in head.dropFirst() where date(text.paragraphs[index].range) != nil {
            let above = text.paragraphs[index - 1].range
            if above.count <= 40, number(above) == nil,
                UnitWords.endings.length(in: glyphs, endingAt: above.upperBound, after: above.lowerBound) != nil
                    || text.has("室", at: above.upperBound - 1, before: above.upperBound)
            {
                issuer = text.printed(above)
                return
            }
        }
    }

    /// A line that is a document number: 政办发〔2024〕3号.
    private func number(_ range: Range<Int>) -> String? {
        guard range.count <= 30, range.count >= 7, glyphs[range.upperBound - 1] == "号", glyphs[range.lowerBound].isHan,
            let open = glyphs[range].firstIndex(of: "〔"), open + 5 < range.upperBound, glyphs[open + 5] == "〕",
            glyphs[open + 1..<open + 5].allSatisfy(\.isDigit)
        else { return nil }
        return text.printed(range)
    }

    /// A line that is a date: 2022年5月19日, or one that ends in "2022年5月20日印发".
    private func date(_ range: Range<Int>) -> String? {
        guard range.count <= 40 else { return nil }
        for place in range where glyphs[place].isDigit {
            guard let phrase = TimePhrase.read(text, at: place, before: range.upperBound) else { continue }
            let rest = range.upperBound - phrase.range.upperBound
            guard phrase.value.count == 10,
                rest <= 2 || text.has("发布", at: phrase.range.upperBound, before: range.upperBound)
            else { return nil }
            return place - range.lowerBound <= 2 || rest == 2 || rest == 0 ? phrase.value : nil
        }
        return nil
    }

    private mutating func findDateAtEnd() {
        for paragraph in text.paragraphs.suffix(6).reversed() where !paragraph.isRow {
            if let date = date(paragraph.range) {
                issued = date
                return
            }
        }
    }

    // MARK: Years

    private mutating func findYears() {
        guard let title else { return }
        let glyphs = Array(title.unicodeScalars)
        var found: [Int] = []
        var place = 0
        while place + 4 <= glyphs.count {
            if glyphs[place].isDigit, let year = Int(String(String.UnicodeScalarView(glyphs[place..<place + 4]))),
                year >= 1990, year <= 2099
            {
                let isNumber = place > 0 && glyphs[place - 1] == "〔"
                if !isNumber { found.append(year) }
                place += 4
            } else {
                place += 1
            }
        }
        if let first = found.min(), let last = found.max() {
            years = [first, last]
        } else {
            for (name, first) in [("十三五", 2016), ("十四五", 2021), ("十五五", 2026), ("十六五", 2031)] where title.contains(name)
            {
                years = [first, first + 4]
            }
        }
    }
}
