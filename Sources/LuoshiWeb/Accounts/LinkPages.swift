import Hummingbird
import LuoshiCore

extension Site {
    /// `/invitation/TOKEN`: whoever bears the link chooses a login and a password.
    func invitationPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await invitation(BearerSecret(context.parameters.require("token")), context, login: "", fault: nil)
    }

    func acceptInvitation(_ request: Request, _ context: SiteContext) async throws -> Response {
        var context = context
        context.session = nil
        let form = try await Form.read(request, context)
        let token = BearerSecret(try context.parameters.require("token"))
        let (login, password) = (form.text("login"), Secret(form.fields["password"] ?? ""))
        do {
            let link = try await door.ask(ReadLink(token: token), as: .anonymous).link
            try Self.checkRepetition(form)
            let hash = try await PasswordPolicy.hash(password, login: login, name: link.personName, request: token.text)
            _ = try await door.perform(
                AcceptInvitation(token: token, login: login, passwordHash: hash), as: .anonymous)
        } catch let refusal as Refusal where [409, 422].contains(refusal.status) {
            return try await invitation(token, context, login: login, fault: refusal)
        }
        let outcome = try await authentication.signIn(login: login, password: password, from: Visitor(request, context))
        return response(outcome, next: "/me/second-factor", context)
    }

    /// `/reset/TOKEN`: whoever bears the link sets a new password.
    func resetPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await reset(BearerSecret(context.parameters.require("token")), fault: nil)
    }

    func resetPassword(_ request: Request, _ context: SiteContext) async throws -> Response {
        var context = context
        context.session = nil
        let form = try await Form.read(request, context)
        let token = BearerSecret(try context.parameters.require("token"))
        do {
            let found = try await door.ask(ReadLink(token: token), as: .anonymous)
            try Self.checkRepetition(form)
            let hash = try await PasswordPolicy.hash(
                Secret(form.fields["password"] ?? ""), login: found.login ?? "", name: found.link.personName,
                request: token.text)
            _ = try await door.perform(ResetPassword(token: token, passwordHash: hash), as: .anonymous)
        } catch let refusal as Refusal where refusal.status == 422 {
            return try await reset(token, fault: refusal)
        }
        return PublicFrame(site: information, title: "密码已重设").response(
            "<h1>密码已重设</h1><p>请用新密码登录；原来登录的都已退出。</p><p><a class=\"btn btn-primary\" href=\"\(url: "/sign-in")\">去登录</a></p>"
        )
    }

    /// Both typings of a new password must agree.
    static func checkRepetition(_ form: Form) throws {
        guard form.fields["password"] == form.fields["again"] else {
            throw Refusal("password_again", "两次输入的密码不一样，请重新输入。")
        }
    }

    private func invitation(
        _ token: BearerSecret, _ context: SiteContext, login: String, fault: Refusal?
    ) async throws -> Response {
        let found = try await door.ask(ReadLink(token: token), as: .anonymous)
        guard found.link.purpose == .invitation else { throw Refusal.notFound("这份邀请") }
        let page = InvitationPage(
            token: token.text, name: found.link.personName, unit: found.unit?.name,
            lastDay: found.link.expiresAt.dayInChina, login: login, fault: fault)
        return PublicFrame(site: information, title: "开设账号")
            .response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }

    private func reset(_ token: BearerSecret, fault: Refusal?) async throws -> Response {
        let found = try await door.ask(ReadLink(token: token), as: .anonymous)
        guard found.link.purpose == .reset else { throw Refusal.notFound("这个链接") }
        let body: HTML = """
            <h1>设置新密码</h1><p class="text-secondary">账号 \(found.login ?? "")。设好后，原来登录的都会退出。</p>
            <form method="post" action="/reset/\(token.text)">\(NewPasswordFields(fault: fault).html)
            <button class="btn btn-primary w-100">设置新密码</button></form>
            """
        return PublicFrame(site: information, title: "设置新密码")
            .response(body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// A new password, typed twice.
struct NewPasswordFields {
    let fault: Refusal?

    var html: HTML {
        let weak = fault?.code == "password_weak" || fault?.code == "password_same" ? fault?.message : nil
        let again = fault?.code == "password_again" ? fault?.message : nil
        return """
            \(FormField(
                name: "password", label: "新密码", type: "password", note: "至少 10 个字符，不能含登录名或太常见；几个不相干的词连起来既好记又安全。",
                fault: weak, autocomplete: "new-password", maximum: 200
            ).html)
            \(FormField(
                name: "again", label: "再输入一次", type: "password", fault: again, autocomplete: "new-password", maximum: 200
            ).html)
            """
    }
}

/// The form behind an invitation.
struct InvitationPage {
    let token: String
    let name: String
    let unit: String?
    let lastDay: Day
    let login: String
    let fault: Refusal?

    var body: HTML {
        let onLogin = ["login_form", "login_taken"].contains(fault?.code ?? "")
        let onPassword = fault?.code.hasPrefix("password") == true
        return """
            <h1>\(name)，请开设您的账号</h1>
            <p class="text-secondary">\(unit ?? "")邀请您使用本系统。链接 \(lastDay) 前有效，只能用一次。</p>
            \(HTML.alert(onLogin || onPassword ? nil : fault?.message))
            <form method="post" action="/invitation/\(token)">
            \(FormField(
                name: "login", label: "登录名", value: login, note: "2 至 32 个小写字母、数字、点、横线或下划线，以字母开头，如 lixiaoming。",
                fault: onLogin ? fault?.message : nil, autocomplete: "username", maximum: 32
            ).html)
            \(NewPasswordFields(fault: fault).html)
            <button class="btn btn-primary w-100">开设并登录</button></form>
            <p class="note">登录后可以再设置第二验证（手机验证器）。</p>
            """
    }
}
