import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/reviews`: drafts under review, and the way to begin an amendment.
    func reviews(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await reviewList(context, fault: nil)
    }

    /// Begins a review of a document, or an amendment of the running plan by hand.
    func startReview(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        do {
            let document = form.text("document")
            guard !document.isEmpty else {
                let id = try await door.perform(StartAmendment(), as: context.actor, key: form.requestKey)
                return .redirect(to: "/reviews/\(id)?show=all", type: .normal)
            }
            let isAmendment: Bool? = form.text("as") == "amendment" ? true : nil
            let id = try await door.perform(
                StartReview(document: document, isAmendment: isAmendment), as: context.actor, key: form.requestKey)
            return .redirect(to: id.map { "/reviews/\($0)" } ?? "/plan", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 {
            return try await reviewList(context, fault: refusal.message)
        }
    }

    private func reviewList(_ context: SiteContext, fault: String?) async throws -> Response {
        let reviews = try await ask(Reviews(), context)
        let running = try await ask(CurrentPlan(), context)?.plan.version
        let layout = try await layout("审核", .reviewing, context)
        let page = ReviewListPage(reviews: reviews, running: running, csrf: layout.csrf ?? "", fault: fault)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// What is being reviewed and how much is left, the open ones first.
struct ReviewListPage {
    let reviews: [ReviewSummary]
    let running: PlanVersion?
    let csrf: String
    let fault: String?

    var body: HTML {
        let open = reviews.filter { $0.record.status == .open }
        let rows = (open + reviews.filter { $0.record.status != .open }).map(row)
        return """
            <h1>\(open.isEmpty ? "没有正在审核的方案" : "\(open.count) 份审核稿正在审核")</h1>
            <p class="sub">文件读出的内容先在这里逐项核对，发布以后才成为方案的一个版本；过去的记录仍按当时的版本。</p>
            \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
            \(reviews.isEmpty ? nil : "<section class=\"card\"><h2>审核稿</h2><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"审核稿\"><table class=\"table\"><thead><tr><th scope=\"col\">方案</th><th scope=\"col\">状态</th><th scope=\"col\" class=\"num\">待核对</th><th scope=\"col\">开始</th></tr></thead><tbody>\(rows)</tbody></table></div></section>" as HTML)
            <section class="card"><h2>开始审核</h2><ul class="plain">
            <li><a href="/import">导入方案文件</a><br><span class="note">第一个方案，或现行方案的修订文件：读出条款、任务、责任单位和目标，逐项核对。</span></li>
            \(amendment)
            </ul></section>
            """
    }

    private var amendment: HTML? {
        guard let running else { return nil }
        return """
            <li><form method="post" action="/reviews">\(Layout.formFields(csrf))<button class="btn btn-outline-secondary">修订现行方案（第 \(running.number) 版）</button></form>
            <span class="note">没有新文件、只改几处时用：从现行方案开始，改完再发布。<a href="/plan/versions">历次版本</a></span></li>
            """
    }

    private func row(_ review: ReviewSummary) -> HTML {
        let record = review.record
        let left = review.pending.values.reduce(0, +)
        let what = record.base.map { "修订第 \($0) 版" } ?? "第一个方案"
        let result: HTML? = record.published.map { "：<a href=\"/plan/versions\">第 \($0) 版</a>" }
        return """
            <tr><th scope="row"><a href="/reviews/\(record.id)">\(review.title)</a><br><span class="note">第 \(record.id) 号，\(what)，\(record.origin.title)</span></th>\
            <td data-label="状态">\(record.status.title)\(result)</td><td class="num" data-label="待核对">\(record.status == .open ? "\(left)" : "—")</td>\
            <td data-label="开始">\(record.createdName)　\(record.createdAt.inChina)</td></tr>
            """
    }
}
