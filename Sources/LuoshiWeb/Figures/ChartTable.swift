import CEL
import LuoshiFigures

/// A table of figures that is also drawn (`web/charts.js`): the chart reads the table's own rows, so both always say the same,
/// and without scripts the table is there all the same.
struct ChartTable {
    enum Form: String {
        case line, bars
        /// What is only expected: dashed.
        case ahead
    }

    struct Row {
        let title: HTML
        let value: DecimalValue?
        /// The value with its digits.
        let text: String?
        /// How the figure stands in its cell.
        let cell: HTML
        var note: HTML?

        init(title: HTML, figure: Figure, cell: HTML, note: HTML? = nil) {
            self.init(title: title, value: figure.value, text: figure.text, cell: cell, note: note)
        }

        init(title: HTML, value: DecimalValue?, text: String?, cell: HTML, note: HTML? = nil) {
            (self.title, self.value, self.text, self.cell, self.note) = (title, value, text, cell, note)
        }
    }

    let form: Form
    /// Of the first column, and what the whole is.
    let head: HTML
    let label: String
    let measure: String
    var isNewestFirst = false
    let rows: [Row]

    var html: HTML {
        let hasNotes = rows.contains { $0.note != nil }
        let lines = rows.map { row -> HTML in
            """
            <tr><th scope="row">\(row.title)</th><td class="num" data-label="数" data-value="\(row.text ?? "")">\(row.cell)</td>\
            \(hasNotes ? "<td data-label=\"说明\">\(row.note)</td>" as HTML : nil)</tr>
            """
        }
        return """
            <div class="scroll charted" tabindex="0" role="region" aria-label="\(label)">\
            <table class="table" data-chart="\(form.rawValue)" data-measure="\(typed: measure)" data-summary="\(summary)"\(isNewestFirst ? " data-order=\"newest-first\"" as HTML : nil)>\
            <thead><tr><th scope="col">\(head)</th><th scope="col" class="num">\(typed: measure)</th>\(hasNotes ? "<th scope=\"col\">说明</th>" as HTML : nil)</tr></thead><tbody>\(lines)</tbody></table></div>
            """
    }

    /// What the picture shows, for who does not see it.
    private var summary: HTML {
        let known = rows.filter { $0.value != nil }
        guard let highest = known.max(by: isLower), let lowest = known.min(by: isLower) else { return "图：没有数据" }
        return
            "图：\(known.count) 个数，最高 \(highest.title) \(typed: highest.text ?? "")，最低 \(lowest.title) \(typed: lowest.text ?? "")；各数见下表"
    }

    private func isLower(_ left: Row, _ right: Row) -> Bool {
        guard let left = left.value, let right = right.value else { return false }
        return left < right
    }
}
