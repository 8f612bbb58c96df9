import LuoshiCore
import LuoshiWork

/// `/registers/platforms`: records as a table, narrowed and sorted by what the reader may see.
struct RecordListPage {
    let page: RecordListing
    let frame: ListFrame
    let address: ListAddress
    let isPast: Bool
    let csrf: String

    private var register: RegisterDefinition { page.register }
    private var path: String { "/registers/\(register.key)" }
    private var columns: [FieldDefinition] { page.columns }
    /// What is past is only read.
    private var may: Set<RecordAction> { isPast ? frame.actions.intersection([.read, .export]) : frame.actions }
    /// Struck records are not changed any more.
    private var mayPick: Bool { may.contains(.change) && !address.request.ended && !pickable.isEmpty }
    /// Fields that several records may be given at once.
    private var pickable: [FieldDefinition] {
        frame.fields.filter { $0.computed == nil && !$0.isUnique && $0.type != .attachment }
    }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/registers")">台账</a></p>
        <h1>\(typed: register.title) <span class="note">\(count)</span></h1>
        \(tools)
        \(RegisterViews(register: register, views: frame.views, address: address).body)
        \(kept)
        \(RecordFilters(frame: frame, address: address).body)
        \(chooser)
        \(page.rows.isEmpty ? empty : mayPick ? picking : table)
        \(next)
        """
    }

    private var count: HTML {
        page.total.map { "\($0) 条" as HTML } ?? "\(RecordListing.counted) 条以上"
    }

    /// Which fields the table shows; they stay in the address, and so in a view that is kept.
    private var chooser: HTML? {
        let offered = frame.fields.filter { $0.key != register.namedBy && $0.isInTables }
        guard offered.count > columns.count || !address.values("column").isEmpty else { return nil }
        let shown = Set(columns.map(\.key))
        let boxes = offered.map { field -> HTML in
            """
            <div class="form-check"><input class="form-check-input" type="checkbox" id="column-\(field.key)" name="column" value="\(field.key)"\("checked", if: shown.contains(field.key))>\
            <label class="form-check-label" for="column-\(field.key)">\(typed: field.title)</label></div>
            """
        }
        let rest = address.pairs.filter { !["column", "after"].contains($0.name) }.map { pair -> HTML in
            "<input type=\"hidden\" name=\"\(pair.name)\" value=\"\(pair.value)\">"
        }
        return """
            <details class="card columns-shown"><summary>显示的列</summary><form action="\(path)">\(rest)<fieldset><legend class="visually-hidden">显示的列</legend><div class="ticks">\(boxes)</div></fieldset>\
            <p class="actions"><button class="btn btn-outline-secondary">按选中的列显示</button></p></form></details>
            """
    }

    /// The table with a box at each row, and what may be done with those that are ticked.
    private var picking: HTML {
        let options = pickable.map { "<option value=\"\($0.key)\">\(typed: $0.title)</option>" as HTML }
        return """
            <form class="picking" action="\(path)/change">\(table)
            <div class="card inline-form act"><label class="form-label" for="pick-field">给勾选的记录登记变化</label>\
            <select class="form-select auto" id="pick-field" name="field">\(options)</select>\
            <button class="btn btn-outline-secondary">下一步</button></div></form>
            """
    }

    private func box(_ row: RecordRow) -> HTML {
        """
        <td class="pick"><input class="form-check-input" type="checkbox" name="pick" value="\(row.record.id).\(row.record.revision)" aria-label="选中 \(typed: row.name)"></td>
        """
    }

    private var tools: HTML? {
        var links: [HTML] = []
        if may.contains(.enter) { links.append("<a class=\"btn btn-primary\" href=\"\(url: path + "/new")\">登记一条</a>") }
        if may.contains(.import) {
            links.append("<a class=\"btn btn-outline-secondary\" href=\"\(url: path + "/import")\">导入表格</a>")
        }
        if may.contains(.export) {
            let same = address.with("after", nil, path: path + "/export")
            links.append("<a class=\"btn btn-outline-secondary\" href=\"\(url: same)\">导出表格</a>")
        }
        return links.isEmpty ? nil : "<p class=\"actions\">\(links)</p>"
    }

    /// Lists that the reader has kept, and a way to keep this one.
    private var kept: HTML? {
        let links = frame.saved.map { view -> HTML in
            """
            <li><a href="\(url: "\(path)?\(view.address)")">\(typed: view.title)</a>\
            <form class="act" method="post" action="\(path)/views">\(Layout.formFields(csrf))<input type="hidden" name="title" value="\(view.title)">\
            <button class="link" name="do" value="remove" aria-label="删除视图 \(typed: view.title)">删除</button></form></li>
            """
        }
        let query = address.query
        let save: HTML? =
            query.isEmpty
            ? nil
            : """
            <form class="inline-form act" method="post" action="\(path)/views">\(Layout.formFields(csrf))<input type="hidden" name="address" value="\(query)">\
            <label class="visually-hidden" for="view-title">视图名称</label><input class="form-control" id="view-title" name="title" maxlength="40" placeholder="给这个列表起名" required>\
            <button class="btn btn-outline-secondary">保存为视图</button></form>
            """
        return links.isEmpty && save == nil
            ? nil : "\(links.isEmpty ? nil : "<ul class=\"chips saved\">\(links)</ul>" as HTML)\(save)"
    }

    private var empty: HTML {
        address.isNarrowed
            ? "<p class=\"card\">没有符合条件的记录。<a href=\"\(url: path)\">看全部</a></p>"
            : "<p class=\"card\">还没有记录。\(may.contains(.enter) ? "可以逐条登记，也可以导入表格。" : nil)</p>"
    }

    private var table: HTML {
        let heads = columns.map(head)
        let (columns, path, mayPick) = (columns, path, mayPick)
        let rows = page.rows.map { row -> HTML in
            let cells = columns.map { field -> HTML in
                "<td data-label=\"\(field.title)\"\(style(field, row.words[field.key] ?? ""))>\(typed: row.words[field.key] ?? "")</td>"
            }
            return
                "<tr>\(mayPick ? box(row) : nil)<th scope=\"row\"><a href=\"\(url: "\(path)/\(row.record.id)")\">\(typed: row.name)</a></th>\(cells)</tr>"
        }
        let named = register.field(register.namedBy)
        return """
            <div class="card scroll"><table class="table stack"><caption class="visually-hidden">\(typed: register.title)</caption>\
            <thead><tr>\(mayPick ? "<th scope=\"col\"><span class=\"visually-hidden\">选中</span></th>" as HTML : nil)\(named.map(head))\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>
            """
    }

    private func number(_ field: FieldDefinition) -> HTML? {
        [.integer, .money, .number, .percent].contains(field.type) ? " class=\"num\"" : nil
    }

    /// Numbers stand to the right; dates and other short words are not broken.
    private func style(_ field: FieldDefinition, _ words: String) -> HTML? {
        number(field) ?? (words.count <= 10 ? " class=\"nowrap\"" : nil)
    }

    private func head(_ field: FieldDefinition) -> HTML {
        let unit = field.unit.map { "（\($0)）" } ?? ""
        guard frame.searchable.contains(where: { $0.key == field.key }) else {
            return "<th scope=\"col\"\(number(field))>\(typed: field.title + unit)</th>"
        }
        let isSorted = address.request.sort == field.key
        let down = isSorted && !address.request.isDescending
        let link = address.with("sort", (down ? "-" : "") + field.key, path: path)
        let state: HTML? =
            isSorted ? " aria-sort=\"\(address.request.isDescending ? "descending" : "ascending")\"" : nil
        let mark = isSorted ? (address.request.isDescending ? " ▾" : " ▴") : ""
        return
            "<th scope=\"col\"\(number(field))\(state)><a href=\"\(url: link)\">\(typed: field.title + unit)\(mark)</a></th>"
    }

    private var next: HTML? {
        page.next.map { next in
            var link = address.with("after", nil, path: path)
            link += (link.contains("?") ? "&" : "?") + "after=\(next)"
            return "<p class=\"actions\"><a class=\"btn btn-outline-secondary\" href=\"\(url: link)\">下一页</a></p>"
        }
    }
}

/// The ways to look at a register, as links.
struct RegisterViews {
    let register: RegisterDefinition
    let views: [RegisterView]
    let address: ListAddress

    var body: HTML? {
        guard views.count > 1 else { return nil }
        let path = "/registers/\(register.key)"
        let links = views.map { view -> HTML in
            let link = address.with("view", view == .table ? nil : view.key, path: path)
            let current: HTML? = view.key == address.view ? " aria-current=\"page\"" : nil
            return "<li><a href=\"\(url: link)\"\(current)>\(view.title)</a></li>"
        }
        return "<nav class=\"filters\" aria-label=\"视图\"><ul>\(links)</ul></nav>"
    }
}
