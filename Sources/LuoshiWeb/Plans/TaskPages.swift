import Hummingbird
import LuoshiCore
import LuoshiPlan
import LuoshiWork

extension Site {
    /// `/tasks`: every task and measure with who leads it.
    func tasks(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await layout("任务", .tasks, context)
        guard let view = try await ask(CurrentPlan(), context) else {
            return layout.response(NoPlan(on: context.past).body)
        }
        return layout.response(TaskListPage(view: view).body)
    }

    /// `/tasks/2.3.4`: who does it, what it must reach, what it sets up, where it is written.
    func task(_ request: Request, _ context: SiteContext) async throws -> Response {
        let path = try context.parameters.require("path")
        guard let reading = try await ask(ReadPlan(), context) else {
            return try await layout("任务", .tasks, context).response(NoPlan(on: context.past).body)
        }
        guard let clause = reading.view.plan.clause(path) else {
            throw Refusal.notFound("任务 \(path)")
        }
        let layout = try await layout(clause.title, .tasks, context)
        let mayAudit = layout.viewer?.may("audit.read") == true
        let holders = try await ask(DutyHolders(beneath: path), context)
        let standings =
            layout.viewer?.may("duty.read") == true ? try await ask(DutyStandings(beneath: path), context) : []
        return layout.response(
            TaskPage(
                reading: reading, measured: try await measured(reading.view, context), clause: clause,
                mayAudit: mayAudit, holders: holders, standings: standings,
                watch: try await watchButton("clause:\(path)", context)
            ).body)
    }
}

/// All tasks beneath their undertakings, then the measures.
struct TaskListPage {
    let view: PlanView

    var body: HTML {
        let plan = view.plan
        let sections = plan.undertakings.map { undertaking in
            section(
                undertaking.path, undertaking.title, plan.clauses(beneath: undertaking.path).filter { $0.kind == .task }
            )
        }
        return """
            <h1>\(plan.tasks.count) 项任务、\(plan.measures.count) 项保障措施</h1>
            <p class="sub">每处责任标注都已对应到单位：牵头的和配合的各自承担，统称由成员单位分别承担。</p>
            \(sections)
            \(section("measures", "保障措施", plan.measures))
            """
    }

