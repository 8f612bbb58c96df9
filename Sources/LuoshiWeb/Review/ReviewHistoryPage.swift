import HTTPTypes
import Hummingbird
import LuoshiCore
import LuoshiPlan

extension Site {
    /// `/reviews/3/history`: every step, and the way back from each.
    func reviewHistory(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await historyPage(reviewID(context), context, fault: nil, status: 200)
    }

    func historyPage(_ id: Int, _ context: SiteContext, fault: String?, status: Int) async throws -> Response {
        guard let (record, edits) = try await ask(ReviewHistory(id), context) else { throw Refusal.notFound("这份审核稿") }
        let layout = try await layout("操作记录", .reviewing, context)
        let page = ReviewHistoryPage(record: record, edits: edits, csrf: layout.csrf ?? "", fault: fault)
        return layout.response(page.body, status: .init(code: status))
    }
}

/// Who did what, newest first.
struct ReviewHistoryPage {
    let record: ReviewRecord
    let edits: [ReviewEdit]
    let csrf: String
    let fault: String?

    var body: HTML {
        """
        <p class="crumb"><a href="/reviews">审核</a> › <a href="/reviews/\(record.id)">第 \(record.id) 号</a></p>
        <h1>\(edits.isEmpty ? "还没有改过" : "改了 \(edits.count) 步")</h1>
        <p class="sub">每一步都可以撤销，撤销也是一步；后面又改了同一处的，先撤销后面的。</p>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
        \(edits.isEmpty ? nil : "<section class=\"card\"><h2>操作记录</h2><ol class=\"plain\" reversed>\(edits.map(step))</ol></section>" as HTML)
        """
    }

    private func step(_ edit: ReviewEdit) -> HTML {
        let words = edit.changes.prefix(4).map { change in
            let what = ReviewWords.change(from: change.before, to: change.after)
            guard let before = change.before, change.after != nil else { return what }
            return "\(ReviewWords.title(before.content))：\(what)"
        }
        let more = edit.changes.count > 4 ? "等 \(edit.changes.count) 处" : ""
        return """
            <li id="e-\(edit.number)"><b>第 \(edit.number) 步　\(said: edit.title)</b><br><span class="note">\(edit.actorName)　\(edit.instant.inChina)</span>
            <p class="note">\(words.joined(separator: "；"))\(more)</p>\(way(edit))</li>
            """
    }

    private func way(_ edit: ReviewEdit) -> HTML {
        if let undo = edit.undoneBy { return "<p class=\"note\">已撤销，见<a href=\"#e-\(undo)\">第 \(undo) 步</a></p>" }
        guard record.status == .open else { return "" }
        return """
            <form method="post" action="/reviews/\(record.id)/undo">\(Layout.formFields(csrf))<input type="hidden" name="number" value="\(edit.number)"><button class="btn btn-sm btn-outline-secondary">撤销这一步<span class="visually-hidden">（第 \(edit.number) 步）</span></button></form>
            """
    }
}
