import HTTPTypes
import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/reviews/3/finish`: what stands in the way, what will change, and the button.
    func finishReview(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await finishPage(reviewID(context), context, fault: nil, status: 200)
    }

    func publishReview(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let id = reviewID(context)
        do {
            let version = try await door.perform(
                PublishReview(review: id, lastEdit: Int(form.text("last_edit")) ?? -1), as: context.actor,
                key: form.requestKey)
            return .redirect(to: version > 1 ? "/plan/versions/\(version - 1)/\(version)" : "/plan", type: .normal)
        } catch let error as any PublicError where [409, 422].contains(error.status) {
            return try await finishPage(id, context, fault: error.message, status: error.status)
        }
    }

    private func finishPage(_ id: Int, _ context: SiteContext, fault: String?, status: Int) async throws -> Response {
        guard let outlook = try await ask(OutlookOfReview(id), context) else { throw Refusal.notFound("这份审核稿") }
        let layout = try await layout("发布", .reviewing, context)
        let mayPublish = try await door.decision("plan.publish", on: .city, for: context.actor).isAllowed
        let page = ReviewFinishPage(
            outlook: outlook, csrf: mayPublish ? layout.csrf : nil, fault: fault)
        return layout.response(page.body, status: .init(code: status))
    }
}

/// Before publishing: what is missing, what changes, whom that touches.
struct ReviewFinishPage {
    let outlook: ReviewOutlook
    /// Nil for those who may not publish.
    let csrf: String?
    let fault: String?

    private var record: ReviewRecord { outlook.record }

    var body: HTML {
        """
        <p class="crumb"><a href="/reviews">审核</a> › <a href="/reviews/\(record.id)">第 \(record.id) 号</a> › 发布</p>
        <h1>\(answer)</h1>
        <p class="sub">\(outlook.head?.title ?? "")　条款 \(outlook.content.clauses.count) 条、任务 \(Set(outlook.content.duties.map(\.clause)).count) 项、目标 \(outlook.content.targets.count) 项，口径待确认 \(outlook.content.rulings.count) 项（不妨碍发布）</p>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
        \(problems)\(button)
        \(outlook.difference.map { DifferenceCards(difference: $0, units: outlook.units).body })
        """
    }

    private var answer: String {
        if record.status != .open { return "这份审核稿\(record.status.title)" }
        if let other = outlook.overtakenBy { return "不能发布：现行方案已是第 \(other) 版" }
        if !outlook.problems.isEmpty { return "还有 \(outlook.problems.count) 处要先处理" }
        guard let difference = outlook.difference else { return "可以发布，成为第 1 版" }
        return difference.isEmpty ? "与现行方案没有不同" : "可以发布，成为第 \((record.base ?? 0) + 1) 版"
    }

    private var problems: HTML? {
        guard !outlook.problems.isEmpty else { return nil }
        let items = outlook.problems.map { problem -> HTML in
            "<li><a href=\"\(url: "/reviews/\(record.id)?show=all&edit=\(problem.item)#i-\(problem.item)")\">\(problem.message)</a></li>"
        }
        return "<section class=\"card\"><h2>发布前要处理的</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private var button: HTML? {
        guard record.status == .open, outlook.problems.isEmpty, outlook.overtakenBy == nil,
            outlook.difference?.isEmpty != true
        else { return nil }
        guard let csrf else { return "<p class=\"alert alert-info\">发布由有“发布方案”权限的人办理。</p>" }
        return """
            <form class="card narrow-form" method="post" action="/reviews/\(record.id)/publish">\(Layout.formFields(csrf))<input type="hidden" name="last_edit" value="\(outlook.lastEdit)">
            <p>发布以后，各单位看到的就是这一版；以前的记录仍按当时的版本。发布后要改，另建修订。</p><button class="btn btn-primary">发布</button></form>
            """
    }
}

/// What is different between two plans, and what that touches.
struct DifferenceCards {
    let difference: PlanDifference
    let units: [String: String]

    var body: HTML {
        """
        \(card("文件信息", difference.head))\(card("条款", difference.clauses))\(card("责任分工", difference.tasks))\(card("目标", difference.targets))\
        \(unitCard)\(card("问题和前后不一", difference.questions))\(touched)
        """
    }

    private func card(_ title: String, _ changes: [PlanDifference.Change]) -> HTML? {
        guard !changes.isEmpty else { return nil }
        let rows = changes.map { change -> HTML in
            """
            <tr><th scope="row">\(change.title)</th><td data-label="原来">\(change.old.map { clip($0) } ?? "（没有）")</td><td data-label="现在">\(change.new.map { clip($0) } ?? "（删去）")</td></tr>
            """
        }
        return """
            <section class="card"><h2>\(title) \(changes.count) 处</h2><div class="scroll" tabindex="0" role="region" aria-label="\(title)的改动"><table class="table difference"><thead><tr><th scope="col">哪里</th><th scope="col">原来</th><th scope="col">现在</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    private func clip(_ text: String) -> String { text.count > 200 ? text.prefix(200) + "…" : text }

    private var unitCard: HTML? {
        guard !difference.units.isEmpty else { return nil }
        let rows = difference.units.map { change -> HTML in
            """
            <tr><th scope="row"><a href="\(url: "/units/\(change.unit)")">\(units[change.unit] ?? change.unit)</a></th><td data-label="增加">\(change.gained.isEmpty ? "—" : change.gained.joined(separator: "、"))</td><td data-label="减少">\(change.lost.isEmpty ? "—" : change.lost.joined(separator: "、"))</td></tr>
            """
        }
        return """
            <section class="card"><h2>要告知的单位 \(difference.units.count) 个</h2><div class="scroll" tabindex="0" role="region" aria-label="单位的增减"><table class="table"><thead><tr><th scope="col">单位</th><th scope="col">增加</th><th scope="col">减少</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    private var touched: HTML? {
        let rulings = difference.touchedRulings.map {
            "<li>\($0.title)<br><span class=\"note\">\($0.question)</span></li>" as HTML
        }
        let targets = difference.targetsWithoutOwner.map {
            "<li>目标 \($0.id) \($0.title)没有责任单位<br><span class=\"note\">\($0.ownerBasis ?? "")</span></li>" as HTML
        }
        guard !rulings.isEmpty || !targets.isEmpty else { return nil }
        return
            "<section class=\"card\"><h2>涉及的裁定事项和没有责任单位的目标</h2><ul class=\"plain\">\(rulings)\(targets)</ul></section>"
    }
}
