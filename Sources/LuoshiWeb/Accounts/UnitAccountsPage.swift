import Hummingbird
import LuoshiCore

extension Site {
    /// `/units/ID/accounts`: a unit's accounts and invitations, for its head, its receiving post and the administrator.
    func unitAccounts(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await unitAccountsPage(context, fault: nil, entered: [:])
    }

    /// Makes an invitation and shows its link this once. Without a request key: a repetition would show a link that is not kept.
    func inviteAccount(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let token = BearerSecret()
        let (post, number) = (form.text("post"), form.text("employee_number"))
        do {
            let command = InviteAccount(
                name: form.text("name"), unit: try context.parameters.require("id"), post: post.isEmpty ? nil : post,
                roles: form.fields.keys.filter { $0.hasPrefix("role:") }.map { String($0.dropFirst(5)) }.sorted(),
                employeeNumber: number.isEmpty ? nil : number, token: token)
            _ = try await door.perform(command, as: context.actor)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.code == "role_not_grantable" {
            return try await unitAccountsPage(context, fault: refusal.message, entered: form.fields)
        }
        let layout = try await layout("邀请链接", nil, context)
        return layout.response(
            IssuedLink(
                address: address(of: "/invitation/\(token.text)", request), title: "给\(form.text("name"))的邀请链接",
                days: "7 天内有效"
            ).body)
    }

    func withdrawLink(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        _ = try await door.perform(
            WithdrawLink(id: try context.parameters.require("id")), as: context.actor, key: form.requestKey)
        let unit = form.text("unit")
        return .redirect(to: "/units/\(unit.percentEncodedForQuery)/accounts", type: .normal)
    }

    private func unitAccountsPage(
        _ context: SiteContext, fault: String?, entered: [String: String]
    ) async throws -> Response {
        let id = try context.parameters.require("id")
        let answer = try await ask(UnitAccounts(unit: id), context)
        guard let unit = answer.unit else { throw Refusal.notFound("这个单位") }
        let layout = try await layout("\(unit.shortName)的账号", nil, context)
        return layout.response(
            UnitAccountsPage(
                answer: answer, unit: unit, csrf: layout.csrf ?? "", fault: fault, entered: entered
            ).body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// A unit's accounts, its open links, and the form of an invitation.
struct UnitAccountsPage {
    let answer: UnitAccountsAnswer
    let unit: Unit
    let csrf: String
    let fault: String?
    let entered: [String: String]

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/units/\(unit.id)")">\(unit.shortName)</a></p>
        <h1>\(unit.shortName)有 \(answer.accounts.count) 个账号，\(answer.links.count) 个链接待用</h1>
        <p class="sub">邀请同事时开出一次性链接，由本人自己设登录名和密码；密码忘了也开一个链接。</p>
        <div class="two"><div>\(accounts)\(links)</div><div>\(invitation)</div></div>
        """
    }

    private var accounts: HTML {
        let items = answer.accounts.map { account -> HTML in
            """
            <li><b>\(account.name)</b>（\(account.login)）\(AccountsPage.state(account))<br><span class="note">\(account.roles.map { answer.titles[$0] ?? $0 }.joined(separator: "、"))</span>\
            \(account.isLocked ? nil : "<form method=\"post\" action=\"/accounts/\(account.login)/reset\">\(Layout.formFields(csrf))<button class=\"link\">开出重设密码的链接<span class=\"visually-hidden\"> \(account.login)</span></button></form>" as HTML)</li>
            """
        }
        return "<section class=\"card\"><h2>账号</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private var links: HTML? {
        guard !answer.links.isEmpty else { return nil }
        let items = answer.links.map { link -> HTML in
            """
            <li>\(link.purpose.title)：\(link.personName)<br><span class="note">\(link.expiresAt.inChina.prefix(16)) 前有效</span>\
            <form method="post" action="/links/\(link.id)/withdraw">\(Layout.formFields(csrf))<input type="hidden" name="unit" value="\(unit.id)"><button class="link">收回<span class="visually-hidden">给\(link.personName)的链接</span></button></form></li>
            """
        }
        return "<section class=\"card\"><h2>待用的链接</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private var invitation: HTML {
        let posts = answer.posts.map { post -> HTML in
            "<option value=\"\(post.id)\"\("selected", if: entered["post"] == post.id)>\(post.title)</option>"
        }
        let roles = answer.roles.map { role -> HTML in
            """
            <div class="form-check"><input class="form-check-input" type="checkbox" id="role:\(role)" name="role:\(role)" value="1"\("checked", if: entered["role:\(role)"] != nil)><label class="form-check-label" for="role:\(role)">\(answer.titles[role] ?? role)</label></div>
            """
        }
        return """
            <section class="card"><h2>邀请</h2>\(HTML.alert(fault))<form method="post" action="/units/\(unit.id)/accounts">\(Layout.formFields(csrf))
            \(FormField(name: "name", label: "姓名", value: entered["name"] ?? "", maximum: 30).html)
            <label class="form-label" for="post">岗位</label><select class="form-select" id="post" name="post"><option value="">新设一个工作岗</option>\(posts)</select>
            <fieldset><legend>角色</legend>\(roles)<p class="note">选了已有角色的岗位时，可以不选。</p></fieldset>
            \(FormField(name: "employee_number", label: "工号（选填）", value: entered["employee_number"] ?? "", note: "用统一身份认证登录时对应本人。", isRequired: false, maximum: 40).html)
            <button class="btn btn-primary">开出邀请链接</button></form></section>
            """
    }
}
