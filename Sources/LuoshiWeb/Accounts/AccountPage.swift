import Hummingbird
import LuoshiCore

extension Site {
    /// `/accounts/LOGIN`: one account, and what an administrator may do about it.
    func account(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await accountPage(context, fault: nil)
    }

    /// `/accounts/invite?unit=`: on to the unit's page.
    func inviteTo(_ request: Request, _ context: SiteContext) async throws -> Response {
        _ = try await ask(Roles(), context)
        let unit = request.uri.queryParameters.get("unit") ?? ""
        return .redirect(to: "/units/\(unit.percentEncodedForQuery)/accounts", type: .normal)
    }

    /// Makes a reset link and shows it this once. Without a request key: a repetition makes another, and the first ends.
    func issueReset(_ request: Request, _ context: SiteContext) async throws -> Response {
        _ = try await Form.read(request, context)
        let login = try context.parameters.require("login")
        let token = BearerSecret()
        _ = try await door.perform(IssueResetLink(login: login, token: token), as: context.actor)
        let layout = try await layout("重设密码的链接", nil, context)
        return layout.response(
            IssuedLink(
                address: address(of: "/reset/\(token.text)", request), title: "账号 \(login) 重设密码的链接",
                days: "一天内有效"
            ).body)
    }

    func resetFactor(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let login = try context.parameters.require("login")
        do {
            _ = try await door.perform(
                ResetSecondFactor(login: login, reason: form.text("reason")), as: context.actor, key: form.requestKey)
        } catch let refusal as Refusal where refusal.status == 422 {
            return try await accountPage(context, fault: refusal.message)
        }
        return .redirect(to: "/accounts/\(login)", type: .normal)
    }

    func liftPause(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let login = try context.parameters.require("login")
        _ = try await door.perform(LiftPause(login: login), as: context.actor, key: form.requestKey)
        return .redirect(to: "/accounts/\(login)", type: .normal)
    }

    func endAllSessions(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let login = try context.parameters.require("login")
        _ = try await door.perform(EndAllSessions(login: login), as: context.actor, key: form.requestKey)
        return .redirect(to: "/accounts/\(login)", type: .normal)
    }

    /// An address of this site in full, to be passed on by message.
    func address(of path: String, _ request: Request) -> String {
        "\(information.isSecure ? "https" : "http")://\(request.head.authority ?? "")\(path)"
    }

    private func accountPage(_ context: SiteContext, fault: String?) async throws -> Response {
        let login = try context.parameters.require("login")
        guard let detail = try await ask(AccountByLogin(login), context) else {
            throw Refusal.notFound("账号 \(login)")
        }
        let layout = try await layout("账号 \(login)", .accounts, context)
        return layout.response(
            AccountPage(detail: detail, csrf: layout.csrf ?? "", fault: fault).body,
            status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// A link just made: shown once.
struct IssuedLink {
    let address: String
    let title: String
    let days: String

    var body: HTML {
        """
        <h1>\(title)</h1><p class="sub">\(days)，只能用一次，<b>只显示这一次</b>。请用短信、政务通讯或当面交给本人，不要发到群里。</p>
        <section class="card"><label class="form-label" for="issued">链接</label><input class="form-control" id="issued" value="\(address)" readonly></section>
        <p><a href="\(url: "/me")">完成</a></p>
        """
    }
}

/// One account.
struct AccountPage {
    let detail: AccountDetail
    let csrf: String
    let fault: String?

    private var account: Account { detail.account }

    var body: HTML {
        """
        <p class="crumb"><a href="\(url: "/accounts")">账号</a></p>
        <h1>\(account.name)（\(account.login)）\(AccountsPage.state(account))</h1>
        <p class="sub">\(detail.unit?.name ?? "全市") · \(detail.roleTitles.isEmpty ? "没有角色" : detail.roleTitles.joined(separator: "、")) · \(account.hasSecondFactor ? "有第二验证" : "没有第二验证") · \(detail.sessions.count) 处登录</p>
        \(HTML.alert(fault))\(account.lockReason.map { "<p class=\"alert alert-info\">锁定原因：\($0)</p>" as HTML })
        \(detail.mayAct ? actions : nil)
        """
    }

    private var actions: HTML {
        """
        <div class="two"><div>\(lock)\(pause)</div><div>\(reset)\(factor)\(sessions)</div></div>
        """
    }

    private var lock: HTML {
        let reason = FormField(name: "reason", label: "原因", note: "如“已调离”。本人和留痕中可见。").html
        return """
            <section class="card"><h2>\(account.isLocked ? "解锁" : "锁定")</h2><form method="post" action="/accounts/lock">\(Layout.formFields(csrf))<input type="hidden" name="login" value="\(account.login)"><input type="hidden" name="locked" value="\(account.isLocked ? "false" : "true")">\(account.isLocked ? nil : reason)<button class="btn btn-outline-secondary">\(account.isLocked ? "解锁" : "锁定，立即退出")</button></form></section>
            """
    }

    private var pause: HTML? {
        guard account.isPaused else { return nil }
        return """
            <section class="card"><h2>登录暂停</h2><p>15 分钟内连续输错 5 次，过后自动恢复。</p>\(button("pause", "现在恢复"))</section>
            """
    }

    private var reset: HTML? {
        guard !account.isLocked else { return nil }
        return """
            <section class="card"><h2>重设密码</h2><p>核对本人后开出一次性链接，由本人自己设新密码。</p>\(button("reset", "开出链接"))</section>
            """
    }

    private var factor: HTML? {
        guard account.hasSecondFactor else { return nil }
        return """
            <section class="card"><h2>重设第二验证</h2><form method="post" action="/accounts/\(account.login)/factor">\(Layout.formFields(csrf))\(FormField(name: "reason", label: "重设的原因", note: "如“手机遗失，已当面核对本人”，记入留痕。").html)<button class="btn btn-outline-secondary">重设</button></form></section>
            """
    }

    private var sessions: HTML? {
        guard !detail.sessions.isEmpty else { return nil }
        return """
            <section class="card"><h2>\(detail.sessions.count) 处登录</h2>\(button("sessions", "全部退出"))</section>
            """
    }

    private func button(_ action: String, _ label: String) -> HTML {
        """
        <form method="post" action="/accounts/\(account.login)/\(action)">\(Layout.formFields(csrf))<button class="btn btn-outline-secondary">\(label)</button></form>
        """
    }
}
