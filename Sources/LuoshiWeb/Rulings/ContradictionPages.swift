import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/contradictions/talents_more_or_equal`: both places side by side, and how they are read.
    func contradiction(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await contradictionPage(try context.parameters.require("key"), .none, context)
    }

    func settleContradiction(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, form) = (try context.parameters.require("key"), try await Form.read(request, context))
        return try await handle("settle", of: key, form, context) {
            let prevails = form.text("prevails")
            guard !prevails.isEmpty else { throw Refusal("prevails", "请选以哪一处为准，或选“都保留”。") }
            let command = SettleContradiction(
                contradiction: key, after: Int(form.text("after")), prevails: prevails == "both" ? nil : prevails,
                reading: form.text("reading"), ground: try form.ground(), from: try form.effectiveDay())
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    func reopenContradiction(_ request: Request, _ context: SiteContext) async throws -> Response {
        let (key, form) = (try context.parameters.require("key"), try await Form.read(request, context))
        return try await handle("reopen", of: key, form, context) {
            let command = ReopenContradiction(
                contradiction: key, after: Int(form.text("after")) ?? 0, ground: try form.ground(),
                reason: form.text("reason"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        }
    }

    private func handle(
        _ name: String, of key: String, _ form: Form, _ context: SiteContext, _ work: () async throws -> Void
    ) async throws -> Response {
        do {
            try await work()
            return .redirect(to: "/contradictions/\(key)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await contradictionPage(
                key, FilledForm(name: name, fields: form.fields, fault: refusal), context)
        }
    }

    private func contradictionPage(
        _ key: String, _ filled: FilledForm, _ context: SiteContext
    ) async throws -> Response {
        guard let file = try await ask(ContradictionByKey(key), context) else {
            if context.past != nil, try await ask(CurrentPlan(), context) == nil {
                return try await layout("口径裁定", .rulings, context).response(NoPlan(on: context.past).body)
            }
            throw Refusal.notFound("前后不一致的事项 \(key)")
        }
        let layout = try await layout(file.contradiction.title, .rulings, context)
        let page = ContradictionPage(
            file: file, csrf: layout.csrf ?? "", filled: filled, isPast: context.past != nil,
            mayAudit: layout.viewer?.may("audit.read") == true)
        return layout.response(page.body, status: .init(code: filled.fault?.status ?? 200))
    }
}

/// One contradiction: how it is read first, then the places, then the form.
struct ContradictionPage {
    let file: ContradictionFile
    let csrf: String
    let filled: FilledForm
    let isPast: Bool
    let mayAudit: Bool

    private var item: Contradiction { file.contradiction }
    private var view: PlanView { file.reading.view }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/rulings")">口径裁定</a> › 前后不一致</p>
        <h1>\(item.title)</h1>
        <p class="sub">\(answer)</p>
        <div class="columns"><div class="wide">
        <section class="card"><h2>各处怎么写</h2><p>\(item.explanation)</p>\(item.clauses.map(place))</section>
        \(isPast || !file.maySettle ? nil : forms)
        </div><div class="narrow">
        \(targets)
        \(DecisionHistory(history: file.history).body)
        \(mayAudit ? "<p><a href=\"\(url: "/audit?of=\(item.matter.name)")\">变更记录</a></p>" as HTML : nil)
        </div></div>
        """
    }

    private var answer: HTML {
        guard let standing = file.standing else { return "还没有处理：各处都保留，由人处理，系统不自行取舍。" }
        return
            "\(standing.words)。\(standing.signed)，自 \(standing.effectiveFrom.inWords)起按此执行。依据：\(standing.ground.inWords)"
    }

    /// One place's own words: the sentences of its targets, or our restatement.
    private func place(_ path: String) -> HTML {
        let spans = file.reading.spans.filter { span in item.targets.contains { span.subject == "target:\($0)/\(path)" }
        }
        let link: HTML =
            "\(view.readerLink(path))\(file.standing?.prevailing == path ? " <b class=\"chosen\">✔ 以此为准</b>" as HTML : nil)"
        guard let document = file.reading.document, !spans.isEmpty else {
            return
                "<div class=\"source\">\(link)<br><span class=\"note\">\(view.plan.clause(path)?.summary ?? "")</span></div>"
        }
        let text = ProseText(document.text)
        let quotes = spans.map { "<blockquote>\(text.joined(from: $0.start, to: $0.end))</blockquote>" as HTML }
        return "<div class=\"source\">\(link)\(quotes)</div>"
    }

    private var targets: HTML {
        let items = item.targets.compactMap { view.plan.target($0) }.map { "<li>\(view.targetLink($0))</li>" as HTML }
        return items.isEmpty
            ? .empty : "<section class=\"card\"><h2>有关的目标</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private var forms: HTML {
        let part = filled.part("settle")
        let before = file.standing.map { $0.prevailing ?? "both" } ?? ""
        let choices = (item.clauses.map { ($0, "以 \($0) 为准") } + [("both", "都保留，分别执行")]).map { key, title -> HTML in
            """
            <div class="form-check"><input class="form-check-input" type="radio" name="prevails" id="p-\(key)" value="\(key)"\("checked", if: part.value("prevails", before) == key)><label class="form-check-label" for="p-\(key)">\(title)</label></div>
            """
        }
        let after: HTML? = file.standing.map { "<input type=\"hidden\" name=\"after\" value=\"\($0.number)\">" }
        let settle: HTML = """
            <form method="post" action="/contradictions/\(item.key)/settle">\(Layout.formFields(csrf))\(after)
            \(part.heading(unless: GroundFields.codes + ["prevails", "reading"]))
            <fieldset><legend>以哪一处为准</legend>\(choices)\(part.beside("prevails"))</fieldset>
            <label class="form-label" for="reading">今后怎样读</label><textarea class="form-control" id="reading" name="reading" rows="3" maxlength="500"\(part.mark("reading"))>\(part.value("reading"))</textarea>\(part.beside("reading"))
            \(GroundFields(filled: part, prefix: "settle", today: view.day).body)
            <button class="btn btn-primary">\(file.standing == nil ? "确定" : "修订")</button></form>
            """
        guard let standing = file.standing else {
            return "<section class=\"card narrow-form\" id=\"settle\"><h2>怎样处理</h2>\(settle)</section>"
        }
        return """
            <section class="card narrow-form" id="settle"><details\("open", if: part.name != nil)><summary><h2>修订处理</h2></summary>\(settle)</details></section>
            \(reopen(standing))
            """
    }

    private func reopen(_ standing: RulingDecision) -> HTML {
        let part = filled.part("reopen")
        return """
            <section class="card narrow-form" id="reopen"><details\("open", if: part.name != nil)><summary><h2>重新处理</h2></summary>
            <form method="post" action="/contradictions/\(item.key)/reopen">\(Layout.formFields(csrf))<input type="hidden" name="after" value="\(standing.number)">
            \(part.heading(unless: GroundFields.codes + ["reason"]))
            \(GroundFields(filled: part, prefix: "reopen", today: view.day, asksEffectiveDay: false).body)
            <label class="form-label" for="reopen-reason">为什么重新处理</label><textarea class="form-control" id="reopen-reason" name="reason" rows="2" maxlength="500"\(part.mark("reason"))>\(part.value("reason"))</textarea>\(part.beside("reason"))
            <button class="btn btn-outline-secondary">重新处理</button></form></details></section>
            """
    }
}
