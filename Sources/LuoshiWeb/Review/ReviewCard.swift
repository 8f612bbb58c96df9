import LuoshiCore
import LuoshiPlan

/// One item of a review: what it says, what is doubtful about it, and what can be done.
struct ReviewCard {
    let view: ReviewView
    let item: ReviewItem
    let filter: ReviewFilter
    /// The item to go on to.
    let next: Int?
    /// Nil where the review is closed.
    let csrf: String?
    let isEdited: Bool
    let entered: [String: String]?

    private var id: Int { view.record.id }

    var body: HTML {
        """
        <section class="card item" id="i-\(item.id)">
        <h2><span class="kind">\(item.kind.title)</span> \(title) \(badge)</h2>
        \(isEdited && csrf != nil ? nil : fields)
        \(item.state.note.isEmpty ? nil : "<p class=\"doubt\">\(item.state.note)</p>" as HTML)
        \(place)
        \(isEdited ? editing : actions)
        </section>
        """
    }

    /// A task goes by its clause.
    private var title: String {
        guard case .task(let task) = item.content, let clause = view.items.clause(task.clause) else {
            return ReviewWords.title(item.content)
        }
        return "\(clause.path) \(clause.title)"
    }

    private var badge: HTML {
        guard item.isPending else {
            return "<span class=\"light light-green\"><span aria-hidden=\"true\">✔</span> 已核对</span>"
        }
        return
            "<span class=\"light light-yellow\"><span aria-hidden=\"true\">○</span> 待核对</span> <span class=\"note nowrap\">把握 \(item.state.confidence / 100) %</span>"
    }

    private var fields: HTML {
        let rows = ReviewWords.fields(item.content).filter { !$0.1.isEmpty && !Self.hidden.contains($0.0) }.map {
            field, value in
            "<dt>\(field)</dt><dd>\(value.count > 160 ? value.prefix(160) + "…" : value[...])</dd>" as HTML
        }
        return "<dl class=\"kv\">\(names ?? "\(rows)")</dl>"
    }

    private static let hidden: Set<String> = ["编号", "写法", "等", "标题", "类型", "来源"]

    /// A name's units by name, not by number.
    private var names: HTML? {
        guard case .name(let name) = item.content else { return nil }
        let titles = Dictionary(uniqueKeysWithValues: view.units.map { ($0.id, $0.shortName) })
        switch name.resolution {
        case .unresolved: return "<dt>对应</dt><dd>未定</dd>"
        case .unit(let unit): return "<dt>单位</dt><dd>\(titles[unit] ?? unit)</dd>"
        case .group(let group):
            let members = group.members.map { titles[$0] ?? $0 }.joined(separator: "、")
            let open = group.isOpen ? "口径待确认，发布后由人裁定" : "\(group.members.count) 个：\(members)"
            return "<dt>统称</dt><dd>\(open)</dd>"
        }
    }

    /// Where it stands, in the draft and in the document.
    private var place: HTML? {
        let clauses = item.content.clauses.compactMap { clause -> HTML? in
            view.items.clause(clause).map { "<span class=\"path\">\($0.path)</span> \($0.title)" }
        }
        let sentence: HTML? = item.state.start.map { _ in
            item.kind == .clause || item.kind == .task
                ? "<a href=\"#c-\(clauseItem)\">看原文</a>" : "<a href=\"#s-\(item.id)\">看原句</a>"
        }
        guard !clauses.isEmpty || sentence != nil else { return nil }
        return "<p class=\"note\">\(clauses, separator: "；")　\(sentence)</p>"
    }

    private var clauseItem: Int { item.kind == .task ? item.content.clauses.first ?? item.id : item.id }

    private func carry(_ csrf: String) -> HTML {
        """
        \(Layout.formFields(csrf))<input type="hidden" name="show" value="\(filter.rawValue)"><input type="hidden" name="next" value="\(next.map { "\($0)" } ?? "")"><input type="hidden" name="revision" value="\(item.revision)">
        """
    }

    private var actions: HTML? {
        guard let csrf else { return nil }
        let change: HTML =
            "<a class=\"btn btn-sm btn-outline-secondary\" href=\"\(url: "/reviews/\(id)?show=\(filter.rawValue)&edit=\(item.id)#i-\(item.id)")\">修改<span class=\"visually-hidden\">\(title)</span></a>"
        if item.isUnresolved, case .name(let name) = item.content {
            return "\(NameChoices(view: view, item: item, name: name, carry: carry(csrf)).body)"
        }
        guard item.isPending else { return "<p class=\"actions\">\(change)</p>" }
        return """
            <form class="actions" method="post" action="/reviews/\(id)/accept">\(carry(csrf))<input type="hidden" name="items" value="\(item.seen.text)"><button class="btn btn-sm btn-primary">无误<span class="visually-hidden">：\(title)</span></button> \(change)</form>
            """
    }

    private var editing: HTML? {
        guard let csrf else { return nil }
        let values = entered.map(FormValues.init) ?? FormValues(item.content)
        return """
            <form class="item-form" method="post" action="/reviews/\(id)/items/\(item.id)" data-keep="review-\(id)-\(item.id)" data-revision="\(item.revision)">\(carry(csrf))
            \(ReviewFormFields(view: view, kind: item.kind, values: values, prefix: "i\(item.id)").body)
            <p class="actions"><button class="btn btn-primary" name="do" value="save">保存</button> <a class="btn btn-outline-secondary" href="\(url: "/reviews/\(id)?show=\(filter.rawValue)#i-\(item.id)")">不改了</a></p>
            \(reshaping(values))
            </form>
            """
    }

