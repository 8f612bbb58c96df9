package import LuoshiCore
package import LuoshiPlan

/// Who set a value that a target is held to; what the plan itself says is the third layer (DESIGN §5 "Targets").
package enum TargetLayer: String, Sendable, CaseIterable, Codable {
    case region, task

    package var title: String {
        switch self {
        case .region: "上级下达"
        case .task: "年度任务"
        }
    }
}

/// What the region set for the city, or what a year's task is, with the document that says so. Versions stay.
package struct TargetLevel: Sendable, Hashable {
    /// `T03`.
    package let target: String
    package let layer: TargetLayer
    package let year: Int
    /// From 1, for a target, a layer and a year.
    package let version: Int
    package let comparator: Comparator
    /// A decimal in the unit in which the plan writes the target.
    package let value: String
    package let basis: Basis
    package let enteredBy: String
    /// The days on which it was in force: from the first to the day before the last; open while it is.
    package let from: Day
    package let until: Day?

    /// The document: its title, number and date.
    package struct Basis: Sendable, Hashable, Codable {
        package let title: String
        package let number: String?
        package let datedOn: Day

        package init(title: String, number: String?, datedOn: Day) {
            self.title = title
            self.number = number
            self.datedOn = datedOn
        }

        /// 关于下达任务的通知（桂科计字〔2022〕1 号，2022-03-01）.
        package var inWords: String { "\(title)（\(number.map { "\($0)，" } ?? "")\(datedOn)）" }
    }

    package func isInForce(on day: Day) -> Bool { from <= day && until.map { day < $0 } ?? true }

    /// 2022 年不低于 62.
    package var inWords: String { "\(year) 年\(comparator.inWords) \(value)" }
}

extension Comparator {
    /// Those that a layer may have, the usual one first: the others need more than one value.
    package static let single: [Comparator] = [.atLeast, .above, .reached, .atMost, .below]
}
