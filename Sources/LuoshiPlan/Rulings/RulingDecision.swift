import Database
package import LuoshiCore

/// What was done to a matter.
package enum DecisionAct: String, Sendable, CaseIterable, Codable, SQLConvertible {
    case decided, revised, withdrawn

    package var title: String {
        switch self {
        case .decided: "裁定"
        case .revised: "修订"
        case .withdrawn: "撤销"
        }
    }
}

/// One decision on record; a later one supersedes it and never erases it.
package struct RulingDecision: Sendable, Hashable {
    package let matter: Matter
    /// The how-manieth of its matter, from 1.
    package let number: Int
    package let act: DecisionAct
    /// The option chosen; nil for a value outside the options. Of a contradiction: `prevails:1.2`, or `both`.
    package let option: String?
    /// Nil once withdrawn.
    package let value: RulingValue?
    /// What was decided, with the names of its day.
    package let words: String
    /// Why it was decided before all were heard, revised or withdrawn; empty where nothing had to be said.
    package let reason: String
    package let ground: Ground
    /// The day from which it holds.
    package let effectiveFrom: Day
    package let decidedOn: Day
    /// The name of the person.
    package let decidedBy: String

    /// The clause whose wording prevails, of a contradiction that was settled so.
    package var prevailing: String? {
        option.flatMap { $0.hasPrefix("prevails:") ? String($0.dropFirst("prevails:".count)) : nil }
    }

    /// 黄二于 2022 年 7 月 12 日裁定.
    package var signature: String { "\(decidedBy)于 \(decidedOn.inWords)\(act.title)" }
}
