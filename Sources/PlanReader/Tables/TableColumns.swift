/// What each column of a table holds, as its header says, or, without a header, as its cells look.
struct TableColumns {
    /// What a column holds.
    enum Kind: Equatable {
        case number, category, task, goal, indicator, measure, other
        case lead, responsible, cooperating, deadline
        /// The value to be reached, by the end of a year if the header names one.
        case value(Int?)
        /// The value of a base year.
        case base(Int?)
    }

    private(set) var kinds: [Kind]
    /// The rule on leading that the header of the units' column states.
    private(set) var rule: LeadRule?

    /// Whether some column names units.
    var namesUnits: Bool { kinds.contains { $0 == .lead || $0 == .responsible || $0 == .cooperating } }

    /// Whether the table is one of indicators and their values.
    var isIndicators: Bool {
        kinds.contains(.indicator) && kinds.contains { if case .value = $0 { true } else { false } }
    }

    /// The columns with a kind.
    func columns(_ kind: Kind) -> [Int] { kinds.indices.filter { kinds[$0] == kind } }

    // MARK: From a header

    private static let words: [(Words, Kind)] = [
        (
            ["责任人", "责任领导", "市领导", "县领导", "分管领导", "牵头领导", "联系人", "包抓", "备注", "属性", "依据", "来源", "电话", "挂点领导", "联系领导"],
            .other
        ),
        (["牵头", "主办", "主责", "第一责任"], .lead),
        (["配合", "协助", "参与", "协办", "协同", "支持单位", "参加"], .cooperating),
        (
            [
                "责任单位", "责任部门", "责任主体", "负责单位", "负责部门", "承办", "落实单位", "实施单位", "实施主体", "责任分工", "职责分工", "落实部门", "承担单位",
                "单位名称", "责任地区",
            ], .responsible
        ),
        (["序号", "编号", "No", "NO"], .number),
        (["计量单位", "计算单位", "指标单位"], .measure),
        (["时限", "完成时间", "时间节点", "期限", "时间进度", "进度安排", "时间要求", "实施时间", "完成日期", "时间安排", "建设周期", "起止"], .deadline),
        (["基数", "基期", "现状", "基准", "实际值", "完成情况", "现值", "基础值", "底数"], .base(nil)),
        (["目标值", "指标值", "年目标", "预期值", "年均增", "年均增速", "目标数", "任务数", "目标任务数"], .value(nil)),
        (["指标名称", "主要指标", "核心指标", "指标内容", "工作指标", "具体指标", "指标"], .indicator),
        (["目标", "预期成果", "成果", "成效", "量化"], .goal),
        (["任务", "举措", "措施", "内容", "事项", "项目", "要求", "清单", "做法", "重点工作", "主要工作", "工作"], .task),
        (["领域", "类别", "分类", "板块", "专项", "方向", "工程", "行动", "类型", "方面"], .category),
    ]

    /// Reads a row as a header; nothing if it is none.
    init?(header cells: [Range<Int>], _ text: PlanText) {
        var kinds: [Kind] = []
        var known = 0
        for cell in cells {
            guard cell.count <= 30, !text.glyphs[cell].contains("。") else { return nil }
            let kind = Self.kind(of: cell, text)
            if let kind { if kind != .other { known += 1 } }
            if let found = LeadRule.read(text.glyphs, cell) { rule = found }
            kinds.append(kind ?? (cell.isEmpty ? .other : .category))
        }
        guard known >= 2, cells.filter({ !$0.isEmpty }).count >= 2 else { return nil }
        self.kinds = kinds
        settle(cells, text)
        let telling = self.kinds.contains {
            switch $0 {
            case .lead, .responsible, .cooperating, .deadline, .value, .number, .measure, .goal: true
            default: false
            }
        }
        guard telling else { return nil }
    }

    private static func kind(of cell: Range<Int>, _ text: PlanText) -> Kind? {
        let glyphs = text.glyphs
        if let year = year(cell, text) {
            for (words, kind) in words where kind == .base(nil) {
                if words.occur(in: glyphs, cell) { return .base(year) }
            }
            if ["任务", "内容", "举措", "措施"].contains(where: { text.words(cell).contains($0) }) { return .task }
            return .value(year)
        }
        for (words, kind) in words where words.occur(in: glyphs, cell) { return kind }
        if text.words(cell) == "单位" { return .measure }
        if text.words(cell).hasSuffix("单位") || text.words(cell).hasSuffix("部门") { return .responsible }
        return nil
    }

    private static func year(_ cell: Range<Int>, _ text: PlanText) -> Int? {
        for place in cell where text.glyphs[place].isDigit {
            if let phrase = TimePhrase.read(text, at: place, before: cell.upperBound) {
                return Int(phrase.value.prefix(4))
            }
        }
        return nil
    }

    /// Settles what only the whole header tells: which of several years is the base, what 单位 means.
    private mutating func settle(_ cells: [Range<Int>], _ text: PlanText) {
        var plain: [(Int, Int)] = []
        for index in kinds.indices {
            if case .value(let year?) = kinds[index], !text.words(cells[index]).contains("目标") {
                plain.append((year, index))
            }
        }
        let values = kinds.filter { if case .value = $0 { true } else { false } }.count
        if values > 1, let first = plain.min(by: { $0.0 < $1.0 }) { kinds[first.1] = .base(first.0) }
        let hasValues = values > 0
        for index in kinds.indices {
            if kinds[index] == .measure, !hasValues, text.words(cells[index]) == "单位" { kinds[index] = .responsible }
            if kinds[index] == .goal, hasValues, !kinds.contains(.indicator) { kinds[index] = .indicator }
            if kinds[index] == .category, hasValues, !kinds.contains(.indicator), !kinds.contains(.task) {
                kinds[index] = .indicator
            }
        }
        if hasValues, !kinds.contains(.indicator), let task = kinds.firstIndex(of: .task) { kinds[task] = .indicator }
        let tasks = columns(.task)
        if tasks.count > 1 {
            for index in tasks.dropLast() { kinds[index] = .category }
        }
    }

    // MARK: From the cells

    /// Guesses the columns of a table without a header: units stand where most cells are lists of units.
    init?(rows: [[Range<Int>]], _ text: PlanText) {
        guard rows.count >= 2, let width = rows.map(\.count).max(), width >= 2 else { return nil }
        var kinds = Array(repeating: Kind.other, count: width)
        var longest = (-1, 0)
        var found = false
        for column in 0..<width {
            let cells = rows.prefix(200).compactMap { column < $0.count && !$0[column].isEmpty ? $0[column] : nil }
            guard cells.count * 3 >= min(rows.count, 200) else { continue }
            let units = cells.filter { Self.isUnits($0, text) }.count
            let total = cells.reduce(0) { $0 + $1.count }
            if units * 10 >= cells.count * 7 {
                kinds[column] = .responsible
                found = true
            } else if cells.allSatisfy({ $0.count <= 4 && text.glyphs[$0].allSatisfy { $0.isDigit || $0 == "." } }) {
                kinds[column] = .number
            } else {
                kinds[column] = .category
                if total > longest.1 { longest = (column, total) }
            }
        }
        guard found, longest.0 >= 0 else { return nil }
        kinds[longest.0] = .task
        self.kinds = kinds
    }

    private static func isUnits(_ cell: Range<Int>, _ text: PlanText) -> Bool {
        guard cell.count >= 3, cell.count <= 200 else { return false }
        let entries = UnitList(text, cell, blanksDivide: true).entries
        return !entries.isEmpty && entries.allSatisfy { $0.looksLikeUnit && $0.name.unicodeScalars.count <= 24 }
    }
}
