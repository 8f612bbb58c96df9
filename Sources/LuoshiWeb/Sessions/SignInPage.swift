import HTTPTypes
import Hummingbird

/// The way in.
struct SignInPage {
    let site: SiteInformation
    /// The identity provider's title, where there is one.
    let provider: String?
    let next: String
    let login: String
    let fault: String?

    func response(status: HTTPResponse.Status = .ok) -> Response {
        Layout(site: site, title: "登录", section: nil, viewer: nil, csrf: nil, isRefusal: true)
            .response(body, status: status)
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
        \(provider.map { title -> HTML in
            "<p class=\"other-way\"><a class=\"btn btn-outline-secondary w-100\" href=\"\(url: "/sign-in/provider?next=\(next.percentEncodedForQuery)")\">用\(title)登录</a></p>"
        })
        <p class="text-secondary small"><a href="\(url: "/forgot")">忘记密码</a> · <a href="\(url: "/join")">企业入驻</a></p>
        <p class="text-secondary small">没有账号，请联系本单位收文岗或领导小组办公室的系统管理员。</p>
        </div>
        """
    }
}

/// The second step of signing in.
struct SignInCodePage {
    let site: SiteInformation
    let next: String
    let fault: String?

    func response(status: HTTPResponse.Status = .ok) -> Response {
        Layout(site: site, title: "第二验证", section: nil, viewer: nil, csrf: nil, isRefusal: true)
            .response(body, status: status)
    }

    private var body: HTML {
        """
        <div class="sign-in card">
        <h1>请输入验证码</h1>
        <p class="text-secondary">密码正确。请输入手机验证器上现在显示的 6 位数字；手机不在身边，可用一个没用过的恢复码。</p>
        \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\" id=\"fault\">\($0)</p>" as HTML })
        <form method="post" action="/sign-in/code">
        <input type="hidden" name="next" value="\(next)">
        <label class="form-label" for="code">验证码或恢复码</label>
        <input class="form-control" id="code" name="code" autocomplete="one-time-code" autocapitalize="none" maxlength="30" required autofocus\(fault == nil ? HTML.empty : " aria-describedby=\"fault\"" as HTML)>
        <button class="btn btn-primary w-100">登录</button>
        </form>
        <p class="text-secondary small"><a href="\(url: "/sign-in")">换一个账号登录</a></p>
        <p class="text-secondary small">手机遗失又没有恢复码，请联系系统管理员，当面核对后重设。</p>
        </div>
        """
    }
}
