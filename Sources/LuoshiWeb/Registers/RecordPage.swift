import LuoshiCore
import LuoshiWork

/// `/registers/platforms/0a1b…`: what the record holds, what may be done, what leads here, and every write to it.
struct RecordPage {
    let view: RecordView
    let csrf: String
    let filled: FilledForm
    let isPast: Bool
    let cases: [CaseRow]
    let toOpen: [Procedure]

    private var register: RegisterDefinition { view.register }
    private var path: String { "/registers/\(register.key)/\(view.row.record.id)" }
    private var isLive: Bool { view.row.record.standing == .live }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/registers")">台账</a> › <a href="\(url: "/registers/\(register.key)")">\(typed: register.title)</a></p>
        <h1>\(typed: view.row.name)</h1>
        \(standing)
        \(actions)
        <div class="columns"><div>\(RecordContent(view: view).body)\(history)</div><div>\(passing)\(doubles)\(links)\(striking)</div></div>
        """
    }

    private var standing: HTML? {
        switch view.row.record.standing {
        case .live: nil
        case .struck: "<p class=\"alert alert-info\">这条记录已作废，只供查阅，不计入任何数字。</p>"
        case .merged:
            view.mergedInto.map { into -> HTML in
                """
                <p class="alert alert-info">这条记录已并入 <a href="\(url: "/registers/\(into.register)/\(into.id)")">\(typed: into.name)</a>，只供查阅。</p>
                """
            }
        }
    }

    private var actions: HTML? {
        guard isLive, !isPast else { return nil }
        var links: [HTML] = []
        if view.may.contains(.change) {
            links.append("<a class=\"btn btn-primary\" href=\"\(url: path + "/change")\">登记变化</a>")
        }
        if view.may.contains(.correct) {
            links.append("<a class=\"btn btn-outline-secondary\" href=\"\(url: path + "/correct")\">更正</a>")
        }
        return links.isEmpty ? nil : "<p class=\"actions act\">\(links)</p>"
    }

    private var history: HTML {
        let items = view.changes.map { change -> HTML in
            let lines = change.fields.map { field -> HTML in
                let title = register.field(field.field)?.title ?? field.field
                return field.isPersonal
                    ? "<li>\(typed: title)：（个人信息，不在此显示）</li>"
                    : "<li>\(typed: title)：\(typed: field.before ?? "空") → \(typed: field.after ?? "空")</li>"
            }
            return """
                <li><b>\(change.kind.title)</b> \(change.day) \(typed: change.actorName)\
                \(change.effectiveOn.map { "，自 \($0) 起" as HTML })\(change.reason.map { "，理由：\(typed: $0)" as HTML })\
                <details><summary>\(lines.count) 个字段</summary><ul>\(lines)</ul></details></li>
                """
        }
        return """
            <section class="card"><h2>变更记录</h2><ol class="plain">\(items)</ol>\
            <p class="note">要看某一天的情况，请在页首选择查看日期。</p></section>
            """
    }

    /// What passes between people about this record, and what may be begun.
    private var passing: HTML? {
        guard !cases.isEmpty || !toOpen.isEmpty else { return nil }
        let items = cases.map { row -> HTML in
            """
            <li><a href="\(url: row.item.address)">\(typed: row.procedureTitle)</a> \(typed: row.stateTitle)<br>\
            <span class="note">\(row.item.openedOn)　\(typed: row.holders.joined(separator: "、"))</span></li>
            """
        }
        let openings = toOpen.map { procedure -> HTML in
            """
            <form class="act" method="post" action="/cases">\(Layout.formFields(csrf))<input type="hidden" name="procedure" value="\(procedure.key)">\
            <input type="hidden" name="record" value="\(view.row.record.id)"><button class="btn btn-outline-secondary">发起\(typed: procedure.title)</button></form>
            """
        }
        return "<section class=\"card\"><h2>事项</h2><ul class=\"plain\">\(items)</ul>\(openings)</section>"
    }

    private var links: HTML? {
        guard !view.leading.isEmpty else { return nil }
        let groups = Dictionary(grouping: view.leading, by: \.registerTitle).sorted { $0.key < $1.key }
        let lists = groups.map { title, records -> HTML in
            let items = records.map { record -> HTML in
                """
                <li><a href="\(url: "/registers/\(record.register)/\(record.id)")">\(typed: record.name)</a> <span class="note">\(typed: record.by)</span></li>
                """
            }
            return
                "<h3>\(typed: title) <span class=\"note\">\(records.count)</span></h3><ul class=\"plain\">\(items)</ul>"
        }
        return "<section class=\"card\"><h2>关联</h2>\(lists)</section>"
    }

    private var doubles: HTML? {
        guard isLive, !view.doubles.isEmpty else { return nil }
        let part = filled.part("merge")
        let items = view.doubles.map { row -> HTML in
            let form: HTML? =
                view.may.contains(.merge) && !isPast
                ? """
                <form method="post" action="\(path)/merge" class="inline-form">\(Layout.formFields(csrf))\
                <input type="hidden" name="revision" value="\(view.row.record.revision)"><input type="hidden" name="drop" value="\(row.record.id)">\
                <input type="hidden" name="drop_revision" value="\(row.record.revision)">\
                <label class="visually-hidden" for="why-\(row.record.id)">合并理由</label>\
                <input class="form-control" id="why-\(row.record.id)" name="reason" maxlength="500" placeholder="合并理由" value="\(part.value("drop") == row.record.id ? part.value("reason") : "")">\
                <button class="btn btn-outline-secondary">并入本条</button></form>
                """ : nil
            return
                "<li><a href=\"\(url: "/registers/\(register.key)/\(row.record.id)")\">\(typed: row.name)</a> <span class=\"note\">\(row.unitName ?? "")</span>\(form)</li>"
        }
        return """
            <section class="card doubt"><h2>可能是同一个</h2>\(part.heading(unless: []))<ul class="plain">\(items)</ul></section>
            """
    }

    private var striking: HTML? {
        guard isLive, !isPast else { return nil }
        let personal = register.fields.contains(where: \.holdsPersonalData)
        return """
            \(personal && view.may.contains(.reveal) ? reveal : nil)\(view.may.contains(.strike) ? strike : nil)\
            \(personal && view.may.contains(.erase) ? erase : nil)
            """
    }

    private var reveal: HTML {
        let part = filled.part("reveal")
        return """
            <section class="card"><h2>个人信息</h2><p class="note">页面上的个人信息已遮盖；查看会留下记录。</p>\(part.heading(unless: []))
            <form method="post" action="\(path)/reveal" class="inline-form">\(Layout.formFields(csrf))\
            <label class="visually-hidden" for="purpose">用途</label><input class="form-control" id="purpose" name="purpose" maxlength="200" placeholder="用途" value="\(part.value("purpose"))">\
            <button class="btn btn-outline-secondary">查看</button></form></section>
            """
    }

    private var erase: HTML {
        let part = filled.part("erase")
        return """
            <details class="discard"\("open", if: part.fault != nil)><summary>删除个人信息</summary>\(part.heading(unless: []))
            <p class="note">从这条记录的所有版本和留痕中删去，不能恢复；其余内容保留。</p>
            <form method="post" action="\(path)/erase" class="inline-form">\(Layout.formFields(csrf))\
            <input type="hidden" name="revision" value="\(view.row.record.revision)">\
            <label class="visually-hidden" for="erase-reason">删除理由</label><input class="form-control" id="erase-reason" name="reason" maxlength="500" placeholder="删除理由" value="\(part.value("reason"))">\
            <button class="btn btn-outline-secondary">删除个人信息</button></form></details>
            """
    }

    private var strike: HTML {
        let part = filled.part("strike")
        return """
            <details class="discard"\("open", if: part.fault != nil)><summary>作废这条记录</summary>\(part.heading(unless: []))
            <form method="post" action="\(path)/strike" class="inline-form">\(Layout.formFields(csrf))\
            <input type="hidden" name="revision" value="\(view.row.record.revision)">\
            <label class="visually-hidden" for="strike-reason">作废理由</label><input class="form-control" id="strike-reason" name="reason" maxlength="500" placeholder="作废理由" value="\(part.value("reason"))">\
            <button class="btn btn-outline-secondary">作废</button></form></details>
            """
    }
}

/// What was masked, in full, once.
struct RevealPage {
    let revealed: RevealedRecord
    let register: String
    let id: String

    var body: HTML {
        let lines = revealed.values.map { line -> HTML in
            "<dt>\(typed: line.title)</dt><dd>\(line.rows.map { "<div>\(typed: $0)</div>" as HTML })</dd>"
        }
        return """
            <p class="crumb"><a href="\(url: "/registers/\(register)/\(id)")">\(typed: revealed.name)</a></p>
            <h1>个人信息</h1>
            <p class="sub">您的查看已留下记录，请只用于所写的用途。</p>
            <section class="card"><dl class="kv wide">\(lines)</dl>\(lines.isEmpty ? "<p>这条记录没有填个人信息。</p>" as HTML : nil)</section>
            """
    }
}
