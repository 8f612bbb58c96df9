import LuoshiCore
import LuoshiWork

/// `/cases`: cases by where they lie.
struct CaseListPage {
    let page: LuoshiWork.CasePage
    let list: String
    let procedure: String?
    let procedures: [Procedure]

    var body: HTML {
        let tabs = CaseSelection.all.map { choice -> HTML in
            let current: HTML? = choice.key == list ? " aria-current=\"page\"" : nil
            return "<li><a href=\"\(url: "/cases?list=\(choice.key)")\"\(current)>\(choice.title)</a></li>"
        }
        return """
            <h1>事项</h1>
            <nav class="tabs" aria-label="事项列表"><ul>\(tabs)</ul></nav>
            \(page.rows.isEmpty ? "<p class=\"card\">这里没有事项。</p>" as HTML : table)
            \(page.next.map { "<p class=\"actions\"><a class=\"btn btn-outline-secondary\" href=\"\(url: "/cases?list=\(list)&after=\($0.percentEncodedForQuery)")\">下一页</a></p>" as HTML })
            \(links)
            """
    }

    private var table: HTML {
        let rows = page.rows.map { row -> HTML in
            """
            <tr><th scope="row"><a href="\(url: row.item.address)">\(typed: row.item.title)</a></th>\
            <td data-label="单位">\(typed: row.unitName ?? "")</td><td data-label="流程">\(typed: row.procedureTitle)</td><td data-label="现在">\(typed: row.stateTitle)</td>\
            <td data-label="在谁手上">\(typed: row.holders.joined(separator: "、"))</td>\
            <td data-label="期限">\(CaseDue(day: row.item.dueOn, left: row.workingDaysLeft).body)</td></tr>
            """
        }
        return """
            <div class="card scroll"><table class="table stack"><thead><tr><th scope="col">事项</th><th scope="col">单位</th><th scope="col">流程</th><th scope="col">现在</th>\
            <th scope="col">在谁手上</th><th scope="col">期限</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private var links: HTML? {
        guard !procedures.isEmpty else { return nil }
        let items = procedures.map {
            "<li><a href=\"\(url: "/procedures/\($0.key)")\">\(typed: $0.title)</a></li>" as HTML
        }
        return "<section class=\"card\"><h2>流程</h2><ul class=\"chips\">\(items)</ul></section>"
    }
}

/// A due day with how many working days are left.
struct CaseDue {
    let day: Day?
    let left: Int?

    var body: HTML? {
        day.map { day in "\(day)\(left.map { " \(DueWords($0).badge)" as HTML })" }
    }
}