    private func section(_ id: String, _ title: String, _ clauses: [Clause]) -> HTML {
        let rows = clauses.map { clause -> HTML in
            let parts = view.plan.clauses(beneath: clause.path)
            let duties = parts.flatMap { view.plan.duties(of: $0.path) }
            var seen: Set<String> = []
            let leads = duties.filter { $0.role == .lead && seen.insert($0.name).inserted }.map { view.link($0) }
            let cooperating = Set(duties.filter { $0.role != .lead }.map(\.name)).count
            let targets = view.plan.targets(beneath: clause.path)
            return """
                <tr><th scope="row">\(view.taskLink(clause.path))</th><td data-label="牵头">\(leads, separator: "、")</td>\
                <td class="num" data-label="配合">\(cooperating)</td><td class="num" data-label="目标">\(targets.count)</td></tr>
                """
        }
        return """
            <section class="card" id="u\(id)"><h2>\(title)</h2><div class="scroll" tabindex="0" role="region" aria-label="\(title)"><table class="table"><thead><tr><th scope="col">任务</th><th scope="col">牵头</th><th scope="col" class="num">配合</th><th scope="col" class="num">目标</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }
}

/// One task.
struct TaskPage {
    let reading: PlanReading
    let measured: MeasuredPlan
    let clause: Clause
    let mayAudit: Bool
    let holders: DutyBook
    let standings: [IssuedDuty]
    let watch: WatchButton

    private var view: PlanView { measured.view }
    private var plan: Plan { view.plan }

    var body: HTML {
        let targets = plan.targets(beneath: clause.path)
        return """
            \(view.breadcrumb(clause.path))
            <h1><span class="path">\(clause.path)</span> \(clause.title)</h1>
            <p class="sub">\(answer)</p>
            <div class="columns"><div class="wide">
            <section class="card"><h2>要做什么</h2><p class="prose">\(clause.summary)</p>\(original)</section>
            \(parts)
            <section class="card"><h2>目标 \(targets.count) 项</h2>\(targets.isEmpty ? "<p class=\"note\">方案没有给这项任务定数量目标，按任务节点跟进。</p>" as HTML : measured.targetTable(targets))</section>
            \(carriers)
            </div><div class="narrow">
            \(responsibility(clause.path))
            \(actors)
            \(QuestionCards(view: view, clauses: plan.clauses(beneath: clause.path).map(\.path)).body)
            \(watch.body)\(mayAudit ? "<p><a href=\"\(url: "/audit?of=clause:\(clause.path)")\">变更记录</a></p>" as HTML : nil)
            </div></div>
            """
    }

    private var answer: HTML {
        let duties = plan.clauses(beneath: clause.path).flatMap { plan.duties(of: $0.path) }
        var seen: Set<String> = []
        let leads = duties.filter { $0.role == .lead && seen.insert($0.name).inserted }
        let others = Set(duties.filter { $0.role != .lead }.map(\.name)).count
        if duties.isEmpty { return "这一条没有写责任单位。" }
        return "\(leads.map { view.link($0) }, separator: "、")牵头，另有 \(others) 个单位或单位组配合。"
    }

    /// The document's own words, where it has been imported.
    private var original: HTML {
        guard let document = reading.document,
            let span = reading.spans.first(where: { $0.subject == "clause:\(clause.path)" })
        else {
            return "<p class=\"note\">以上是方案配置的转述；<a href=\"\(url: "/plan/\(clause.path)")\">导入文件后可对照原文</a>。</p>"
        }
        let text = ProseText(document.text)
        return """
            <details><summary>文件原文</summary><blockquote class="doc">\(text.paragraphs(from: span.start, to: span.end, marks: []))</blockquote></details>
            <p><a href="\(url: "/plan/\(clause.path)")">在方案中看原文</a></p>
            """
    }

    private var parts: HTML {
        let items = plan.clauses(beneath: clause.path).dropFirst().map { part -> HTML in
            "<h3 id=\"p\(part.path)\">\(part.label) \(part.title)</h3><p class=\"prose\">\(part.summary)</p>\(duties(part.path))"
        }
        return items.isEmpty ? .empty : "<section class=\"card\"><h2>分项</h2>\(items)</section>"
    }

    private func responsibility(_ path: String) -> HTML {
        guard !plan.duties(of: path).isEmpty else { return .empty }
        return "<section class=\"card\" id=\"duties\"><h2>责任分工</h2>\(duties(path))</section>"
    }

    private func duties(_ path: String) -> HTML {
        let duties = plan.duties(of: path)
        let rows = DutyRole.allCases.compactMap { role -> HTML? in
            let these = duties.filter { $0.role == role }
            guard !these.isEmpty else { return nil }
            return "<dt>\(role.title)</dt><dd>\(these.map { entry($0) }, separator: "")</dd>"
        }
        return "<dl class=\"kv\">\(rows)</dl>"
    }

    private func entry(_ duty: Duty) -> HTML {
        let answers = view.answers(for: duty)
        guard duty.group != nil, !answers.isEmpty else {
            let basis = answers.first.flatMap { view.basis(of: $0) }
            let carrier = answers.first.flatMap { holder($0.unit, duty.clause) }
            let issued = answers.first.flatMap { standing($0.unit, duty) }
            return
                "<div>\(view.link(duty))\(basis.map { "<br>\($0)" as HTML })\(carrier)\(issued.map { "<br>\($0.badge) <span class=\"note\">\($0.line)</span>" as HTML })</div>"
        }
        let issued = answers.compactMap { standing($0.unit, duty) }
        let members = answers.map { answer -> HTML in
            let badge = standing(answer.unit, duty).map { " \($0.badge)" as HTML }
            return "\(view.link(answer, wording: view.shortName(answer.named)))\(badge)"
        }
        let signed: HTML? =
            issued.isEmpty
            ? nil
            : " <span class=\"note\">已签收 \(issued.count { $0.standing == .signed }) 个，未签收 \(issued.count { $0.standing == .waiting }) 个</span>"
        return """
            <details><summary>\(view.link(duty))\(signed)</summary><p class="members">\(members, separator: issued.isEmpty ? "、" : "<br>")</p></details>
            """
    }

    private func standing(_ unit: String, _ duty: Duty) -> IssuedDuty? {
        standings.first { $0.key == DutyKey(clause: duty.clause, unit: unit, role: duty.role) }
    }

    /// The post that carries the duty and who holds it on the day.
    private func holder(_ unit: String, _ clause: String) -> HTML? {
        holders.post(for: clause, unit: unit).map { post in
            "<br><a class=\"note\" href=\"\(url: "/units/\(unit)/duties/\(clause)")\">\(post.words)</a>"
        }
    }

    private var carriers: HTML {
        let paths = Set(plan.clauses(beneath: clause.path).map(\.path))
        let mechanisms = plan.mechanisms.filter { paths.contains($0.clause) }
        guard !mechanisms.isEmpty else { return .empty }
        let items = mechanisms.map { "<li>\($0.title)</li>" as HTML }
        return """
            <section class="card"><h2>落实载体</h2><p class="note">这一条要建立的机制；台账和流程启用后，从这里进入。</p><ul class="chips">\(items)</ul></section>
            """
    }

    private var actors: HTML {
        let actors = plan.actors.filter { $0.clause == clause.path }
        guard !actors.isEmpty else { return .empty }
        let items = actors.map { "<li>\($0.what)：\($0.unit)</li>" as HTML }
        return "<section class=\"card\"><h2>条文点名的主体</h2><ul class=\"plain\">\(items)</ul></section>"
    }
}
