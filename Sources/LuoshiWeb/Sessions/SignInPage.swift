import HTTPTypes
import Hummingbird

/// The way in.
struct SignInPage {
    let site: SiteInformation
    let next: String
    let login: String
    let fault: String?

    func response(status: HTTPResponse.Status = .ok) -> Response {
        Layout(site: site, title: "登录", section: nil, viewer: nil, csrf: nil).response(body, status: status)
    }

    private var body: HTML {
        """
        <div class="sign-in card">
        <h1>登录</h1>
        <p class="text-secondary">\(site.title)</p>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\" id=\"fault\">\($0)</p>" as HTML })
        <form method="post" action="/sign-in">
        <input type="hidden" name="next" value="\(next)">
        <label class="form-label" for="login">登录名</label>
        <input class="form-control" id="login" name="login" value="\(login)" autocomplete="username" autocapitalize="none" required autofocus\(fault == nil ? HTML.empty : " aria-describedby=\"fault\"" as HTML)>
        <label class="form-label" for="password">密码</label>
        <input class="form-control" id="password" name="password" type="password" autocomplete="current-password" required>
        <button class="btn btn-primary w-100">登录</button>
        </form>
        <p class="text-secondary small">没有账号或忘记密码，请联系本单位收文岗或领导小组办公室的系统管理员。</p>
        </div>
        """
    }
}
