import LuoshiCore
import LuoshiPlan

/// What waits for a ruling or was decided, and what the document says in two ways, as far as it concerns some clauses or targets.
struct QuestionCards {
    let view: PlanView
    var clauses: [String] = []
    var targets: [String] = []

    var body: HTML {
        let groups = Set(view.plan.duties.filter { clauses.contains($0.clause) }.compactMap(\.group))
        let about = Set(groups.compactMap { view.question(about: $0)?.key })
        let rulings = view.plan.rulings.filter { ruling in
            clauses.contains(ruling.clause) || ruling.targets.contains(where: targets.contains)
                || about.contains(ruling.key)
        }
        let contradictions = view.plan.contradictions.filter { item in
            item.clauses.contains(where: clauses.contains) || item.targets.contains(where: targets.contains)
        }
        return "\(rulings.map(card))\(contradictions.map(card))"
    }

    private func card(_ ruling: RulingQuestion) -> HTML {
        if let decision = view.decision(on: ruling) {
            return """
                <section class="card" id="r-\(ruling.key)"><h2>口径：\(view.rulingLink(ruling))</h2>\(decided(decision))</section>
                """
        }
        return """
            <section class="card" id="r-\(ruling.key)"><h2>待裁定：\(view.rulingLink(ruling))</h2><p>\(Light.awaitingRuling.badge)</p>
            <p>\(ruling.question)</p><p class="note">由\(ruling.decidedBy)裁定\(ruling.consults.isEmpty ? "" : "，先听取\(ruling.consults.joined(separator: "、"))的意见")。\(ruling.targets.isEmpty ? "" : "裁定前不亮灯。")</p></section>
            """
    }

    private func card(_ item: Contradiction) -> HTML {
        let title: HTML = "<a href=\"\(url: "/contradictions/\(item.key)")\">\(item.title)</a>"
        if let decision = view.decisions[item.matter] {
            return "<section class=\"card\"><h2>前后不一致，已处理：\(title)</h2>\(decided(decision))</section>"
        }
        return """
            <section class="card"><h2>前后不一致：\(title)</h2><p>\(item.explanation)</p>
            <p class="note">见 \(item.clauses.map { "<a href=\"\(url: "/plan/\($0)")\">\($0)</a>" as HTML }, separator: "、")。两处都保留，由人处理，系统不自行取舍。</p></section>
            """
    }

    private func decided(_ decision: RulingDecision) -> HTML {
        """
        <p>\(decision.words)</p><p class="note">\(decision.signed)，自 \(decision.effectiveFrom) 起按此执行。依据：\(decision.ground.inWords)</p>
        """
    }
}
