import Database

/// How final a collected value is (PRACTICE: 快报数 · 初步数 · 年报数 · 最终核实数).
package enum FigureStatus: String, Sendable, CaseIterable, Codable, Comparable, SQLConvertible {
    case quick, preliminary, annual, final

    package var title: String {
        switch self {
        case .quick: "快报数"
        case .preliminary: "初步数"
        case .annual: "年报数"
        case .final: "最终核实数"
        }
    }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    package static func < (left: FigureStatus, right: FigureStatus) -> Bool { left.rank < right.rank }
}
