import LuoshiCore

/// What the reader may do with a post, each as a small form.
struct PostForms {
    let detail: PostDetail
    let today: Day
    let csrf: String

    private var post: Post { detail.line.post }

    var body: HTML {
        guard !detail.allowed.isEmpty, detail.closing == nil else { return .empty }
        let forms: [HTML?] = [handOver, take, act, leave, rename, roles, lines, close]
        let offered = forms.compactMap { $0 }
        return offered.isEmpty ? .empty : "<section class=\"card act\"><h2>办理</h2>\(offered)</section>"
    }

    private func may(_ permission: Permission) -> Bool { detail.allowed.contains(permission) }

    private func form(_ title: String, _ act: String, _ fields: HTML, button: String) -> HTML {
        """
        <details class="form-fold"><summary>\(title)</summary><form method="post" action="/posts/\(post.id)/\(act)">\(Layout.formFields(csrf))\(fields)<p><button class="btn btn-outline-secondary">\(button)</button></p></form></details>
        """
    }

    private var handOver: HTML? {
        guard may("post.hand_over"), !detail.line.isVacant else { return nil }
        return "<p><a class=\"btn btn-primary\" href=\"\(url: "/posts/\(post.id)/hand-over")\">交接</a></p>"
    }

    private var take: HTML? {
        guard may("post.take") else { return nil }
        let fields: HTML = """
            \(person("take-person"))<label class="form-label" for="take-from">起始日期</label><input class="form-control" id="take-from" type="date" name="from" value="\(today)" required>
            <label class="form-label" for="take-last">最后一天<span class="note">（可不填）</span></label><input class="form-control" id="take-last" type="date" name="last">
            """
        return form("安排任职", "take", fields, button: "安排")
    }

    private var act: HTML? {
        guard may("post.act") else { return nil }
        let fields: HTML = """
            \(person("act-person"))<label class="form-label" for="act-from">起始日期</label><input class="form-control" id="act-from" type="date" name="from" value="\(today)" required>
            <label class="form-label" for="act-last">最后一天</label><input class="form-control" id="act-last" type="date" name="last" required>
            """
        return form("安排代理", "act", fields, button: "安排代理")
    }

    private var leave: HTML? {
        guard may("post.leave"), !detail.line.isVacant else { return nil }
        let options = detail.line.holders.map { "<option value=\"\($0.person)\">\($0.personName)</option>" as HTML }
        let fields: HTML = """
            <label class="form-label" for="leave-person">谁</label><select class="form-select" id="leave-person" name="person">\(options)</select>
            <label class="form-label" for="leave-on">自哪天起不再担任</label><input class="form-control" id="leave-on" type="date" name="on" value="\(today)" required>
            <p class="note">工作留在岗位上；没有别人在岗时由主要负责人承担。要把工作交给接任人，请用“交接”。</p>
            """
        return form("免去任职", "leave", fields, button: "免去")
    }

    private var rename: HTML? {
        guard may("post.rename") else { return nil }
        let fields: HTML = """
            <label class="form-label" for="rename-title">岗位名称</label><input class="form-control" id="rename-title" name="title" value="\(post.title)" minlength="2" maxlength="30" required>
            """
        return form("改名", "rename", fields, button: "改名")
    }

    private var roles: HTML? {
        guard may("post.roles") else { return nil }
        let boxes = detail.roleTitles.sorted { $0.key < $1.key }.map { role -> HTML in
            "<div class=\"form-check\"><input class=\"form-check-input\" type=\"checkbox\" id=\"role-\(role.key)\" name=\"role-\(role.key)\"\("checked", if: detail.roles.contains(role.key))><label class=\"form-check-label\" for=\"role-\(role.key)\">\(role.value)</label></div>"
        }
        return form("角色", "roles", "<fieldset><legend>这个岗位的角色</legend>\(boxes)</fieldset>", button: "保存角色")
    }

    private var lines: HTML? {
        guard may("post.lines") else { return nil }
        let fields: HTML = """
            <label class="form-label" for="lines">条线<span class="note">（如 register:platforms，用空格分开）</span></label><input class="form-control" id="lines" name="lines" value="\(detail.lines.joined(separator: " "))">
            """
        return form("条线", "lines", fields, button: "保存条线")
    }

    private var close: HTML? {
        guard may("post.close"), post.kind == .work else { return nil }
        let options = detail.siblings.map { "<option value=\"\($0.id)\">\($0.title)</option>" as HTML }
        let fields: HTML = """
            <label class="form-label" for="successor">工作移交给</label><select class="form-select" id="successor" name="successor"><option value="">（没有未办结的工作）</option>\(options)</select>
            """
        return form("撤销岗位", "close", fields, button: "撤销岗位")
    }

    private func person(_ id: String) -> HTML {
        let options = detail.people.map { "<option value=\"\($0.id)\">\($0.name)</option>" as HTML }
        return """
            <label class="form-label" for="\(id)">谁</label><select class="form-select" id="\(id)" name="person" required><option value="">请选择本单位人员</option>\(options)</select>
            """
    }
}
