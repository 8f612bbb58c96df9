import Hummingbird
import LuoshiCore

extension Site {
    /// `/join`: a firm asks to join, without a login.
    func joinPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await joinPage(entered: [:], faults: [:])
    }

    func join(_ request: Request, _ context: SiteContext) async throws -> Response {
        var context = context
        context.session = nil
        let form = try await Form.read(request, context)
        let receipt = BearerSecret()
        do {
            let (login, code) = (form.text("login"), form.text("credit_code").uppercased())
            var faults = Dictionary(
                ApplyToJoin.faults(
                    creditCode: code, firm: form.text("firm"), contact: form.text("contact"), phone: form.text("phone"),
                    login: login
                ).map { ($0.code, $0.message) }, uniquingKeysWith: { first, _ in first })
            let password = Secret(form.fields["password"] ?? "")
            faults["password"] = PasswordPolicy.fault(in: password, login: login, name: form.text("contact"))
            if form.fields["password"] != form.fields["again"] { faults["again"] = "两次输入的密码不一样，请重新输入。" }
            guard faults.isEmpty else { return try await joinPage(entered: form.fields, faults: faults) }
            let command = ApplyToJoin(
                creditCode: code, firm: form.text("firm"), county: form.text("county"), contact: form.text("contact"),
                phone: form.text("phone"), login: login, passwordHash: await PasswordHash.make(password),
                receipt: receipt)
            _ = try await door.perform(command, as: .anonymous)
        } catch let refusal as Refusal where refusal.status == 422 {
            return try await joinPage(entered: form.fields, faults: ["county": refusal.message])
        }
        return PublicFrame(site: information, title: "申请已提交", isWide: true).response(
            """
            <h1>申请已提交，等待县（市、区）确认</h1>
            <p>请记下回执号，查询结果时要用；只显示这一次：</p>
            <p><code class="receipt">\(receipt.text)</code></p>
            <p><a href="\(url: "/join/receipt")">查询申请结果</a></p>
            <p class="note">确认后即可用您填的登录名和密码登录；登录名若与他人相同，以查询结果中的为准。</p>
            """)
    }

    func receiptPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        PublicFrame(site: information, title: "查询申请结果").response(ReceiptPage(fault: nil).body)
    }

    func readReceipt(_ request: Request, _ context: SiteContext) async throws -> Response {
        var context = context
        context.session = nil
        let form = try await Form.read(request, context)
        let frame = PublicFrame(site: information, title: "查询申请结果")
        do {
            let found = try await door.ask(
                ReadReceipt(receipt: BearerSecret(form.text("receipt").lowercased())), as: .anonymous)
            return frame.response(ReceiptPage.answer(found))
        } catch let refusal as Refusal where refusal.status == 422 {
            return frame.response(ReceiptPage(fault: refusal.message).body, status: .unprocessableContent)
        }
    }

    private func joinPage(entered: [String: String], faults: [String: String]) async throws -> Response {
        let counties = try await door.ask(JoinableCounties(), as: .anonymous)
        return PublicFrame(site: information, title: "企业入驻", isWide: true).response(
            JoinPage(counties: counties, entered: entered, faults: faults).body,
            status: faults.isEmpty ? .ok : .unprocessableContent)
    }
}

/// The form of a firm that asks to join: the least that a county needs to know it.
struct JoinPage {
    let counties: [Unit]
    let entered: [String: String]
    /// By field.
    let faults: [String: String]

    var body: HTML {
        let options = counties.map { county -> HTML in
            "<option value=\"\(county.id)\"\("selected", if: entered["county"] == county.id)>\(county.shortName)</option>"
        }
        return """
            <h1>企业入驻</h1>
            <p class="text-secondary">填写后由企业所在县（市、区）确认，一般不超过 5 个工作日。已有账号的企业，同事加入也在这里申请。</p>
            \(HTML.alert(faults.isEmpty ? nil : "有 \(faults.count) 处需要改正，已填的内容都在，密码请重新输入。"))
            <form method="post" action="/join"><fieldset><legend>企业</legend>
            \(field("credit_code", "统一社会信用代码", note: "18 位，见营业执照。", maximum: 18))
            \(field("firm", "企业名称", autocomplete: "organization"))
            <label class="form-label" for="county">所在县（市、区）</label><select class="form-select" id="county" name="county" required><option value="">请选择</option>\(options)</select>
            \(faults["county"].map { "<p class=\"field-fault\" role=\"alert\">\($0)</p>" as HTML })
            </fieldset><fieldset><legend>经办人</legend>
            \(field("contact", "姓名", autocomplete: "name", maximum: 30))
            \(field("phone", "联系电话", type: "tel", note: "只用于县（市、区）核实这次申请，处理后即删除。", autocomplete: "tel", maximum: 20))
            </fieldset><fieldset><legend>登录</legend>
            \(field("login", "登录名", note: "2 至 32 个小写字母、数字、点、横线或下划线，以字母开头。", autocomplete: "username", maximum: 32))
            \(field("password", "密码", type: "password", note: "至少 10 个字符，不能含登录名或太常见。", autocomplete: "new-password", maximum: 200))
            \(field("again", "再输入一次", type: "password", autocomplete: "new-password", maximum: 200))
            </fieldset><button class="btn btn-primary">提交申请</button></form>
            <p class="note"><a href="\(url: "/join/receipt")">已申请，查询结果</a></p>
            """
    }

    private func field(
        _ name: String, _ label: String, type: String = "text", note: String? = nil, autocomplete: String = "off",
        maximum: Int = 100
    ) -> HTML {
        FormField(
            name: name, label: label, type: type, value: type == "password" ? "" : entered[name] ?? "", note: note,
            fault: faults[name], autocomplete: autocomplete, maximum: maximum
        ).html
    }
}

/// Asks for a receipt's number, and tells what became of the application.
struct ReceiptPage {
    let fault: String?

    var body: HTML {
        """
        <h1>查询申请结果</h1>
        <form method="post" action="/join/receipt">\(FormField(name: "receipt", label: "回执号", fault: fault).html)
        <button class="btn btn-primary w-100">查询</button></form>
        """
    }

    static func answer(_ application: JoinApplication) -> HTML {
        let outcome: HTML =
            switch application.state {
            case .pending: "<p>已于 \(application.appliedOn) 收到，正等待县（市、区）确认。</p>"
            case .confirmed:
                "<p>登录名是 <b>\(application.login)</b>，密码是您申请时填的。</p><p><a class=\"btn btn-primary\" href=\"\(url: "/sign-in")\">去登录</a></p>"
            case .refused: "<p>原因：\(application.reason ?? "")</p><p><a href=\"\(url: "/join")\">改正后重新申请</a></p>"
            }
        return "<h1>\(application.state.title)</h1><p class=\"text-secondary\">\(application.name)</p>\(outcome)"
    }
}
