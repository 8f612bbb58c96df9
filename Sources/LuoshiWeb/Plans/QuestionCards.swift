import LuoshiPlan

/// What waits for a ruling, and what the document says in two ways, as far as it concerns some clauses or targets.
struct QuestionCards {
    let view: PlanView
    var clauses: [String] = []
    var targets: [String] = []

    var body: HTML {
        let rulings = view.plan.rulings.filter { ruling in
            clauses.contains(ruling.clause) || ruling.targets.contains(where: targets.contains)
        }
        let contradictions = view.plan.contradictions.filter { item in
            item.clauses.contains(where: clauses.contains) || item.targets.contains(where: targets.contains)
        }
        return "\(rulings.map(card))\(contradictions.map(card))"
    }

    private func card(_ ruling: RulingQuestion) -> HTML {
        let options = ruling.options.map {
            "<li><b>\($0.title)</b><br><span class=\"note\">\($0.effect)</span></li>" as HTML
        }
        return """
            <section class="card" id="r-\(ruling.key)"><h2>待裁定：\(ruling.title)</h2><p>\(Light.awaitingRuling.badge)</p>
            <p>\(ruling.question)</p><p class="note">\(ruling.why)</p><ul class="plain">\(options)</ul>
            <p class="note">由\(ruling.decidedBy)裁定\(ruling.consults.isEmpty ? "" : "，先听取\(ruling.consults.joined(separator: "、"))的意见")。裁定前不亮灯。</p></section>
            """
    }

    private func card(_ item: Contradiction) -> HTML {
        """
        <section class="card"><h2>前后不一致：\(item.title)</h2><p>\(item.explanation)</p>
        <p class="note">见 \(item.clauses.map { "<a href=\"\(url: "/plan/\($0)")\">\($0)</a>" as HTML }, separator: "、")。两处都保留，由人裁定，系统不自行取舍。</p></section>
        """
    }
}
