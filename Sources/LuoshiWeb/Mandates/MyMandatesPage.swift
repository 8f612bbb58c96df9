import Hummingbird
import LuoshiCore

extension Site {
    /// `/me/mandates`: in whose place I act, who acts in mine.
    func myMandates(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await myMandatesPage(context, fault: nil, entered: [:])
    }

    func delegate(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        do {
            guard let until = Day(form.text("until")) else {
                throw Refusal("until_missing", "请选择截止日期。")
            }
            let all = form.text("all") == "yes"
            let command = Delegate(
                post: form.text("post"), to: form.text("login"), permissions: all ? [] : form.permissions,
                from: Day(form.text("from")), until: until, reason: form.text("reason"))
            guard all || !form.permissions.isEmpty else {
                throw Refusal("permissions_missing", "请选“全部权限”，或至少勾选一项。")
            }
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/me/mandates", type: .normal)
        } catch let refusal as Refusal where [409, 422].contains(refusal.status) {
            return try await myMandatesPage(context, fault: refusal.message, entered: form.fields)
        }
    }

    private func myMandatesPage(
        _ context: SiteContext, fault: String?, entered: [String: String]
    ) async throws -> Response {
        let mine = try await ask(MyMandates(), context)
        let posts = try await ask(MyPosts(), context)
        let layout = try await layout("我的授权", nil, context)
        let page = MyMandatesPage(
            given: mine.given, received: mine.received, posts: posts, today: information.clock.moment().day,
            csrf: layout.csrf ?? "", fault: fault, entered: entered)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

extension Form {
    /// The permissions ticked: fields named `may:plan.read`.
    var permissions: [String] {
        fields.keys.filter { $0.hasPrefix("may:") }.map { String($0.dropFirst(4)) }.sorted()
    }
}

/// What I gave and what I was given, with the form for one more.
struct MyMandatesPage {
    let given: [MandateSheet]
    let received: [MandateSheet]
    let posts: [DelegablePost]
    let today: Day
    let csrf: String
    let fault: String?
    let entered: [String: String]

    var body: HTML {
        let open = received.count { $0.state.isOpen }
        let gave = given.count { $0.state.isOpen }
        return """
            <h1>\(open == 0 && gave == 0 ? "没有有效的授权" : "您代别人办 \(open) 项，别人代您办 \(gave) 项")</h1>
            <p class="sub">授权到期自动终止，您离开岗位时也随即终止；接受授权的人不能再转授。代办的每一步都以其本人名义留痕。</p>
            \(MyPages.links(current: "/me/mandates"))
            \(received.isEmpty ? nil : MandateTable(sheets: received, title: "我得到的授权", showsHolder: false, csrf: csrf).body)
            \(given.isEmpty ? nil : MandateTable(sheets: given, title: "我给出的授权", showsHolder: true, csrf: csrf).body)
            \(posts.isEmpty ? "<section class=\"card\"><p>您现在不担任岗位，没有可以授权的事项。</p></section>" : form)
            """
    }

    private var form: HTML {
        let options = posts.map { post -> HTML in
            "<option value=\"\(post.id)\"\("selected", if: entered["post"] == post.id)>\(post.title)</option>"
        }
        let permissions = Set(posts.flatMap(\.permissions)).sorted { $0.name < $1.name }
        let boxes = permissions.map { permission -> HTML in
            """
            <li><label><input type="checkbox" name="may:\(permission)" value="yes"\("checked", if: entered["may:\(permission)"] != nil)> \(PermissionTitle.of(permission))</label></li>
            """
        }
        let all = entered["all"] == "yes" || entered.isEmpty
        return """
            <section class="card narrow-form" id="delegate"><h2>授权他人代办</h2>
            \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
            <form method="post" action="/me/mandates">\(Layout.formFields(csrf))
            <label class="form-label" for="post">我的岗位</label><select class="form-select" id="post" name="post">\(options)</select>
            <label class="form-label" for="to-login">代办人的登录名</label><input class="form-control" id="to-login" name="login" value="\(entered["login"] ?? "")" required autocapitalize="none" autocomplete="off" aria-describedby="to-note"><p class="note" id="to-note">本单位或所属单位里在岗的人。</p>
            <div class="dates"><div><label class="form-label" for="from">起始日期</label><input class="form-control" type="date" id="from" name="from" min="\(today)" value="\(entered["from"] ?? today.description)" required></div>
            <div><label class="form-label" for="until">截止日期（含当天）</label><input class="form-control" type="date" id="until" name="until" min="\(today)" value="\(entered["until"] ?? "")" required></div></div>
            <fieldset><legend>权限</legend><label><input type="checkbox" name="all" value="yes"\("checked", if: all)> 这个岗位的全部权限</label>
            <details\("open", if: !all)><summary>只授权其中几项（先取消上面的勾选）</summary><ul class="plain">\(boxes)</ul></details></fieldset>
            <label class="form-label" for="reason">原因</label><input class="form-control" id="reason" name="reason" value="\(entered["reason"] ?? "")" maxlength="200" required placeholder="例如：8 月 8 日至 12 日出差">
            <button class="btn btn-primary">授权</button></form></section>
            """
    }
}

/// The pages about oneself, with links from each to the others.
enum MyPages {
    private static let pages = [
        ("/me", "我的账号"), ("/me/mandates", "我的授权"), ("/me/rights", "我的权限"), ("/me/seen", "谁看过我的信息"),
        ("/me/tokens", "我的令牌"),
    ]

    static func links(current: String) -> HTML {
        let items = pages.map { address, title -> HTML in
            "<li><a href=\"\(url: address)\"\(address == current ? " aria-current=\"page\"" as HTML : nil)>\(title)</a></li>"
        }
        return "<nav class=\"tabs\" aria-label=\"我的\"><ul>\(items)</ul></nav>"
    }
}
