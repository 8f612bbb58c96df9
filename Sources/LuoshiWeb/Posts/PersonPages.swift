import LuoshiCore

/// A person: the posts they hold, held and will hold.
struct PersonPage {
    let detail: PersonDetail
    let csrf: String

    var body: HTML {
        """
        <h1>\(detail.person.name)：\(answer)</h1>
        <p class="sub">\(detail.person.accounts.isEmpty ? "没有账号" : "登录名 \(detail.person.accounts.map(\.login).joined(separator: "、"))" as HTML)</p>
        <section class="card"><h2>任职经历</h2>\(table)</section>
        \(detail.mayLeave ? actions : nil)
        """
    }

    private var answer: HTML {
        if let departure = detail.departure { return "\(departure.reason.title)，自 \(departure.from) 起" }
        return detail.afterwards.isEmpty ? "目前没有担任岗位" : "担任 \(detail.afterwards.count) 个岗位"
    }

    private var table: HTML {
        guard !detail.holdings.isEmpty else { return "<p>还没有任职记录。</p>" }
        let rows = detail.holdings.map { holding, post, unit -> HTML in
            """
            <tr><td data-label="单位"><a href="\(url: "/units/\(post.unit)")">\(unit)</a></td><th scope="row"><a href="\(url: "/posts/\(post.id)")">\(post.title)</a></th><td data-label="方式">\(holding.isActing ? "代理" : "任职")</td>\
            <td data-label="起">\(holding.from)</td><td data-label="止">\(holding.until.map { $0.adding(days: -1).description } ?? "至今")</td></tr>
            """
        }
        return """
            <table class="table"><thead><tr><th scope="col">单位</th><th scope="col">岗位</th><th scope="col">方式</th><th scope="col">起</th><th scope="col">止</th></tr></thead><tbody>\(rows)</tbody></table>
            """
    }

    private var actions: HTML {
        if detail.departure == nil {
            return
                "<p class=\"act\"><a class=\"btn btn-outline-secondary\" href=\"\(url: "/people/\(detail.person.id)/leave")\">登记离岗</a></p>"
        }
        return """
            <form class="act" method="post" action="/people/\(detail.person.id)/return">\(Layout.formFields(csrf))<button class="btn btn-outline-secondary">撤销离岗登记</button></form>
            """
    }
}

/// The form by which somebody goes, with what lies open and to whom it passes.
struct PersonLeavesPage {
    let detail: PersonDetail
    let today: Day
    let csrf: String
    let fault: String?
    let entered: [String: String]

    var body: HTML {
        let reasons = DepartureReason.allCases.map { reason -> HTML in
            "<option value=\"\(reason.rawValue)\"\("selected", if: entered["reason"] == reason.rawValue)>\(reason.title)</option>"
        }
        let open = detail.afterwards.reduce(detail.ownItems) { $0 + $1.openItems }
        return """
            <p class="crumb"><a href="\(url: "/people/\(detail.person.id)")">\(detail.person.name)</a></p>
            <h1>\(detail.person.name)离岗：\(detail.afterwards.count) 个岗位、\(open) 件未办结</h1>
            <p class="sub">自离岗日起，任职和授权终止，账号停用。工作留在岗位上，不会丢失；建议先办交接。</p>
            \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
            <div class="columns"><div class="wide"><section class="card"><h2>离岗后由谁承担</h2>\(table)</section></div><div class="narrow">
            <section class="card act"><h2>登记离岗</h2><form method="post" action="/people/\(detail.person.id)/leave">\(Layout.formFields(csrf))
            <label class="form-label" for="reason">原因</label><select class="form-select" id="reason" name="reason">\(reasons)</select>
            <label class="form-label" for="on">自哪天起</label><input class="form-control" id="on" name="on" type="date" value="\(entered["on"] ?? today.description)" required>
            <p><button class="btn btn-primary">登记</button></p></form></section></div></div>
            """
    }

    private var table: HTML {
        let own: HTML? =
            detail.ownItems == 0
            ? nil
            : """
            <tr><th scope="row">交给本人的事项</th><td class="num" data-label="未办结">\(detail.ownItems)</td><td data-label="以后">由所在单位主要负责人承担</td><td></td></tr>
            """
        let rows = detail.afterwards.map { after -> HTML in
            """
            <tr><th scope="row"><a href="\(url: "/posts/\(after.post.id)")">\(after.unitName)\(after.post.title)</a></th><td class="num" data-label="未办结">\(after.openItems)</td>\
            <td data-label="以后">\(next(after))</td><td><a href="\(url: "/posts/\(after.post.id)/hand-over")">办理交接<span class="visually-hidden"> \(after.post.title)</span></a></td></tr>
            """
        }
        guard !rows.isEmpty || own != nil else { return "<p>没有担任岗位，也没有未办结事项。</p>" }
        return """
            <table class="table"><thead><tr><th scope="col">岗位</th><th scope="col" class="num">未办结</th><th scope="col">以后由谁承担</th><th scope="col">交接</th></tr></thead><tbody>\(rows)\(own)</tbody></table>
            """
    }

    private func next(_ after: PostAfterwards) -> HTML {
        switch after.receiver {
        case .holders: "\(after.others.map(\.personName).joined(separator: "、"))继续承担"
        case .head: "岗位空缺，由主要负责人承担"
        case .nobody: "<b>无人接收</b>，请先安排接任人"
        }
    }
}
