import LuoshiCore

/// One item: what is to be done, where it lies, what it has been through, and to whom it can be sent on.
struct InboxItemPage {
    let detail: InboxItemDetail
    let choices: [DelegationChoice]
    let csrf: String
    let fault: String?
    let entered: [String: String]

    private var item: InboxItem { detail.item }
    private var last: InboxPlace? { detail.places.last?.place }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/inbox")">待办</a></p>
        <h1>\(item.title)</h1><p class="sub">\(answer)</p>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
        <p><a class="btn btn-primary" href="\(url: item.address)">\(item.isNotice ? "查看" : "去办理")</a></p>
        <div class="columns"><div class="wide"><section class="card"><h2>办理经过</h2><ol class="chain">\(detail.places.map(step))\(ending)</ol></section></div>
        <div class="narrow">\(forms)</div></div>
        """
    }

    private var answer: HTML {
        if let closed = item.closedOn { return "\(closed) \(item.outcome?.title ?? "办结")，\(item.closedName ?? "")" }
        let due: HTML =
            last?.due.map { day in
                "期限 \(day) \(detail.workingDaysLeft.map { DueWords($0).badge })" as HTML
            } ?? "未定期限"
        guard let receiver = detail.receiver else { return "\(due)　<b>无人接收：岗位和主要负责人都空缺</b>" }
        return "\(due)　现由\(receiver)办理"
    }

    private func step(_ place: InboxPlace, _ title: String) -> HTML {
        """
        <li><b>\(title)</b>\(place.since) \(place.givenName)\(place.number == 1 ? "送来" : "转来")\(place.due.map { "，期限 \($0)" as HTML })\(place.note.isEmpty ? nil : "<br><span class=\"note\">\(place.note)</span>" as HTML)</li>
        """
    }

    private var ending: HTML? {
        item.closedOn.map { "<li><b>\(item.outcome?.title ?? "办结")</b>\($0) \(item.closedName ?? "")</li>" }
    }

    private var forms: HTML {
        guard detail.mayAct, !item.isNotice else { return .empty }
        let options = choices.map { choice -> HTML in
            let value = choice.address.post.map { "post:\($0)" } ?? "account:\(choice.address.account ?? "")"
            return "<option value=\"\(value)\"\("selected", if: entered["to"] == value)>\(choice.title)</option>"
        }
        let delegate: HTML = """
            <section class="card act"><h2>转办</h2><form method="post" action="/inbox/\(item.id)/delegate">\(Layout.formFields(csrf))
            <label class="form-label" for="to">转给</label><select class="form-select" id="to" name="to" required><option value="">请选择</option>\(options)</select>
            <label class="form-label" for="note">办理意见</label><textarea class="form-control" id="note" name="note" maxlength="500" rows="2">\(entered["note"] ?? "")</textarea>
            <label class="form-label" for="due">期限<span class="note">（可不填，不晚于本件期限）</span></label><input class="form-control" id="due" name="due" type="date" value="\(entered["due"] ?? "")">
            <p><button class="btn btn-outline-secondary">转办</button></p></form></section>
            """
        guard last?.parent != nil else { return delegate }
        return delegate + """
            <section class="card act"><h2>退回</h2><form method="post" action="/inbox/\(item.id)/return">\(Layout.formFields(csrf))
            <label class="form-label" for="why">退回原因</label><textarea class="form-control" id="why" name="why" maxlength="500" rows="2" required>\(entered["why"] ?? "")</textarea>
            <p><button class="btn btn-outline-secondary">退回</button></p></form></section>
            """
    }
}

/// Open work that nobody gets, for the office to send on.
struct UnreceivedPage {
    let rows: [InboxRow]

    var body: HTML {
        let lines = rows.map { row -> HTML in
            """
            <tr><th scope="row">\(row.link)</th><td data-label="岗位">\(row.placeTitle)</td><td data-label="来自">\(row.item.senderName)</td><td data-label="期限">\(row.dueNote)</td></tr>
            """
        }
        return """
            <p class="crumb"><a href="\(url: "/posts")">岗位</a></p>
            <h1>\(rows.isEmpty ? "没有无人接收的事项" : "\(rows.count) 件事项无人接收" as HTML)</h1>
            <p class="sub">岗位空缺、主要负责人也空缺时，事项列在这里，由办公室转给合适的岗位。</p>
            \(rows.isEmpty ? nil : "<section class=\"card\"><table class=\"table\"><thead><tr><th scope=\"col\">事项</th><th scope=\"col\">岗位</th><th scope=\"col\">来自</th><th scope=\"col\">期限</th></tr></thead><tbody>\(lines)</tbody></table></section>" as HTML)
            """
    }
}

/// The button by which a page is watched, or watched no longer.
struct WatchButton {
    let subject: String
    let isWatched: Bool
    let csrf: String

    var body: HTML {
        """
        <form class="act" method="post" action="/inbox/\(isWatched ? "unwatch" : "watch")">\(Layout.formFields(csrf))<input type="hidden" name="subject" value="\(subject)"><button class="btn btn-sm btn-outline-secondary">\(isWatched ? "取消关注" : "关注")</button></form>
        """
    }
}

extension Site {
    /// The button of a page about a subject: `target:T03`.
    func watchButton(_ subject: String, _ context: SiteContext) async throws -> WatchButton {
        let watched = try await ask(MyWatches(account: context.session?.account ?? ""), context)
        return WatchButton(
            subject: subject, isWatched: watched.contains { $0.subject == subject }, csrf: context.session?.csrf ?? "")
    }
}
