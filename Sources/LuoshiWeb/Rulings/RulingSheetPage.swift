import LuoshiCore
import LuoshiPlan

/// A decision as a paper: title, main text, signature and day in the places that GB/T 9704 gives them.
///
/// It carries no number of its own: the number is that of the paper it rests on.
struct RulingSheetPage {
    let file: RulingFile
    let decision: RulingDecision

    private var question: RulingQuestion { file.question }
    private var view: PlanView { file.reading.view }

    var body: HTML {
        let touched = view.touched(by: question)
        let clause = view.plan.clause(question.clause)?.title ?? ""
        return """
            <p class="crumb act"><a href="\(url: "/rulings/\(question.key)")">回到裁定事项</a>　用浏览器的打印功能打印，页眉页脚不印。</p>
            <article class="official">
            <h1>关于\(question.title)的口径裁定</h1>
            <p class="addressee">\(addressee(touched))：</p>
            <p>《\(planTitle)》\(view.plan.version.documentNumber.map { "（\($0)）" } ?? "")\(question.clause)“\(clause)”没有写明：\(question.question)\(question.why)</p>
            <p>根据\(decision.ground.inWords)，\(decision.act == .revised ? "修订裁定" : "裁定")如下：</p>
            <p><b>一、</b>\(decision.words)。\(effect)</p>
            <p><b>二、</b>自 \(decision.effectiveFrom.inWords)起按此执行\(scope(touched))。</p>
            \(decision.reason.isEmpty ? nil : "<p><b>三、</b>理由：\(decision.reason)</p>" as HTML)
            \(heard)
            <p class="signature">\(question.decidedBy)<br>\(decision.decidedOn.inWords)</p>
            <p class="imprint">经办：\(decision.decidedBy)　系统记录：\(question.matter.name) 第 \(decision.number) 号\(file.decision?.number == decision.number ? "" : "（尚未开始执行）")</p>
            </article>
            """
    }

    /// Titles within a title take single marks (GB/T 15834).
    private var planTitle: String { view.plan.version.title.replacing("《", with: "〈").replacing("》", with: "〉") }

    private func addressee(_ touched: TouchedByRuling) -> String {
        let names = touched.units.sorted().compactMap { view.units[$0]?.shortName }
        return names.isEmpty ? "各有关单位" : names.joined(separator: "、")
    }

    private var effect: String {
        decision.option.flatMap { question.option($0)?.effect }.map { "\($0)。" } ?? ""
    }

    private func scope(_ touched: TouchedByRuling) -> String {
        if !touched.targets.isEmpty { return "，适用于\(touched.targets.map { "“\($0.title)”" }.joined(separator: "、"))" }
        return touched.duties.isEmpty
            ? "" : "，适用于 \(Set(touched.duties.map(\.clause)).sorted().joined(separator: "、")) 的责任分工"
    }

    private var heard: HTML {
        guard !file.opinions.isEmpty else { return .empty }
        let answered = file.opinions.count(where: \.isAnswered)
        return "<p>裁定前征求了 \(file.opinions.count) 个单位的意见，\(answered) 个单位答复。</p>"
    }
}
