import LuoshiCore
import LuoshiFigures

/// `/figures/editions/…`: what was published of a period, what moved afterwards, and what may be done.
struct EditionPage {
    let view: EditionView
    let csrf: String
    let filled: FilledForm
    let isDemonstration: Bool
    let today: Day

    private var path: String { "/figures/editions/\(view.period.text)" }

    var body: HTML {
        """
        <p class="crumb"><a href="/figures">数据</a> › \(view.period.title)</p>
        <h1>\(view.period.title)：\(standing)</h1>
        <p class="sub">公布的版本不再改动。之后的更正使现数变动，记作修订，由办公室决定是否再公布一版。</p>
        \(acts)
        \(rows)
        \(revisions)
        """
    }

    private var standing: String {
        guard let last = view.editions.first else { return "还没有关账" }
        let open = view.revisions.count { $0.edition == nil }
        return "\(view.isClosed ? "已关账" : "重新打开")，公布到第 \(last.number) 版\(open > 0 ? "，有 \(open) 处修订还没有公布" : "")"
    }

    private var acts: HTML? {
        guard view.mayClose else { return nil }
        if view.period.last >= today {
            return "<p class=\"alert alert-info\">这个时段到 \(view.period.last.inWords)才结束，从第二天起可以关账。</p>"
        }
        let acts: [(key: String, title: String)] =
            view.isClosed ? [("publish", "公布修订版"), ("reopen", "重新打开")] : [("close", "关账并公布")]
        return "\(acts.map(act))"
    }

    private func act(_ key: String, _ title: String) -> HTML {
        let part = filled.part(key)
        return """
            <details class="act"\("open", if: part.fault != nil)><summary>\(title)</summary>\(part.heading(unless: []))
            <form method="post" action="\(path)" class="inline-form">\(Layout.formFields(csrf))<input type="hidden" name="act" value="\(key)">\
            <label for="reason-\(key)">理由</label><input class="form-control" id="reason-\(key)" name="reason" maxlength="300" value="\(part.value("reason"))">\
            <button class="btn btn-primary">\(title)</button></form></details>
            """
    }

    private var rows: HTML? {
        guard !view.rows.isEmpty else { return nil }
        let heads = view.editions.reversed().map { "<th scope=\"col\" class=\"num\">第 \($0.number) 版</th>" as HTML }
        let rows = view.rows.map { row -> HTML in
            let cells = row.published.map {
                "<td class=\"num\" data-label=\"公布\">\($0.map(published) ?? "–")</td>" as HTML
            }
            let now: HTML =
                row.now.map { figure in
                    let words = FigureWords(figure: figure, isDemonstration: isDemonstration)
                    return "\(words.linked) \(words.footing)"
                } ?? "<span class=\"note\">不再统计</span>"
            return
                "<tr><th scope=\"row\">\(typed: row.title)</th>\(cells)<td class=\"num\" data-label=\"现数\">\(now)</td></tr>"
        }
        return """
            <section class="card"><h2>全市数</h2><div class="scroll" tabindex="0" role="region" aria-label="各版全市数"><table class="table stack"><thead><tr><th scope="col">指标</th>\(heads)<th scope="col" class="num">现数</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    /// The value with its measure, or why there was none, and how many had reported.
    private func published(_ figure: PublishedFigure) -> HTML {
        let coverage: HTML? = figure.coverage.map {
            " <span class=\"note\">\($0.reported)/\($0.expected) 个单位已报</span>"
        }
        guard let value = figure.value else {
            return "\(FigureWords.absence(figure.absence ?? .noData))\(coverage)"
        }
        return "\(typed: value) \(typed: figure.measure)\(coverage)"
    }

    /// By how much, with its sign.
    private func moved(_ revision: Revision) -> HTML? {
        if revision.amount == 0 { return "，数额不变，计入的条数变了" }
        return view.indicators[revision.indicator].map { indicator in
            let amount = indicator.inMeasure(revision.amount)
            return " \(revision.amount > 0 ? "+" : "")\(amount) \(indicator.measure)"
        }
    }

    private var revisions: HTML? {
        guard !view.revisions.isEmpty else { return nil }
        let items = view.revisions.map { revision -> HTML in
            """
            <li>\(revision.on) \(typed: revision.by)：\(typed: view.indicators[revision.indicator]?.title ?? revision.indicator)\(moved(revision))，\(typed: revision.reason)\
            <span class="note">\(revision.edition.map { "，已纳入第 \($0) 版" } ?? "，尚未公布")</span></li>
            """
        }
        return "<section class=\"card\"><h2>关账以后的修订</h2><ul class=\"plain\">\(items)</ul></section>"
    }
}
