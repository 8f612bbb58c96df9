import Database

/// How a value is to be read against what is reached.
package enum Comparator: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case above = ">"
    case atLeast = ">="
    case below = "<"
    case atMost = "<="
    case reached = "="
    case about = "~"
    case range
    case rises
    case neverFalls = "never_falls"

    /// Before a value, in a sentence.
    package var inWords: String {
        switch self {
        case .above: "超过"
        case .atLeast: "不低于"
        case .below: "低于"
        case .atMost: "不超过"
        case .reached: "达到"
        case .about: "约"
        case .range: "介于"
        case .rises: "逐年上升"
        case .neverFalls: "只增不减"
        }
    }
}

/// Whether the plan must or strives.
package enum Firmness: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case must, strive
}

/// What a target measures.
package enum TargetKind: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case level, difference, ratio, check, milestone

    package var title: String {
        switch self {
        case .level: "数量"
        case .difference: "增减"
        case .ratio: "比率"
        case .check: "核对"
        case .milestone: "节点"
        }
    }
}

/// Where a target's figure comes from.
package enum FigureSource: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case letter, register, report, rule, milestones

    package var title: String {
        switch self {
        case .letter: "函告"
        case .register: "台账"
        case .report: "报表"
        case .rule: "规则"
        case .milestones: "节点"
        }
    }
}

/// One sentence's wording of a target: a target may have several, one a clause, each keeping its own meaning.
package struct Expression: Sendable, Hashable, Codable {
    package let target: String
    package let clause: String
    package let position: Int
    package let comparator: Comparator?
    /// A decimal in the unit as written.
    package let value: String?
    package let minimum: String?
    package let maximum: String?
    package let unit: String?
    package let firmness: Firmness
    /// A year or a day, as the plan gives it.
    package let deadline: String?
    package let isYearly: Bool
    /// What is counted, in our own words.
    package let counts: String

    /// The promise in words: 力争 2023 年超过 600 亿元.
    package var inWords: String {
        let strives = firmness == .strive
        return
            "\(strives ? "力争" : "")\(strives && !when.isEmpty ? " " : "")\(when)\(comparison)\(comparison.isEmpty || figure.isEmpty ? "" : " ")\(figure)"
    }

    /// By when: 每年, 2023 年, 2023-06-30 前; empty where it says nothing.
    package var when: String { isYearly ? "每年" : deadline.map(Self.deadlineInWords) ?? "" }

    /// 超过, 逐年上升; empty where the figure says it all, or there is none.
    package var comparison: String {
        switch comparator {
        case nil, .range: ""
        case .rises, .neverFalls: comparator?.inWords ?? ""
        case .some(let comparator): value == nil ? "" : comparator.inWords
        }
    }

    /// 600 亿元, 1—2 %; empty where there is none.
    package var figure: String {
        switch comparator {
        case nil, .rises, .neverFalls: ""
        case .range: "\(minimum ?? "")—\(maximum ?? "")\(spacedUnit)"
        default: value.map { "\($0)\(spacedUnit)" } ?? ""
        }
    }

    private var spacedUnit: String { unit.map { " \($0)" } ?? "" }

    private static func deadlineInWords(_ deadline: String) -> String {
        deadline.count == 4 ? "\(deadline) 年" : "\(deadline) 前"
    }
}

/// A step of a promise that has no number.
package struct Milestone: Sendable, Hashable, Codable {
    package let target: String
    package let position: Int
    package let title: String
    /// `2022-12-31`, or `12-31` for every year; nil where the plan gives no date.
    package let due: String?
    package let isYearly: Bool
}

/// A target or a promise (T01–T33 in the Baise plan).
package struct Target: Sendable, Hashable, Codable {
    package let id: String
    package let key: String
    package let title: String
    package let kind: TargetKind
    package let source: FigureSource
    /// How it is known, in a sentence.
    package let knownBy: String
    package let ownerName: String
    package let owner: String?
    package let ownerBasis: String?
    package let dataFrom: String?
    /// Keys of the rulings it waits for.
    package let awaiting: [String]
    package let expressions: [Expression]
    package let milestones: [Milestone]

    /// Its light while no figure is bound to it (DESIGN §5): what waits for a ruling not among those decided has none.
    package func light(decided: (String) -> Bool) -> Light { awaiting.allSatisfy(decided) ? .noData : .awaitingRuling }
}

/// The state of a target, always with shape, colour and words.
package enum Light: String, Sendable, CaseIterable, Codable {
    case done, onPace, behind, unlikely, measured, noData, notYetDue, awaitingRuling

    package var title: String {
        switch self {
        case .done: "完成"
        case .onPace: "达到序时进度"
        case .behind: "滞后"
        case .unlikely: "预计难以完成"
        case .measured: "有数据"
        case .noData: "无数据"
        case .notYetDue: "未到统计时点"
        case .awaitingRuling: "口径待确认"
        }
    }
}
