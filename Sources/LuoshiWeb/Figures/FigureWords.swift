import LuoshiCore
import LuoshiFigures

/// How a figure stands in a line: a door to its walk back, or why there is none.
struct FigureWords {
    let figure: Figure
    let isDemonstration: Bool

    /// The address of its walk back, at the time that was asked for.
    var address: String { "/figures/\(figure.indicator.key)?unit=\(figure.unit)&at=\(figure.time.text)" }

    /// 63 家, quietly underlined; ○ 无数据.
    var linked: HTML {
        guard let text = figure.text else { return Self.absence(figure.absence ?? .noData) }
        return """
            <a class="figure" href="\(url: address)">\(typed: text)</a> \(typed: figure.indicator.measure)\(mark)
            """
    }

    /// Of which period it is, how many reported, how final it is.
    var footing: HTML? {
        var words: [String] = []
        if let expectedOn = figure.expectedOn { words.append("预计到 \(expectedOn)，不计新增和续期") }
        if let period = figure.period {
            words.append("\(period.title)")
        } else if let since {
            words.append("\(since) 以来")
        }
        if let coverage = figure.coverage { words.append("\(coverage.reported)/\(coverage.expected) 个单位已报") }
        if let status = figure.status { words.append(status.title) }
        return words.isEmpty ? nil : "<span class=\"note\">\(words.joined(separator: "，"))</span>"
    }

    /// What flows is counted from the year's first day to the day that is asked for.
    private var since: Day? {
        guard case .records(let basis) = figure.indicator.basis, basis.nature == .flow, case .day(let day) = figure.time
        else { return nil }
        return Day(year: day.year, month: 1, day: 1)
    }

    private var mark: HTML? { isDemonstration ? "<span class=\"visually-hidden\">（演示数据）</span>" : nil }

    static func absence(_ absence: Figure.Absence) -> HTML {
        let when: HTML? =
            if case .notYetDue(let day) = absence { "<span class=\"note\">（\(day) 起可知）</span>" } else { nil }
        return "<span class=\"light light-grey\"><span aria-hidden=\"true\">○</span> \(absence.title)</span>\(when)"
    }
}