    /// Splitting, merging, moving, deleting.
    private func reshaping(_ values: FormValues) -> HTML? {
        guard item.kind != .head && item.kind != .name else { return nil }
        let canSplit = [.clause, .task, .target].contains(item.kind)
        return """
            <details class="reshape"\("open", if: ["split", "merge", "move", "delete"].contains(values["do"]))><summary>拆分、合并、移动、删除</summary>
            \(canSplit ? split(values) : nil)\(canSplit ? merge(values) : nil)\(move(values))
            <p class="actions"><button class="btn btn-sm btn-outline-secondary" name="do" value="delete" formnovalidate>\(deletion)</button></p></details>
            """
    }

    private var deletion: String {
        guard item.kind == .clause else { return "删除这一项" }
        let count = view.items.count { $0.content.clauses.contains(item.id) }
        return count == 0 ? "删除这一条和它下面的" : "删除这一条，连同它下面的和其中 \(count) 项"
    }

    private func split(_ values: FormValues) -> HTML {
        """
        <p class="reshape-row"><label for="split-\(item.id)">从哪几个字起拆成两\(item.kind == .target ? "项" : "条")</label> <input class="form-control" id="split-\(item.id)" name="split_at" value="\(values["split_at"])" data-words> <button class="btn btn-sm btn-outline-secondary" name="do" value="split" formnovalidate>拆分</button></p>
        """
    }

    private func merge(_ values: FormValues) -> HTML {
        let others = view.items.filter { $0.kind == item.kind && $0.id != item.id }
        let neighbour = view.items.likeliest(toMergeWith: item)
        let chosen = values["merge_with"].isEmpty ? neighbour?.seen.text ?? "" : values["merge_with"]
        let options = others.map { other -> HTML in
            let place = other.content.clauses.first.flatMap { view.items.clause($0)?.path } ?? ""
            return
                "<option value=\"\(other.seen.text)\"\("selected", if: other.seen.text == chosen)>\(place) \(ReviewWords.title(other.content))</option>"
        }
        return """
            <p class="reshape-row"><label for="merge-\(item.id)">把另一\(item.kind == .clause ? "条" : "项")并入这里</label> <select class="form-select" id="merge-\(item.id)" name="merge_with">\(options)</select> <button class="btn btn-sm btn-outline-secondary" name="do" value="merge" formnovalidate>合并</button></p>
            """
    }

    /// The clause above a clause.
    private var parent: Int? {
        guard case .clause(let clause) = item.content, let dot = clause.path.lastIndex(of: ".") else { return nil }
        return view.items.clauses.first { $0.clause.path == clause.path[..<dot] }?.item.id
    }

    private func move(_ values: FormValues) -> HTML {
        let now = item.content.clauses.first ?? parent
        let options = view.items.clauses.filter { $0.item.id != item.id }.map { clause -> HTML in
            let isChosen = values["move_to"].isEmpty ? clause.item.id == now : values["move_to"] == "\(clause.item.id)"
            return
                "<option value=\"\(clause.item.id)\"\("selected", if: isChosen)>\(clause.clause.path) \(clause.clause.title)</option>"
        }
        let outer: HTML? = item.kind == .clause ? "<option value=\"\">（最外层）</option>" : nil
        return """
            <p class="reshape-row"><label for="move-\(item.id)">移到\(item.kind == .clause ? "哪一条下面" : "哪一条")</label> <select class="form-select" id="move-\(item.id)" name="move_to">\(outer)\(options)</select> <button class="btn btn-sm btn-outline-secondary" name="do" value="move" formnovalidate>移动</button></p>
            """
    }
}

/// What a wording that nobody knows may stand for: one press for the usual answers.
struct NameChoices {
    let view: ReviewView
    let item: ReviewItem
    let name: DraftName
    let carry: HTML

    var body: HTML {
        let counties = CountyWording(name.wording, view.units)
        let all: HTML? =
            counties.literal.isEmpty
            ? nil
            : "\(button("all", "按全部 \(counties.all.count) 个", "btn-outline-secondary")) \(button("literal", "照字面 \(counties.literal.count) 个", "btn-outline-secondary"))"
        return """
            <form class="item-form" method="post" action="/reviews/\(view.record.id)/items/\(item.id)">\(carry)<input type="hidden" name="do" value="save">
            <p class="actions">\(all) \(button("open", "口径待确认", "btn-outline-secondary"))</p>
            <p class="reshape-row"><label for="unit-\(item.id)">或是一个单位</label> <select class="form-select" id="unit-\(item.id)" name="unit"><option value="">（请选）</option>\(options)</select> \(button("unit", "就是它", "btn-outline-secondary"))</p>
            <p class="note"><a href="\(url: "/reviews/\(view.record.id)?show=name&edit=\(item.id)#i-\(item.id)")">是几个单位的统称，逐个勾选<span class="visually-hidden">：\(name.wording)</span></a></p></form>
            """
    }

    private var options: [HTML] {
        view.units.map { "<option value=\"\($0.id)\">\($0.shortName)</option>" as HTML }
    }

    private func button(_ value: String, _ title: String, _ tone: String) -> HTML {
        "<button class=\"btn btn-sm \(tone)\" name=\"to\" value=\"\(value)\">\(title)<span class=\"visually-hidden\">：\(name.wording)</span></button>"
    }
}
