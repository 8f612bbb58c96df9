import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/plan`, `/plan/2.3.4`: the document and its structure, each lighting up the other.
    func reader(_ request: Request, _ context: SiteContext) async throws -> Response {
        let path = context.parameters.get("path")
        guard let reading = try await ask(ReadPlan(), context) else {
            return try await layout("方案", .plan, context).response(NoPlan(on: context.past).body)
        }
        if let path, reading.view.plan.clause(path) == nil { throw Refusal.notFound("条款 \(path)") }
        let title = path.flatMap { reading.view.plan.clause($0)?.title } ?? "方案"
        let layout = try await layout(title, .plan, context)
        let mayImport = layout.viewer?.may("plan.import") == true
        return layout.response(ReaderPage(reading: reading, path: path, mayImport: mayImport).body)
    }
}

/// Three columns: the tree, the text, what hangs on it.
struct ReaderPage {
    let reading: PlanReading
    /// The clause looked at; nil for the whole plan.
    let path: String?
    let mayImport: Bool

    private var view: PlanView { reading.view }
    private var plan: Plan { view.plan }
    private var shown: [Clause] { path.map { plan.clauses(beneath: $0) } ?? plan.clauses }
    private var shownTargets: [Target] { path.map { plan.targets(beneath: $0) } ?? plan.targets }

    var body: HTML {
        let clause = path.flatMap { plan.clause($0) }
        return """
            \(clause.map { view.breadcrumb($0.path) })
            <h1>\(clause.map { "\($0.path) \($0.title)" } ?? plan.version.title)</h1>
            <p class="sub">第 \(plan.version.number) 版\(plan.version.issuedOn.map { "（\($0.inWords)成文）" } ?? "")\(plan.version.documentNumber.map { "　\($0)" } ?? "")　\(source)<a class="to-structure" href="#structure">方案结构</a></p>
            <div class="reader">
            <nav class="card tree" id="structure" aria-label="方案结构">\(tree)</nav>
            <article class="card doc" aria-label="方案正文">\(text)</article>
            <aside class="side" aria-label="目标、责任和待裁定事项">\(side)</aside>
            </div>
            """
    }

    private var source: HTML {
        guard let document = reading.document else { return "转述，尚未导入原文" }
        return "原文：\(document.name)，\(document.importedOn) 导入（\(document.importedBy)）"
    }

    private var tree: HTML {
        let items = plan.clauses.filter { $0.path != "0" }.map { clause -> HTML in
            let depth = min(clause.path.count { $0 == "." }, 3)
            let isHere = clause.path == path
            let count = plan.targets.count { $0.expressions.contains { $0.clause == clause.path } }
            return """
                <li class="depth-\(depth)"><a href="\(url: "/plan/\(clause.path)")"\(isHere ? " aria-current=\"true\"" as HTML : "")>\(clause.label) \(clause.title)</a>\
                \(count > 0 ? " <span class=\"count\" title=\"目标数\">\(count)</span>" as HTML : nil)</li>
                """
        }
        return
            "<ul><li><a href=\"\(url: "/plan")\"\(path == nil ? " aria-current=\"true\"" as HTML : "")>全文</a></li>\(items)</ul>"
    }

    private var text: HTML {
        guard let document = reading.document else { return restatement }
        let text = ProseText(document.text)
        let parts = shown.map { clause -> HTML in
            guard let span = reading.spans.first(where: { $0.subject == "clause:\(clause.path)" }) else {
                return clause.path == "0"
                    ? .empty
                    : "<section id=\"c\(clause.path)\"><p class=\"restated\">\(clause.label)\(clause.title)<br><span class=\"note\">文件里没有找到这一条的原文；转述：\(clause.summary)</span></p></section>"
            }
            let marks = marks(in: clause, from: span.start, to: span.end, text: text)
            return
                "<section id=\"c\(clause.path)\">\(text.paragraphs(from: span.start, to: span.end, marks: marks))</section>"
        }
        return
            "<p class=\"legend\"><span class=\"tie tie-target\">目标</span> <span class=\"tie tie-unit\">责任单位</span>　点句子，右边亮起它的去处</p>\(parts)"
    }

    private func marks(in clause: Clause, from start: Int, to end: Int, text: ProseText) -> [ProseText.Mark] {
        var marks = reading.spans.filter { $0.subject.hasPrefix("target:") && $0.start >= start && $0.end <= end }
            .map { span -> ProseText.Mark in
                let id = String(span.subject.dropFirst(7).prefix { $0 != "/" })
                return ProseText.Mark(
                    start: span.start, end: span.end, tone: "target", address: "#t-\(id)", id: "s-\(id)-\(clause.path)")
            }
        if !plan.duties(of: clause.path).isEmpty, let annotation = text.annotationStart(start, end) {
            marks.append(
                ProseText.Mark(
                    start: annotation, end: end, tone: "unit", address: "#d-\(clause.path)", id: "sd-\(clause.path)"))
        }
        return marks
    }

    private var restatement: HTML {
        let parts = shown.filter { $0.path != "0" }.map { clause -> HTML in
            "<section id=\"c\(clause.path)\"><p class=\"restated\"><b>\(clause.label)\(clause.title)</b><br>\(clause.summary)</p></section>"
        }
        let how: HTML =
            mayImport
            ? "<a href=\"\(url: "/import")\">导入文件</a>后，这里显示原文，每个目标、每个责任单位都标在句子上。"
            : "领导小组办公室导入文件后，这里显示原文，每个目标、每个责任单位都标在句子上。"
        return "<p class=\"alert alert-info\">以下是方案配置的转述，不是文件原文。\(how)</p>\(parts)"
    }

    private var side: HTML {
        let paths = shown.map(\.path)
        let duties = shown.filter { !plan.duties(of: $0.path).isEmpty }.map { clause -> HTML in
            let leads = plan.duties(of: clause.path).filter { $0.role == .lead }.map { view.link($0) }
            let others = plan.duties(of: clause.path).filter { $0.role != .lead }.map { view.link($0) }
            return """
                <section class="card" id="d-\(clause.path)"><h2>\(view.taskLink(clause.path))</h2><dl class="kv">\
                <dt>牵头</dt><dd>\(leads, separator: "、")</dd>\(others.isEmpty ? nil : "<dt>配合</dt><dd>\(others, separator: "、")</dd>" as HTML)</dl></section>
                """
        }
        let targets = shownTargets.map { target -> HTML in
            let places = target.expressions.filter { paths.contains($0.clause) }
            let back = places.map { "<a href=\"\(url: "#s-\(target.id)-\($0.clause)")\">\($0.clause) 原句</a>" as HTML }
            return """
                <section class="card" id="t-\(target.id)"><h2>\(view.targetLink(target))</h2><p>\(target.promise)</p><p>\(view.light(of: target).badge)</p>\
                <p class="note">\(view.owner(of: target))　\(reading.document == nil ? nil : "\(back, separator: " ")" as HTML)</p></section>
                """
        }
        let questions = path == nil ? HTML.empty : QuestionCards(view: view, clauses: paths).body
        return "\(targets)\(duties)\(questions)\(documentWarnings)"
    }

    private var documentWarnings: HTML {
        guard path == nil, !reading.warnings.isEmpty else { return .empty }
        let items = reading.warnings.map { "<li>\($0.message)</li>" as HTML }
        return
            "<section class=\"card\"><details><summary><h2>导入时的提醒 \(reading.warnings.count) 条</h2></summary><ul class=\"plain\">\(items)</ul></details></section>"
    }
}
