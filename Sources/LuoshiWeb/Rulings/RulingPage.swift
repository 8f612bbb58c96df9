import LuoshiCore
import LuoshiPlan

/// One question: the answer first, then why it was open, what hangs on it, who was heard, and what can be done.
struct RulingPage {
    let file: RulingFile
    let csrf: String
    let filled: FilledForm
    let isPast: Bool
    let mayAudit: Bool

    private var question: RulingQuestion { file.question }
    private var view: PlanView { file.reading.view }
    /// Whether the page shows the form to decide, which names the options itself.
    private var isDeciding: Bool { !isPast && file.mayRule && file.standing == nil }
    private var names: [String: String] { view.units.mapValues(\.shortName) }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/rulings")">口径裁定</a> › \(view.readerLink(question.clause))</p>
        <h1>\(question.title)：\(headline)</h1>
        <p class="sub">\(answer)</p>
        <div class="columns"><div class="wide">
        <section class="card"><h2>要定什么</h2><p>\(question.question)</p><p class="note">\(question.why)</p>\(sentence)</section>
        \(isDeciding ? nil : options)
        \(OpinionCards(file: file, csrf: csrf, filled: filled, isPast: isPast).body)
        \(isPast || !file.mayRule ? nil : RulingForms(file: file, csrf: csrf, filled: filled).body)
        </div><div class="narrow">
        \(touched)
        \(DecisionHistory(history: file.history).body)
        \(file.standing == nil ? nil : "<p><a class=\"btn btn-outline-secondary\" href=\"\(url: "/rulings/\(question.key)/sheet")\">裁定书（可打印）</a></p>" as HTML)
        \(mayAudit ? "<p><a href=\"\(url: "/audit?of=\(question.matter.name)")\">变更记录</a></p>" as HTML : nil)
        </div></div>
        """
    }

    /// What was decided, in a few words: a list of units by the name of its option.
    private var headline: String {
        guard let decision = file.standing else { return Light.awaitingRuling.title }
        guard let units = decision.value?.units, !units.isEmpty else { return decision.words }
        return decision.option.flatMap { question.option($0)?.title } ?? "\(units.count) 个单位"
    }

    private var answer: HTML {
        guard let decision = file.standing else {
            return "\(Light.awaitingRuling.badge) 由\(question.decidedBy)裁定，影响 \(view.affects(question))。"
        }
        let waits = file.decision == nil
        return """
            \(waits ? Light.awaitingRuling.badge : nil) \(decision.signed)，自 \(decision.effectiveFrom.inWords)起按此执行\(waits ? "，在此以前仍待确认" : "")。依据：\(decision.ground.inWords)
            """
    }

    /// The document's own words, where it has been imported.
    private var sentence: HTML {
        guard let document = file.reading.document else {
            return "<p class=\"note\">见 \(view.readerLink(question.clause))；导入文件后显示原文。</p>"
        }
        let wanted = question.targets.map { "target:\($0)/\(question.clause)" }
        let spans = file.reading.spans
        guard
            let span = spans.first(where: { wanted.contains($0.subject) })
                ?? spans.first(where: { $0.subject == "clause:\(question.clause)" })
        else { return "<p class=\"note\">见 \(view.readerLink(question.clause))</p>" }
        let text = ProseText(document.text).joined(from: span.start, to: span.end)
        let quote: HTML = "<blockquote>\(text)</blockquote>"
        return """
            <div class="source">\(view.readerLink(question.clause))\(text.count > 160 ? "<details><summary>文件原文</summary>\(quote)</details>" as HTML : quote)</div>
            """
    }

    private var options: HTML {
        guard !question.options.isEmpty else { return .empty }
        let chosen = file.standing?.option
        let items = question.options.map { option -> HTML in
            """
            <li>\(option.key == chosen ? "<b class=\"chosen\">✔ 选定：\(option.title)</b>" as HTML : "<b>\(option.title)</b>")\
            <br>\(question.gives(option, names))\
            <br><span class="note">\(option.effect)</span></li>
            """
        }
        return "<section class=\"card\"><h2>可选的读法</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private var touched: HTML {
        let touched = view.touched(by: question)
        let targets = touched.targets.map { target -> HTML in
            "<li>\(view.targetLink(target))<br>\(view.light(of: target).badge) <span class=\"note\">\(view.owner(of: target))</span></li>"
        }
        let duties = touched.duties.map {
            "<li>\(view.taskLink($0.clause))<br><span class=\"note\">\($0.role.title)：\($0.name)</span></li>" as HTML
        }
        let members = (file.decision?.value?.units ?? []).compactMap { view.units[$0] }.map {
            "<a href=\"\(url: "/units/\($0.id)")\">\($0.shortName)</a>" as HTML
        }
        guard !(targets + duties + members).isEmpty else { return .empty }
        return """
            <section class="card"><h2>\(file.decision == nil ? "等它的" : "按它执行的")</h2>\
            \(members.isEmpty ? nil : "<p>\(members, separator: "、")</p>" as HTML)<ul class="plain">\(targets)\(duties)</ul></section>
            """
    }
}

extension RulingQuestion {
    /// What an option gives to the rules that wait: its value, or who gives it.
    func gives(_ option: Option, _ names: [String: String]) -> String {
        let kind = option.takes ?? takes
        guard let value = option.value.flatMap({ RulingValue(kind, $0) }) else { return "由裁定人给出\(kind.title)" }
        return "取值：\(value.inWords(names))"
    }
}

extension RulingDecision {
    /// Its signature, with the day and the act in the language of the page.
    var signed: HTML { "\(decidedBy)于 \(decidedOn.inWords)\(act.title)" }
}

/// All decisions on a matter, newest first.
struct DecisionHistory {
    let history: [RulingDecision]

    var body: HTML {
        guard !history.isEmpty else { return .empty }
        let items = history.map { decision -> HTML in
            """
            <li><b>\(decision.act.title)</b> \(decision.words)<br><span class="note">\(decision.signed)；自 \(decision.effectiveFrom) 起。依据：\(decision.ground.inWords)\
            \(decision.reason.isEmpty ? "" : "。理由：\(decision.reason)")</span></li>
            """
        }
        return "<section class=\"card\"><h2>历次裁定</h2><ul class=\"plain\">\(items)</ul></section>"
    }
}
