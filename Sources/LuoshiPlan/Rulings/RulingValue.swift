import Database
package import LuoshiCore

/// What kind of value a ruling gives to the rules that wait for it.
package enum RulingValueKind: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case day, year, combination, units, text

    package var title: String {
        switch self {
        case .day: "日期"
        case .year: "年份"
        case .combination: "全部满足或满足一项"
        case .units: "单位名单"
        case .text: "文字"
        }
    }

    /// How such a value is typed, for a refusal.
    var howToWrite: String {
        switch self {
        case .day: "应写成 2022-05-19 的样子"
        case .year: "应写成 2020 的样子，或 previous_year（上一年）"
        case .combination: "应是 all（全部满足）或 any（满足一项）"
        case .units: "应是单位代码"
        case .text: "应是不超过 500 字的一段文字"
        }
    }
}

/// The value that a decided ruling gives: a day, a base year, all or any of the conditions, units, or words.
package enum RulingValue: Sendable, Hashable {
    case day(Day)
    case year(Int)
    /// Each year is held against the one before.
    case previousYear
    case all
    case any
    /// Unit ids, sorted.
    case units([String])
    case text(String)

    /// Reads what a package or a person wrote; nil where it is not of the kind. Units are separated by 、 or commas.
    package init?(_ kind: RulingValueKind, _ text: String) {
        switch kind {
        case .day:
            guard let day = Day(text) else { return nil }
            self = .day(day)
        case .year:
            if text == "previous_year" { self = .previousYear; return }
            guard text.count == 4, let year = Int(text), (1949...2100).contains(year) else { return nil }
            self = .year(year)
        case .combination:
            guard text == "all" || text == "any" else { return nil }
            self = text == "all" ? .all : .any
        case .units:
            let units = Set(text.split { "、，, ".contains($0) }.map(String.init)).sorted()
            guard !units.isEmpty else { return nil }
            self = .units(units)
        case .text:
            guard !text.isEmpty, text.count <= 500 else { return nil }
            self = .text(text)
        }
    }

    package var kind: RulingValueKind {
        switch self {
        case .day: .day
        case .year, .previousYear: .year
        case .all, .any: .combination
        case .units: .units
        case .text: .text
        }
    }

    /// The units it names; none where it is of another kind.
    package var units: [String] {
        if case .units(let units) = self { return units }
        return []
    }

    /// As it is stored and as a package writes it.
    package var stored: String {
        switch self {
        case .day(let day): day.description
        case .year(let year): String(year)
        case .previousYear: "previous_year"
        case .all: "all"
        case .any: "any"
        case .units(let units): units.joined(separator: "、")
        case .text(let text): text
        }
    }

    /// In a sentence, with units by their names.
    package func inWords(_ names: [String: String]) -> String {
        switch self {
        case .day(let day): day.inWords
        case .year(let year): "\(year) 年"
        case .previousYear: "上一年"
        case .all: "须全部满足"
        case .any: "满足一项即可"
        case .units(let units): "\(units.map { names[$0] ?? $0 }.joined(separator: "、"))（\(units.count) 个）"
        case .text(let text): text
        }
    }
}
