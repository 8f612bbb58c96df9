import LuoshiCore
import LuoshiPlan

/// What waits for a person first, then what was decided, then where the document says it in two ways.
struct RulingListPage {
    let board: RulingBoard

    private var view: PlanView { board.view }
    private var plan: Plan { view.plan }
    /// The last decision, also where it holds only from a later day.
    private func standing(_ matter: Matter) -> RulingDecision? {
        board.latest[matter].flatMap { $0.act == .withdrawn ? nil : $0 }
    }

    var body: HTML {
        let open = plan.rulings.filter { standing($0.matter) == nil }
        let decided = plan.rulings.filter { standing($0.matter) != nil }
        return """
            <h1>\(open.isEmpty ? "口径都已裁定" : "\(open.count) 项口径待确认")\(decided.isEmpty ? "" : "，\(decided.count) 项已裁定")</h1>
            <p class="sub">方案没有写明的，由有权的人裁定，写明依据和日期，可以修订，历次都保留。裁定以前，所列目标不亮灯，所列统称不展开到单位。</p>
            \(open.isEmpty ? nil : openTable(open))
            \(decided.isEmpty ? nil : decidedTable(decided))
            \(contradictions)
            """
    }

    private func openTable(_ rulings: [RulingQuestion]) -> HTML {
        let rows = rulings.map { ruling -> HTML in
            """
            <tr><th scope="row">\(view.rulingLink(ruling))<br><span class="note">\(ruling.question)</span></th>\
            <td data-label="影响">\(view.affects(ruling))</td><td data-label="由谁裁定">\(ruling.decidedBy)</td>\
            <td data-label="征求意见">\(heard(ruling))</td></tr>
            """
        }
        return """
            <section class="card" id="open"><h2>\(Light.awaitingRuling.title)</h2><div class="scroll" tabindex="0" role="region" aria-label="口径待确认的事项"><table class="table"><thead><tr><th scope="col">事项</th><th scope="col">影响</th><th scope="col">由谁裁定</th><th scope="col">征求意见</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    private func heard(_ ruling: RulingQuestion) -> HTML {
        if let heard = board.heard[ruling.matter] { return "\(heard.answered)/\(heard.asked) 已答复" }
        return ruling.consults.isEmpty ? "无须征求" : "应听取 \(ruling.consults.count) 个单位"
    }

    private func decidedTable(_ rulings: [RulingQuestion]) -> HTML {
        let rows = rulings.compactMap { ruling -> HTML? in
            standing(ruling.matter).map { row(view.rulingLink(ruling), $0) }
        }
        return table("已裁定", "decided", rows)
    }

    private func table(_ title: String, _ id: String, _ rows: [HTML]) -> HTML {
        """
        <section class="card" id="\(id)"><h2>\(title)</h2><div class="scroll" tabindex="0" role="region" aria-label="\(title)的事项"><table class="table"><thead><tr><th scope="col">事项</th><th scope="col">裁定</th><th scope="col">裁定人</th><th scope="col">依据</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
        """
    }

    private func row(_ link: HTML, _ decision: RulingDecision) -> HTML {
        """
        <tr><th scope="row">\(link)</th><td data-label="裁定">\(decision.words)\(decision.effectiveFrom > view.day ? "<br><span class=\"note\">自 \(decision.effectiveFrom) 起执行，现在仍待确认</span>" as HTML : nil)</td>\
        <td data-label="裁定人">\(decision.decidedBy)<br><span class="note nowrap">\(decision.decidedOn)</span></td><td data-label="依据">\(decision.ground.inWords)</td></tr>
        """
    }

    private var contradictions: HTML {
        let open = plan.contradictions.filter { standing($0.matter) == nil }
        let settled = plan.contradictions.compactMap { item in standing(item.matter).map { (item, $0) } }
        let items = open.map { item -> HTML in
            "<li>\(link(item))<br><span class=\"note\">\(item.explanation)</span></li>"
        }
        return """
            \(open.isEmpty ? nil : "<section class=\"card\" id=\"contradictions\"><h2>文件中前后不一致，待处理 \(open.count) 处</h2><ul class=\"plain\">\(items)</ul></section>" as HTML)
            \(settled.isEmpty ? nil : table("前后不一致，已处理", "settled", settled.map { row(link($0.0), $0.1) }))
            """
    }

    private func link(_ item: Contradiction) -> HTML {
        "<a href=\"\(url: "/contradictions/\(item.key)")\">\(item.title)</a>"
    }
}

extension PlanView {
    /// What a question holds up, in a few words: how many targets of how many units, how many annotations.
    func affects(_ ruling: RulingQuestion) -> HTML {
        let touched = touched(by: ruling)
        var parts: [HTML] = []
        if !touched.targets.isEmpty {
            parts.append("\(touched.targets.count) 项目标，\(touched.units.count) 个责任单位")
        }
        if !touched.duties.isEmpty { parts.append("\(touched.duties.count) 处责任标注") }
        return parts.isEmpty ? "—" : "\(parts, separator: "；")"
    }
}
