import LuoshiCore
import LuoshiPlan

/// What a reorganisation would move, in sentences, with the choice to go back or to confirm.
struct ReorganisePreviewPage {
    let form: ReorganiseForm
    let preview: ReorganisationPreview.Answer
    let paper: UnitPaper
    let csrf: String

    var body: HTML {
        """
        <h1>\(said: preview.sentence)</h1>
        <p class="sub">自 \(paper.from.inWords)起生效\(preview.isLate ? "（补录：登记后从那天起算；以前各天系统里显示过的情况仍按原样可查）" : "")\(preview.isToCome ? "（到那天自动生效）" : "")，依据 \(paper.basis)。还没有登记，请核对。</p>
        <div class="columns"><div class="wide">\(passing)\(changes)</div><div class="narrow">\(belongings)\(rulings)\(confirmation)</div></div>
        """
    }

    private var passing: HTML {
        guard !preview.passing.isEmpty else {
            return "<section class=\"card\"><h2>任务和目标</h2><p>没有任务和目标换负责单位。</p></section>"
        }
        let items = preview.passing.map { item -> HTML in
            "<li><a href=\"\(url: address(item.subject))\">\(item.title)</a><br><span class=\"note\">由 \(item.from) 转给 \(item.to)</span></li>"
        }
        return
            "<section class=\"card\"><h2>换负责单位的任务和目标 \(items.count) 项</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private func address(_ subject: String) -> String {
        let parts = subject.split(separator: ":", maxSplits: 1).map(String.init)
        return parts.first == "target" ? "/targets/\(parts.last ?? "")" : "/tasks/\(parts.last ?? "")"
    }

    private var changes: HTML {
        let sections = preview.changes.map { title, sentences -> HTML in
            "<h3>\(title)</h3><ul class=\"plain\">\(sentences.map { "<li>\(said: $0)</li>" as HTML })</ul>"
        }
        return sections.isEmpty ? .empty : "<section class=\"card\"><h2>名称、层级和统称</h2>\(sections)</section>"
    }

    private var belongings: HTML {
        let sections = preview.belongings.map { title, things -> HTML in
            let posts = things.posts.map { post, holders -> HTML in
                "<li>\(post.title)：\(holders.isEmpty ? "空缺" : holders.map(\.personName).joined(separator: "、"))</li>"
            }
            return """
                <section class="card"><h2>\(title)的岗位和人员</h2><ul class="plain">\(posts)</ul>
                <p class="note">在用账号 \(things.accounts) 个，未到期的授权 \(things.mandates) 项。它们不会自动转走：撤并后请在岗位和账号中逐个办理交接。</p></section>
                """
        }
        return "\(sections)"
    }

    private var rulings: HTML {
        guard !preview.rulings.isEmpty else { return .empty }
        let items = preview.rulings.map {
            "<li><a href=\"\(url: "/plan/\($0.clause)#r-\($0.key)")\">\($0.title)</a></li>" as HTML
        }
        return """
            <section class="card"><h2>涉及的口径裁定 \(items.count) 项</h2><ul class="plain">\(items)</ul><p class="note">裁定中写的是原单位名称，由承接单位继续裁定或提出意见。</p></section>
            """
    }

    private var confirmation: HTML {
        let kept = form.fields.filter { !["csrf", "request", "step"].contains($0.key) }.sorted { $0.key < $1.key }.map {
            "<input type=\"hidden\" name=\"\($0.key)\" value=\"\($0.value)\">" as HTML
        }
        return """
            <form class="card" method="post" action="/units/\(form.unit?.id ?? ReorganiseForm.newUnit)/reorganise">\(Layout.formFields(csrf))\(kept)
            <button class="btn btn-primary" name="step" value="confirm">确认登记</button>
            <button class="btn btn-outline-secondary" name="step" value="edit">返回修改</button></form>
            """
    }
}
