import HTTPTypes
import LuoshiCore

/// One's tokens, and the form for a new one.
struct TokenPage {
    /// What was done before the page is shown.
    enum State {
        case reading
        /// The only time that it is shown.
        case made(Secret)
        case madeBefore
        /// With what was typed.
        case refused(String, [String: String])
    }

    /// A permission that a token may be given, with what the API does under it.
    struct Offer {
        let permission: Permission
        let summaries: [String]
    }

    let tokens: [Token]
    let offers: [Offer]
    let now: Instant
    let csrf: String
    let state: State

    var status: HTTPResponse.Status { if case .refused = state { .unprocessableContent } else { .ok } }

    /// The permissions of the API that somebody holds.
    static func offers(_ holds: (Permission) -> Bool) -> [Offer] {
        let endpoints = Dictionary(grouping: Endpoint.all, by: \.permission)
        return Endpoint.permissions.filter { holds($0) && $0 != "session.start" }.sorted { $0.name < $1.name }
            .map { permission in
                let summaries = endpoints[permission]?.map(\.summary) ?? [PermissionTitle.of(permission)]
                return Offer(permission: permission, summaries: summaries)
            }
    }

    /// The permissions ticked in the form: `may:plan.read`.
    static func chosen(_ fields: [String: String]) -> [String] {
        fields.keys.filter { $0.hasPrefix("may:") }.map { String($0.dropFirst(4)) }.sorted()
    }

    var body: HTML {
        let valid = tokens.filter { $0.isValid(at: now) }
        return """
            <h1>\(valid.isEmpty ? "没有有效的令牌" : "\(valid.count) 个令牌有效")</h1>
            <p class="sub">令牌供您的程序代您读写，能做的不多于您本人和开设时所选；账号锁定即停用。怎样使用见<a href="/api">数据接口</a>。</p>
            \(made)
            \(tokens.isEmpty ? nil : list)
            \(form)
            """
    }

    private var made: HTML? {
        switch state {
        case .made(let token):
            """
            <section class="card" role="status"><h2>令牌已开设，只显示这一次</h2><p><code class="token">\(token.value)</code></p>\
            <p class="note">请马上存进程序的保密配置，不要写进代码或发给别人。离开本页后谁也看不到它；丢失请停用后另开。</p></section>
            """
        case .madeBefore: "<p class=\"alert alert-warning\" role=\"status\">这个令牌刚才已经开设，只显示过一次。没有存下的话，请停用后另开。</p>"
        case .reading, .refused: nil
        }
    }

    private var list: HTML {
        let rows = tokens.map { token -> HTML in
            """
            <tr><th scope="row">\(token.title)<br><span class="note">\(token.id)</span></th>\
            <td data-label="权限">\(token.patterns.joined(separator: "、"))</td>\
            <td data-label="到期" class="nowrap">\(token.expiresAt.dayInChina)</td>\
            <td data-label="最近使用" class="nowrap">\(token.lastUsedOn?.description ?? "没有用过")</td>\
            <td data-label="状态">\(stateCell(token))</td></tr>
            """
        }
        return """
            <section class="card"><h2>令牌</h2><div class="scroll" tabindex="0" role="region" aria-label="令牌"><table class="table"><thead><tr><th scope="col">用途</th><th scope="col">权限</th><th scope="col">到期</th><th scope="col">最近使用</th><th scope="col">状态</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    private func stateCell(_ token: Token) -> HTML {
        guard token.isValid(at: now) else { return token.endedAt == nil ? "已到期" : "已停用" }
        return """
            <form method="post" action="\(url: "/me/tokens/\(token.id)/end")">\(Layout.formFields(csrf))<button class="btn btn-sm btn-outline-secondary">停用<span class="visually-hidden"> \(token.title)</span></button></form>
            """
    }

    private var form: HTML {
        var fault: String?
        var entered: [String: String] = [:]
        if case .refused(let message, let fields) = state { (fault, entered) = (message, fields) }
        let boxes = offers.map { offer -> HTML in
            let name = "may:\(offer.permission)"
            return """
                <div class="form-check"><input class="form-check-input" type="checkbox" id="\(name)" name="\(name)" value="yes"\("checked", if: entered[name] != nil)><label class="form-check-label" for="\(name)"><code>\(offer.permission.name)</code>　<span class="note">\(offer.summaries.joined(separator: "、"))</span></label></div>
                """
        }
        let days = [30, 90, 180, 365].map { days -> HTML in
            "<option value=\"\(days)\"\("selected", if: entered["days"] == String(days))>\(days) 天</option>"
        }
        return """
            <section class="card narrow-form"><h2>开设令牌</h2>\(fault.map { "<p class=\"alert alert-danger\" role=\"alert\" id=\"fault\">\($0)</p>" as HTML })
            <form method="post" action="/me/tokens">\(Layout.formFields(csrf))
            <label class="form-label" for="title">用途</label><input class="form-control" id="title" name="title" value="\(entered["title"] ?? "")" maxlength="60" required\(fault == nil ? HTML.empty : " aria-describedby=\"fault\"" as HTML)>
            <label class="form-label" for="days">有效期</label><select class="form-select" id="days" name="days">\(days)</select>
            <fieldset><legend class="form-label">权限（至少一项，够用就好）</legend>\(boxes)</fieldset>
            <button class="btn btn-primary">开设</button></form></section>
            """
    }
}
