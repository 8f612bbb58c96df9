import Hummingbird
import LuoshiCore

extension Site {
    /// `/forgot`: asks the administrators for a link; the answer never tells whether the account exists.
    func forgotPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        let body: HTML = """
            <h1>忘记密码</h1><p class="text-secondary">请填写登录名。系统管理员会收到提醒，核对本人后把重设密码的链接交给您。</p>
            <form method="post" action="/forgot">\(FormField(name: "login", label: "登录名", autocomplete: "username", maximum: 32).html)
            <button class="btn btn-primary w-100">提交</button></form>
            <p class="text-secondary small">着急时，可直接联系本单位主要负责人岗、收文岗或系统管理员。</p>
            """
        return PublicFrame(site: information, title: "忘记密码").response(body)
    }

    func askForReset(_ request: Request, _ context: SiteContext) async throws -> Response {
        var context = context
        context.session = nil
        let form = try await Form.read(request, context)
        _ = try await door.perform(AskForReset(login: form.text("login")), as: .anonymous)
        return PublicFrame(site: information, title: "已提交").response(
            "<h1>已提交</h1><p>如果这个登录名存在，系统管理员已收到提醒，会按登记的方式联系您。</p><p><a href=\"\(url: "/sign-in")\">回到登录</a></p>")
    }
}
