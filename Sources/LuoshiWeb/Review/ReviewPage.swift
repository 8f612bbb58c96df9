import LuoshiPlan

/// Two panes: the document, and the draft that was read from it; each lights up the other.
struct ReviewPage {
    let view: ReviewView
    let look: ReviewLook
    let csrf: String

    private var id: Int { view.record.id }
    private var isOpen: Bool { view.record.status == .open }
    private var pending: [ReviewItem] { view.items.filter(\.isPending) }
    private var shown: [ReviewItem] {
        view.items.filter { look.filter.shows($0) || $0.id == look.editing }
    }

    var body: HTML {
        """
        <p class="crumb"><a href="/reviews">审核</a> › 第 \(id) 号</p>
        <h1>\(answer)</h1>
        <p class="sub">\(view.items.head?.head.title ?? "")　\(view.record.base.map { "修订第 \($0) 版" } ?? "第一个方案")　\(links)</p>
        \(look.fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)\(faultLink)</p>" as HTML })
        \(isOpen ? sure : "<p class=\"alert alert-info\">这份审核稿\(view.record.status.title)，只供查看。</p>" as HTML)
        <nav class="filters" id="filters" aria-label="显示哪些">\(filters)</nav>
        <div class="review">
        <article class="card doc" id="document" aria-label="文件原文">\(ReviewDocument(view: view).body)</article>
        <div class="side" id="draft">\(together)\(cards)\(additions)</div>
        </div>
        \(discard)
        <datalist id="names">\(view.names.map { "<option value=\"\($0)\"></option>" as HTML })</datalist>
        """
    }

    /// 还有 7 处待核对：单位名称 3、任务 2, each a door to the first of them.
    private var answer: HTML {
        guard !pending.isEmpty else {
            return isOpen ? "都核对过了，可以<a href=\"/reviews/\(id)/finish\">看一遍改动并发布</a>" : "\(view.record.status.title)"
        }
        let parts = ReviewFilter.allCases.compactMap { filter -> HTML? in
            let own = pending.filter { ReviewFilter.of($0.kind) == filter }
            guard let first = own.first else { return nil }
            return
                "<a href=\"\(url: "/reviews/\(id)?show=\(filter.rawValue)#i-\(first.id)")\">\(filter.title) \(own.count)</a>"
        }
        return "还有 \(pending.count) 处待核对：\(parts, separator: "、")"
    }

    private var links: HTML {
        let outcome: HTML = isOpen ? "<a href=\"/reviews/\(id)/finish\">完成并发布</a>　" : ""
        return
            "\(outcome)<a href=\"/reviews/\(id)/history\">操作记录（\(view.lastEdit) 步）</a>　<a class=\"to-pane\" href=\"#document\">看原文</a>"
    }

    private var faultLink: HTML? { look.editing.map { "　<a href=\"#i-\($0)\">到这一项</a>" } }

    /// One press for everything the reader is sure of.
    private var sure: HTML? {
        let sure = pending.filter { $0.state.confidence >= 9000 }
        guard !sure.isEmpty else { return nil }
        return """
            <form class="inline-form" method="post" action="/reviews/\(id)/accept">\(Layout.formFields(csrf))\(carry)<input type="hidden" name="confidence" value="9000"><button class="btn btn-primary">把握 90 % 以上的 \(sure.count) 项一次核对</button> <span class="note">其余 \(pending.count - sure.count) 项逐项看</span></form>
            """
    }

    private var carry: HTML { "<input type=\"hidden\" name=\"show\" value=\"\(look.filter.rawValue)\">" }

    private var filters: HTML {
        let items = ReviewFilter.allCases.map { filter -> HTML in
            let own = view.items.filter(filter.shows)
            let left = own.count(where: \.isPending)
            let count = filter == .pending ? "\(left)" : left > 0 ? "\(left)/\(own.count)" : "\(own.count)"
            return
                "<li><a href=\"\(url: "/reviews/\(id)?show=\(filter.rawValue)")\"\(filter == look.filter ? " aria-current=\"true\"" as HTML : "")>\(filter.title) <span class=\"count\">\(count)</span></a></li>"
        }
        return "<ul>\(items)</ul>"
    }

    /// What can be done with all that is shown.
    private var together: HTML? {
        let waiting = shown.filter { $0.isPending && !$0.isUnresolved }
        guard isOpen, !waiting.isEmpty, look.editing == nil else { return nil }
        let items = waiting.map { $0.seen.text }.joined(separator: ",")
        let accept: HTML = """
            <form class="inline-form" method="post" action="/reviews/\(id)/accept">\(Layout.formFields(csrf))\(carry)<input type="hidden" name="items" value="\(items)"><button class="btn btn-outline-secondary">这里显示的 \(waiting.count) 项都核对了</button></form>
            """
        return "\(accept)\(owners)"
    }

    /// Targets without a responsible unit, given one together.
    private var owners: HTML? {
        let without = shown.filter { item in
            if case .target(let target) = item.content { return target.ownerName.isEmpty }
            return false
        }
        guard without.count > 1 else { return nil }
        return """
            <form class="inline-form" method="post" action="/reviews/\(id)/owner">\(Layout.formFields(csrf))\(carry)<input type="hidden" name="items" value="\(without.map { $0.seen.text }.joined(separator: ","))"><label for="all-owner">没有责任单位的 \(without.count) 项目标，都由</label> <input class="form-control" id="all-owner" name="owner" list="names" required> <button class="btn btn-outline-secondary">负责</button></form>
            """
    }

    private var cards: HTML {
        guard !shown.isEmpty else {
            return
                "<section class=\"card\"><p>\(look.filter == .pending ? "没有待核对的了。" : "没有\(look.filter.title)。")</p></section>"
        }
        var next: Int?
        var cards: [HTML] = []
        for item in shown.reversed() {
            cards.append(card(item, next: next))
            if item.isPending { next = item.id }
        }
        return "\(cards.reversed())"
    }

    private func card(_ item: ReviewItem, next: Int?) -> HTML {
        let isEdited = item.id == look.editing
        return ReviewCard(
            view: view, item: item, filter: look.filter, next: next, csrf: isOpen ? csrf : nil, isEdited: isEdited,
            entered: isEdited ? look.entered : nil
        ).body
    }

    /// What the reader did not find.
    private var additions: HTML? {
        guard isOpen else { return nil }
        if let kind = look.adding { return ReviewAddition(view: view, kind: kind, look: look, csrf: csrf).body }
        let kinds: [ReviewKind] = [.clause, .task, .target, .actor, .question, .contradiction]
        let links = kinds.map { kind -> HTML in
            "<li><a data-add href=\"\(url: "/reviews/\(id)?show=\(look.filter.rawValue)&add=\(kind.rawValue)#add")\">\(kind.title)</a></li>"
        }
        return
            "<section class=\"card\" id=\"add\"><h2>文件里有、没有读出来的</h2><p class=\"note\">先在原文里选中那几个字，再点要新增的一类；不能选的，新增时照抄。</p><ul class=\"chips\">\(links)</ul></section>"
    }

    private var discard: HTML? {
        guard isOpen else { return nil }
        return """
            <details class="discard"><summary>作废这份审核稿</summary><form method="post" action="/reviews/\(id)/discard">\(Layout.formFields(csrf))<p class="note">作废后只能查看，不能再改。文件还在，可以重新开始审核。</p><button class="btn btn-outline-secondary">确认作废</button></form></details>
            """
    }
}
