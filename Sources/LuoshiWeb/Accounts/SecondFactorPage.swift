import Crypto
import HTTPTypes
import Hummingbird
import LuoshiCore

extension Site {
    /// `/me/second-factor`: sets it up with a first code, stops it, or makes new recovery codes.
    func secondFactorPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await secondFactorPage(context, fault: nil)
    }

    func changeSecondFactor(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        guard let session = context.session else { throw Refusal("sign_in_required", status: 401, "请先登录。") }
        let rotation = SessionRotation(of: try sessionToken(request, context))
        let code = form.text("code").filter { !$0.isWhitespace }
        do {
            switch form.text("do") {
            case "confirm":
                let codes = (0..<10).map { _ in RecoveryCode.make() }
                _ = try await door.perform(
                    ConfirmSecondFactor(
                        account: session.account, code: code, recoveryCodes: codes, rotation: rotation),
                    as: context.actor)
                return codesPage(codes, rotation, context)
            case "renew":
                let codes = (0..<10).map { _ in RecoveryCode.make() }
                _ = try await door.perform(
                    ChangeSecondFactor(account: session.account, code: code, newCodes: codes, rotation: rotation),
                    as: context.actor)
                return codesPage(codes, rotation, context)
            case "stop":
                _ = try await door.perform(
                    ChangeSecondFactor(account: session.account, code: code, newCodes: nil, rotation: rotation),
                    as: context.actor)
                return redirect(to: "/me", session: rotation.token.text, context)
            default: throw Refusal.badForm
            }
        } catch let refusal as Refusal where refusal.status == 422 {
            return try await secondFactorPage(context, fault: refusal.message)
        }
    }

    /// The recovery codes, shown this once; the new session's cookie comes with them.
    private func codesPage(_ codes: [String], _ rotation: SessionRotation, _ context: SiteContext) -> Response {
        let items = codes.map { "<li><code>\($0)</code></li>" as HTML }
        var response = PublicFrame(site: information, title: "恢复码", isWide: true).response(
            """
            <h1>第二验证已启用，请保存恢复码</h1>
            <p>手机不在身边时，可用恢复码代替验证码，每个只能用一次。<b>只显示这一次</b>，请打印或抄下来，不要和密码放在一起。</p>
            <ol class="codes">\(items)</ol>
            <p><a class="btn btn-primary" href="\(url: "/me")">已保存，继续</a></p>
            """)
        sessionCookie(context).set(rotation.token.text, on: &response)
        return response
    }

    private func secondFactorPage(_ context: SiteContext, fault: String?) async throws -> Response {
        let layout = try await layout("第二验证", nil, context)
        guard let session = context.session else { throw Refusal("sign_in_required", status: 401, "请先登录。") }
        var state = try await ask(ReadSecondFactor(account: session.account), context)
        if !state.isSet && state.proposed == nil {
            let secret = SymmetricKey(size: .init(bitCount: 160)).withUnsafeBytes { Array($0) }
            _ = try await door.perform(
                ProposeSecondFactor(account: session.account, secret: secret), as: context.actor)
            state.proposed = secret
        }
        let page = SecondFactorPage(
            proposed: state.isSet ? nil : state.proposed, login: state.login, isDue: session.duty == .secondFactor,
            csrf: layout.csrf ?? "", fault: fault)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// Setting up the second factor, or what may be done with it.
struct SecondFactorPage {
    /// The secret that waits for a first code; nil where the factor is in use.
    let proposed: [UInt8]?
    let login: String
    let isDue: Bool
    let csrf: String
    let fault: String?

    var body: HTML { proposed.map(setUp) ?? inUse }

    private func setUp(_ secret: [UInt8]) -> HTML {
        let typed = Base32.encode(secret)
        let groups = stride(from: 0, to: typed.count, by: 4).map { typed.dropFirst($0).prefix(4) }.joined(
            separator: " ")
        let address = TOTP.address(secret: secret, login: login, issuer: "Luoshi")
        return """
            <h1>设置第二验证</h1>
            <p class="sub">\(isDue ? "您的角色要求第二验证，设置后才能做其他事。" : "启用后，登录时除密码外还要手机上的 6 位数字；密码泄露也登不进来。")</p>
            <section class="card narrow-form"><ol class="chain">
            <li><b>在手机上安装一个验证器</b>支持动态口令（TOTP）的都可以，不需要联网。</li>
            <li><b>用验证器扫描二维码</b>\(QRCode.picture(address, label: "验证器用的二维码"))<p class="note">不能扫描时，手工输入密钥：<code>\(groups)</code>（按时间、6 位、30 秒）</p></li>
            <li><b>输入验证器上显示的 6 位数字</b>
            <form method="post" action="/me/second-factor">\(Layout.formFields(csrf))<input type="hidden" name="do" value="confirm">
            \(FormField(name: "code", label: "验证码", fault: fault, autocomplete: "one-time-code", maximum: 10).html)
            <button class="btn btn-primary">启用</button></form></li></ol></section>
            \(isDue ? nil : "<p><a href=\"\(url: "/me")\">以后再说</a></p>" as HTML)
            """
    }

    private var inUse: HTML {
        """
        <h1>第二验证已启用</h1><p class="sub">换手机前先停用，再用新手机重新设置。</p>
        <section class="card narrow-form">
        <form method="post" action="/me/second-factor">\(Layout.formFields(csrf))
        \(FormField(
            name: "code", label: "验证码或恢复码", note: "两种操作都要先验证。", fault: fault, autocomplete: "one-time-code", maximum: 30
        ).html)
        <div class="actions"><button class="btn btn-primary" name="do" value="renew">重新生成恢复码</button>
        <button class="btn btn-outline-secondary" name="do" value="stop">停用第二验证</button></div></form></section>
        """
    }
}
