import Hummingbird
import LuoshiCore

extension Site {
    /// `/me/password`: one's own password, changed by showing the old one.
    func passwordPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await passwordPage(context, fault: nil)
    }

    func changePassword(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        guard let session = context.session else { throw Refusal("sign_in_required", status: 401, "请先登录。") }
        do {
            try Self.checkRepetition(form)
            let token = try await authentication.changePassword(
                of: session.account, from: Secret(form.fields["old"] ?? ""), to: Secret(form.fields["password"] ?? ""),
                session: try sessionToken(request, context))
            return redirect(to: "/me", session: token, context)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 429 {
            return try await passwordPage(context, fault: refusal)
        }
    }

    private func passwordPage(_ context: SiteContext, fault: Refusal?) async throws -> Response {
        let layout = try await layout("修改密码", nil, context)
        let old = fault?.code == "old_password_wrong" ? fault?.message : nil
        let isDue = context.session?.duty == .password
        let body: HTML = """
            <h1>修改密码</h1><p class="sub">\(isDue ? "您现在的密码是别人设的，请先换成自己的，再做其他事。" : "改好后，您在别处的登录都会退出。")</p>
            <section class="card narrow-form">\(HTML.alert(fault?.code == "sign_in_paused" ? fault?.message : nil))
            <form method="post" action="/me/password">\(Layout.formFields(layout.csrf ?? ""))
            \(FormField(
                name: "old", label: "原密码", type: "password", fault: old, autocomplete: "current-password", maximum: 200
            ).html)
            \(NewPasswordFields(fault: fault).html)
            <button class="btn btn-primary">修改</button></form></section>
            """
        return layout.response(body, status: fault.map { .init(code: $0.status) } ?? .ok)
    }
}
