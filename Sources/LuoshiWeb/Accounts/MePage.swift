import Hummingbird
import LuoshiCore

extension Site {
    /// `/me`: who am I here, with what powers, signed in where.
    func me(_ request: Request, _ context: SiteContext) async throws -> Response {
        let layout = try await layout("我的账号", nil, context)
        guard let session = context.session else { throw Refusal("sign_in_required", status: 401, "请先登录。") }
        let answer = try await ask(ReadMyAccount(account: session.account), context)
        let page = MePage(
            me: answer, currentSession: session.id, csrf: layout.csrf ?? "", site: information,
            matters: try await agencyMatters(context))
        return layout.response(page.body)
    }

    /// Ends one session, or all but this one.
    func endSessions(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        guard let session = context.session else { throw Refusal("sign_in_required", status: 401, "请先登录。") }
        let id = form.text("id")
        let command = EndOwnSessions(
            account: session.account, id: id.isEmpty ? nil : id, current: try sessionToken(request, context))
        _ = try await door.perform(command, as: context.actor, key: form.requestKey)
        return .redirect(to: id == session.id ? "/sign-in" : "/me", type: .normal)
    }
}

/// One's own account: the answer first, then capacities, sign-in, sessions, agencies.
struct MePage {
    let me: MyAccount
    let currentSession: String
    let csrf: String
    let site: SiteInformation
    let matters: AgencyMatters

    var body: HTML {
        """
        <h1>\(me.name)\(me.unit.map { "，\($0.name)" } ?? "")</h1>
        <p class="sub">登录名 \(me.login) · \(me.capacities.count) 项身份 · 第二验证\(me.hasSecondFactor ? "已启用" : "未启用") · \(me.sessions.count) 处登录</p>
        \(MyPages.links(current: "/me"))
        <div class="two"><div>\(agencies)\(capacities)\(shortcuts)</div><div>\(signIn)\(sessions)</div></div>
        """
    }

    private var capacities: HTML {
        let items = me.capacities.map { held -> HTML in
            let roles = held.roleTitles.isEmpty ? "没有角色" : held.roleTitles.joined(separator: "、")
            return
                "<li><b>\(held.capacity.title)</b> · \(held.unit?.shortName ?? "")<br><span class=\"note\">\(roles)\(held.capacity.isReadOnly ? "，只供查阅" : "")</span></li>"
        }
        let none: HTML = "<p>还没有岗位或委托，因此不能查阅或办理任何事项。请联系本单位收文岗或系统管理员。</p>"
        return """
            <section class="card"><h2>我的身份</h2>\(items.isEmpty ? none : "<ul class=\"plain\">\(items)</ul>")</section>
            """
    }

    private var shortcuts: HTML? {
        guard let unit = me.unit, me.looksAfterAccounts else { return nil }
        let applications: HTML? =
            unit.kind == .county ? "<li><a href=\"\(url: "/units/\(unit.id)/applications")\">企业入驻申请</a></li>" : nil
        return """
            <section class="card"><h2>本单位</h2><ul class="plain"><li><a href="\(url: "/units/\(unit.id)/accounts")">本单位账号：邀请同事、重设密码</a></li>\(applications)</ul></section>
            """
    }

    private var agencies: HTML? {
        guard !me.firms.isEmpty || !me.agencies.isEmpty else { return nil }
        let firms = me.firms.map {
            "<li><a href=\"\(url: "/firms/\($0.id)")\">\($0.name)</a><br><span class=\"note\">本企业：同事、代理机构</span>\(work(of: $0))</li>"
                as HTML
        }
        let acting = me.agencies.filter { agency in !me.firms.contains { $0.id == agency.firm.id } }.map {
            agency -> HTML in
            """
            <li><a href="\(url: "/firms/\(agency.firm.id)")">\(agency.firm.name)</a><br><span class="note">代办\(matters.words(agency.mandate.patterns))，至 \(agency.mandate.until.adding(days: -1))</span>\(work(of: agency.firm))</li>
            """
        }
        return """
            <section class="card"><h2>我办事的企业</h2><ul class="plain">\(firms)\(acting)</ul></section>
            """
    }

    private func work(of firm: Unit) -> HTML {
        "<br><a href=\"\(url: "/units/\(firm.id)/records")\">台账里的记录</a>"
    }

    private var signIn: HTML {
        let factor: HTML
        if me.hasSecondFactor {
            factor = "已启用，还有 \(me.recoveryCodesLeft) 个恢复码。<a href=\"\(url: "/me/second-factor")\">停用或换恢复码</a>"
        } else if me.needsSecondFactor && site.isDemonstration {
            factor = "您的角色在正式系统中必须启用；<b>演示系统例外，不强制</b>。<a href=\"\(url: "/me/second-factor")\">设置</a>"
        } else {
            factor = "未启用。启用后，只有密码还登不进来。<a href=\"\(url: "/me/second-factor")\">设置</a>"
        }
        return """
            <section class="card"><h2>登录方式</h2><ul class="plain"><li><b>密码</b><br><a href="\(url: "/me/password")">修改密码</a></li><li><b>第二验证</b><br>\(factor)</li></ul></section>
            """
    }

    private var sessions: HTML {
        let items = me.sessions.map { session -> HTML in
            let isThis = session.id == currentSession
            return """
                <li>\(session.browser ?? "未知浏览器")\(isThis ? " <b>（这里）</b>" as HTML : nil)<br><span class="note">\(session.startedAt.inChina.prefix(16)) 登录，最近使用 \(session.lastSeen)\(session.address.map { "，来自 \($0)" } ?? "")</span>\(isThis ? nil : end(session))</li>
                """
        }
        let others: HTML? =
            me.sessions.count > 1
            ? "<form method=\"post\" action=\"/me/sessions/end\">\(Layout.formFields(csrf))<button class=\"btn btn-outline-secondary\">退出其他所有登录</button></form>"
            : nil
        return """
            <section class="card"><h2>登录记录</h2><ul class="plain">\(items)</ul>\(others)<p class="note">不认识的登录请立即退出，并修改密码。</p></section>
            """
    }

    private func end(_ session: SessionLine) -> HTML {
        """
        <form method="post" action="/me/sessions/end">\(Layout.formFields(csrf))<input type="hidden" name="id" value="\(session.id)"><button class="link">退出这处登录<span class="visually-hidden"> \(session.browser ?? "") \(session.startedAt.inChina)</span></button></form>
        """
    }
}
