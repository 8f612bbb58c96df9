import HTTPTypes
import Hummingbird
import LuoshiCore

extension Site {
    /// `/accounts?q=`: who may come in, and as what.
    func accounts(_ request: Request, _ context: SiteContext) async throws -> Response {
        let word = request.uri.queryParameters.get("q") ?? ""
        return try await accountsPage(context, word: word, fault: nil, entered: [:])
    }

    /// Opens an account with a first password that its owner must change.
    func createAccount(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        do {
            guard !form.text("name").isEmpty else { throw Refusal("name_missing", "请填写姓名。") }
            let unit = form.text("unit")
            let hash = try await PasswordPolicy.hash(
                Secret(form.fields["password"] ?? ""), login: form.text("login"), name: form.text("name"),
                request: form.requestKey)
            let command = CreateAccount(
                login: form.text("login"), person: form.text("name"), unit: unit.isEmpty ? nil : unit,
                roles: [form.text("role")], passwordHash: hash)
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/accounts", type: .normal)
        } catch let refusal as Refusal where [404, 409, 422].contains(refusal.status) {
            return try await accountsPage(context, word: "", fault: refusal.message, entered: form.fields)
        }
    }

    func lockAccount(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let isLocked = form.text("locked") == "true"
        let reason = form.text("reason")
        let command = LockAccount(
            login: form.text("login"), isLocked: isLocked, reason: reason.isEmpty ? nil : reason)
        _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        return .redirect(to: "/accounts/\(form.text("login").percentEncodedForQuery)", type: .normal)
    }

    private func accountsPage(
        _ context: SiteContext, word: String, fault: String?, entered: [String: String]
    ) async throws -> Response {
        let layout = try await layout("账号", .accounts, context)
        let page = AccountsPage(
            accounts: try await ask(Accounts(matching: word), context), word: word,
            units: try await ask(AllUnits(), context), roles: try await ask(Roles(), context), csrf: layout.csrf ?? "",
            fault: fault, entered: entered)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// Accounts, and the ways to a new one.
struct AccountsPage {
    let accounts: [Account]
    let word: String
    let units: [Unit]
    let roles: [String: String]
    let csrf: String
    let fault: String?
    let entered: [String: String]

    var body: HTML {
        let names = Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0.shortName) })
        let rows = accounts.map { account -> HTML in
            """
            <tr><th scope="row"><a href="\(url: "/accounts/\(account.login)")">\(account.login)</a></th><td data-label="姓名">\(account.name)</td><td data-label="单位">\(account.unit.flatMap { names[$0] } ?? "—")</td>\
            <td data-label="角色">\(account.roles.map { roles[$0] ?? $0 }.joined(separator: "、"))</td>\
            <td data-label="状态">\(Self.state(account))</td></tr>
            """
        }
        let locked = accounts.count { $0.isLocked }
        let paused = accounts.count { $0.isPaused }
        let asking = accounts.count { $0.asksForReset }
        return """
            <h1>\(accounts.count) 个账号\(locked > 0 ? "，\(locked) 个已锁定" : "")\(paused > 0 ? "，\(paused) 个因连续输错密码暂停" : "")\(asking > 0 ? "，\(asking) 个申请重设密码" : "")</h1>
            <p class="sub">\(word.isEmpty ? "点登录名可锁定、重设密码或结束登录。" : "与“\(word)”有关。")</p>
            <form class="search wide-search" action="/accounts" role="search"><label class="visually-hidden" for="account-word">按登录名、姓名或单位查找</label><input id="account-word" name="q" type="search" value="\(word)" placeholder="登录名、姓名或单位" maxlength="50"><button class="btn btn-outline-secondary">查找</button></form>
            <section class="card"><div class="scroll" tabindex="0" role="region" aria-label="账号"><table class="table"><thead><tr><th scope="col">登录名</th><th scope="col">姓名</th><th scope="col">单位</th><th scope="col">角色</th><th scope="col">状态</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            <div class="two"><div>\(invitation)</div><div>\(form)</div></div>
            """
    }

    /// Locked, paused, or what else is to be known.
    static func state(_ account: Account) -> HTML {
        if account.isLocked { return "<span class=\"light light-red\">■ 已锁定</span>" }
        if account.isPaused { return "<span class=\"light light-yellow\">▲ 暂停登录</span>" }
        if account.asksForReset { return "<span class=\"light light-yellow\">▲ 申请重设密码</span>" }
        if account.mustChangePassword { return "<span class=\"light light-grey\">○ 待本人改密码</span>" }
        return
            "<span class=\"light light-green\">● 可用</span>\(account.hasSecondFactor ? " <span class=\"note\">有第二验证</span>" as HTML : nil)"
    }

    private var invitation: HTML {
        let links = units.map { "<option value=\"\($0.id)\">\($0.shortName)</option>" as HTML }
        return """
            <section class="card"><h2>邀请</h2><p>选单位，开出一次性链接，由本人自己设登录名和密码。</p>
            <form method="get" action="/accounts/invite"><label class="form-label" for="invite-unit">单位</label><select class="form-select" id="invite-unit" name="unit">\(links)</select><button class="btn btn-primary">去邀请</button></form></section>
            """
    }

    private var form: HTML {
        let unitOptions = units.map { unit -> HTML in
            "<option value=\"\(unit.id)\"\("selected", if: entered["unit"] == unit.id)>\(unit.shortName)</option>"
        }
        let roleOptions = roles.filter { $0.key != "anyone" }.sorted { $0.key < $1.key }.map { role -> HTML in
            "<option value=\"\(role.key)\"\("selected", if: entered["role"] == role.key)>\(role.value)</option>"
        }
        return """
            <section class="card"><details\("open", if: fault != nil)><summary><h2>当面开设账号</h2></summary>\(HTML.alert(fault))
            <form method="post" action="/accounts">\(Layout.formFields(csrf))
            \(FormField(name: "login", label: "登录名", value: entered["login"] ?? "", maximum: 32).html)
            \(FormField(name: "name", label: "姓名", value: entered["name"] ?? "", maximum: 30).html)
            <label class="form-label" for="new-unit">单位</label><select class="form-select" id="new-unit" name="unit"><option value="">（全市）</option>\(unitOptions)</select>
            <label class="form-label" for="new-role">角色</label><select class="form-select" id="new-role" name="role">\(roleOptions)</select>
            \(FormField(name: "password", label: "初始密码", type: "password", note: "至少 10 个字符，请当面告知本人；本人第一次登录时必须更换。", autocomplete: "new-password", maximum: 200).html)
            <button class="btn btn-outline-secondary">开设</button></form></details></section>
            """
    }
}
