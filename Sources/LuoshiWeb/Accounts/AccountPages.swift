import Hummingbird
import LuoshiCore

extension Site {
    /// `/accounts`: who may come in, and as what.
    func accounts(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await accountPage(context, fault: nil, entered: [:])
    }

    func createAccount(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        do {
            let password = form.fields["password"] ?? ""
            guard password.count >= 10 else { throw Refusal("password_short", "初始密码至少 10 个字符。") }
            guard !form.text("name").isEmpty else { throw Refusal("name_missing", "请填写姓名。") }
            let unit = form.text("unit")
            let command = CreateAccount(
                login: form.text("login"), person: form.text("name"), unit: unit.isEmpty ? nil : unit,
                roles: [form.text("role")],
                passwordHash: await PasswordHash.make(
                    Secret(password), login: form.text("login"), request: form.requestKey))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/accounts", type: .normal)
        } catch let refusal as Refusal where refusal.status != 403 && refusal.status != 401 {
            return try await accountPage(context, fault: refusal.message, entered: form.fields)
        }
    }

    func lockAccount(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        _ = try await door.perform(
            LockAccount(login: form.text("login"), isLocked: form.text("locked") == "true"), as: context.actor,
            key: form.requestKey)
        return .redirect(to: "/accounts", type: .normal)
    }

    private func accountPage(
        _ context: SiteContext, fault: String?, entered: [String: String]
    ) async throws -> Response {
        let accounts = try await ask(Accounts(), context)
        let units = try await ask(AllUnits(), context)
        let roles = try await ask(Roles(), context)
        let layout = try await layout("账号", .accounts, context)
        let page = AccountPage(
            accounts: accounts, units: units, roles: roles, csrf: layout.csrf ?? "", fault: fault, entered: entered)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// Accounts and the form for a new one.
struct AccountPage {
    let accounts: [Account]
    let units: [Unit]
    let roles: [String: String]
    let csrf: String
    let fault: String?
    let entered: [String: String]

    var body: HTML {
        let names = Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0.shortName) })
        let rows = accounts.map { account -> HTML in
            """
            <tr><th scope="row">\(account.login)</th><td data-label="姓名">\(account.name)</td><td data-label="单位">\(account.unit.flatMap { names[$0] } ?? "—")</td>\
            <td data-label="角色">\(account.roles.map { roles[$0] ?? $0 }.joined(separator: "、"))</td>\
            <td><form method="post" action="/accounts/lock">\(Layout.formFields(csrf))<input type="hidden" name="login" value="\(account.login)"><input type="hidden" name="locked" value="\(account.isLocked ? "false" : "true")"><button class="btn btn-sm btn-outline-secondary">\(account.isLocked ? "解锁" : "锁定")<span class="visually-hidden"> \(account.login)</span></button></form></td></tr>
            """
        }
        return """
            <h1>\(accounts.count) 个账号</h1><p class="sub">账号按单位和角色开设；锁定后立即退出，记录保留。</p>
            <section class="card"><div class="scroll" tabindex="0" role="region" aria-label="账号"><table class="table"><thead><tr><th scope="col">登录名</th><th scope="col">姓名</th><th scope="col">单位</th><th scope="col">角色</th><th scope="col">操作</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            \(form)
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
            <section class="card narrow-form"><h2>开设账号</h2>\(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
            <form method="post" action="/accounts">\(Layout.formFields(csrf))
            <label class="form-label" for="new-login">登录名</label><input class="form-control" id="new-login" name="login" value="\(entered["login"] ?? "")" required autocapitalize="none" autocomplete="off">
            <label class="form-label" for="new-name">姓名</label><input class="form-control" id="new-name" name="name" value="\(entered["name"] ?? "")" required>
            <label class="form-label" for="new-unit">单位</label><select class="form-select" id="new-unit" name="unit"><option value="">（全市）</option>\(unitOptions)</select>
            <label class="form-label" for="new-role">角色</label><select class="form-select" id="new-role" name="role">\(roleOptions)</select>
            <label class="form-label" for="new-password">初始密码</label><input class="form-control" id="new-password" name="password" type="password" minlength="10" autocomplete="new-password" required><p class="note">至少 10 个字符，请当面或用电话告知本人。</p>
            <button class="btn btn-primary">开设</button></form></section>
            """
    }
}
