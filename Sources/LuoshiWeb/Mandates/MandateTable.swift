import LuoshiCore

/// Mandates as a table, each with what may be done with it.
struct MandateTable {
    let sheets: [MandateSheet]
    let title: String
    let showsHolder: Bool
    /// Set where an open one may be ended from here.
    let csrf: String?

    var body: HTML {
        let rows = sheets.map { sheet -> HTML in
            """
            <tr><th scope="row"><a href="\(url: "/mandates/\(sheet.mandate.id)")">\(sheet.mandate.kind.title)</a><br><span class="note">\(sheet.mandate.basis)\(sheet.mandate.number.map { " \($0)" } ?? "")</span></th>\
            <td data-label="\(showsHolder ? "代办人" : "授权人")">\(showsHolder ? "\(sheet.holder)（\(sheet.holderLogin)）" : sheet.giver)</td>\
            <td data-label="范围">\(sheet.reach)<br><span class="note">\(sheet.limits)</span></td>\
            <td data-label="起止" class="nowrap">\(sheet.mandate.from)<br>至 \(sheet.lastDay)</td>\
            <td data-label="状态">\(sheet.badge)\(ending(sheet))</td></tr>
            """
        }
        return """
            <section class="card"><h2>\(title) <span class="note">\(sheets.count)</span></h2><table class="table"><thead><tr><th scope="col">授权</th><th scope="col">\(showsHolder ? "代办人" : "授权人")</th><th scope="col">范围</th><th scope="col">起止</th><th scope="col">状态</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }

    private func ending(_ sheet: MandateSheet) -> HTML? {
        guard let csrf, sheet.state.isOpen else { return nil }
        let id = sheet.mandate.id
        return """
            <details class="act"><summary>终止</summary><form method="post" action="/mandates/end">\(Layout.formFields(csrf))\
            <input type="hidden" name="id" value="\(id)"><label class="form-label" for="why-\(id)">原因</label>\
            <input class="form-control form-control-sm" id="why-\(id)" name="reason" maxlength="200" required>\
            <button class="btn btn-sm btn-outline-secondary">终止授权<span class="visually-hidden">（\(sheet.holder)）</span></button></form></details>
            """
    }
}

extension MandateSheet {
    /// Where it reaches: a post, some units, the whole city.
    var reach: String {
        if let postTitle { return postTitle }
        return isWholeCity ? "全市" : "\(unitNames.joined(separator: "、"))及所属"
    }

    /// Roles and permissions it is limited to.
    var limits: String {
        let permissions = mandate.patterns.map { PermissionTitle.of(Permission($0)) }
        let words = roleTitles + (permissions.isEmpty ? [] : ["只限：\(permissions.joined(separator: "、"))"])
        return (words + (mandate.isReadOnly ? ["只供查阅"] : [])).joined(separator: "　")
    }

    /// The last day it holds.
    var lastDay: Day { mandate.until.adding(days: -1) }

    var badge: HTML {
        let colour =
            switch state {
            case .inForce: "green"
            case .endingSoon, .coming: "yellow"
            case .expired, .ended, .lapsed: "grey"
            }
        return "<span class=\"light light-\(colour)\">\(state.title)</span>"
    }
}
