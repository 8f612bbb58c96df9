import LuoshiCore

/// The lists of the inbox, 待办 first.
struct InboxListPage {
    /// Nil is what is watched.
    let tab: InboxTab?
    let fault: String?
    var rows: [InboxRow] = []
    var next: String?
    var watched: [Watched] = []
    var openItems = 0
    var unit: Unit?
    var csrf = ""

    var body: HTML {
        """
        <h1>\(openItems == 0 ? "没有待办事项" : "\(openItems) 件待办" as HTML)</h1>
        <p class="sub">按办理期限排列；岗位换人后，未办结的由接任者接着办。\(unit.map { " <a href=\"\(url: "/units/\($0.id)")\">\($0.shortName)的任务和目标</a>" as HTML })</p>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
        \(tabs)
        <section class="card">\(content)</section>
        \(next.map { "<p><a class=\"btn btn-outline-secondary\" href=\"\(url: "/inbox?tab=\(tab?.rawValue ?? "open")&after=\($0)")\">下一页</a></p>" as HTML })
        """
    }

    private var tabs: HTML {
        let lists: [(key: String, title: String)] = [
            ("open", "待办"), ("done", "已办"), ("delegated", "转办"), ("watched", "关注"), ("notices", "通知"),
        ]
        let current = tab?.rawValue ?? "watched"
        let links = lists.map { list -> HTML in
            "<li><a href=\"\(url: "/inbox?tab=\(list.key)")\"\(list.key == current ? " aria-current=\"page\"" as HTML : "")>\(list.title)</a></li>"
        }
        return "<nav class=\"tabs\" aria-label=\"待办分类\"><ul>\(links)</ul></nav>"
    }

    private var content: HTML {
        guard let tab else { return watchedTable }
        guard !rows.isEmpty else { return "<p>\(emptiness(tab))</p>" }
        return tab == .notices ? noticesForm : table(tab)
    }

    private func emptiness(_ tab: InboxTab) -> String {
        switch tab {
        case .open: "目前没有要办的事。新的事项会出现在这里。"
        case .done: "还没有办结的事项。"
        case .delegated: "没有转给别人、还在办理的事项。"
        case .notices: "没有未读的通知。"
        }
    }

    private func table(_ tab: InboxTab) -> HTML {
        let lines = rows.map { row -> HTML in
            """
            <tr><th scope="row">\(row.link)\(row.placeNote)</th><td data-label="来自">\(row.item.senderName)<br><span class="note">\(row.item.createdOn)</span></td>\
            <td data-label="\(lastHead(tab))">\(last(row, tab))</td></tr>
            """
        }
        return """
            <table class="table"><thead><tr><th scope="col">事项</th><th scope="col">来自</th><th scope="col">\(lastHead(tab))</th></tr></thead><tbody>\(lines)</tbody></table>
            """
    }

    private func lastHead(_ tab: InboxTab) -> String {
        switch tab {
        case .open: "期限"
        case .done: "办结"
        case .delegated: "现在何处"
        case .notices: "时间"
        }
    }

    private func last(_ row: InboxRow, _ tab: InboxTab) -> HTML {
        switch tab {
        case .done:
            "\(row.item.closedOn.map(\.description) ?? "")<br><span class=\"note\">\(row.item.closedName ?? "")</span>"
        case .delegated: "\(row.nowWith ?? "—")<br>\(row.dueNote)"
        case .open, .notices: row.dueNote
        }
    }

    private var noticesForm: HTML {
        let lines = rows.map { row -> HTML in
            """
            <tr><td><label><input type="checkbox" name="notice-\(row.item.id)" class="form-check-input"><span class="visually-hidden">知悉 \(said: row.item.title)</span></label></td>\
            <th scope="row">\(row.link)</th><td data-label="来自">\(row.item.senderName)</td><td data-label="时间">\(row.item.createdOn)</td></tr>
            """
        }
        return """
            <form method="post" action="/inbox/acknowledge">\(Layout.formFields(csrf))
            <table class="table"><thead><tr><th scope="col">选择</th><th scope="col">通知</th><th scope="col">来自</th><th scope="col">时间</th></tr></thead><tbody>\(lines)</tbody></table>
            <p class="act"><button class="btn btn-primary">知悉勾选的通知</button></p></form>
            """
    }

    private var watchedTable: HTML {
        guard !watched.isEmpty else {
            return "<p>还没有关注的内容。在任务、目标或单位的页面上按“关注”，有变动时会收到通知。</p>"
        }
        let lines = watched.map { item -> HTML in
            """
            <tr><th scope="row"><a href="\(url: item.address)">\(item.title)</a></th><td data-label="关注起">\(item.since)</td>\
            <td><form method="post" action="/inbox/unwatch">\(Layout.formFields(csrf))<input type="hidden" name="subject" value="\(item.subject)"><button class="btn btn-sm btn-outline-secondary">取消关注<span class="visually-hidden"> \(item.title)</span></button></form></td></tr>
            """
        }
        return """
            <table class="table"><thead><tr><th scope="col">内容</th><th scope="col">关注起</th><th scope="col">操作</th></tr></thead><tbody>\(lines)</tbody></table>
            """
    }
}

extension InboxRow {
    /// The title as a door to the item's own page; in bold until it has been opened.
    var link: HTML {
        let title: HTML = "<a href=\"\(url: "/inbox/\(item.id)")\">\(said: item.title)</a>"
        return isRead ? title : "<b>\(title)</b> <span class=\"visually-hidden\">未读</span>"
    }

    /// 还有 3 个工作日, 已逾期 2 个工作日.
    var dueNote: HTML {
        guard let due = place.due, let left = workingDaysLeft else { return "<span class=\"note\">未定期限</span>" }
        return "\(due)<br>\(DueWords(left).badge)"
    }

    /// At which post it lies, and whether the head stands in for it.
    var placeNote: HTML {
        let vacant: HTML? = isStandIn ? "（岗位空缺，由主要负责人承担）" : nil
        let note: HTML? = place.note.isEmpty ? nil : "<br><span class=\"note\">\(place.givenName)：\(place.note)</span>"
        return "<br><span class=\"note\">\(placeTitle)\(vacant)</span>\(note)"
    }
}

/// Working days left, in words with shape and colour.
struct DueWords {
    private let left: Int

    init(_ left: Int) { self.left = left }

    var badge: HTML {
        if left < 0 {
            return "<span class=\"light light-red\"><span aria-hidden=\"true\">■</span> 已逾期 \(-left) 个工作日</span>"
        }
        if left == 0 { return "<span class=\"light light-yellow\"><span aria-hidden=\"true\">▲</span> 今天到期</span>" }
        return
            "<span class=\"light light-\(left <= 2 ? "yellow" : "grey")\"><span aria-hidden=\"true\">\(left <= 2 ? "▲" : "●")</span> 还有 \(left) 个工作日</span>"
    }
}
