import Hummingbird
import LuoshiCore

extension Site {
    /// `/firms/CODE`: a firm for its own people, its agents and its county.
    func firm(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await firmPage(context, fault: nil, entered: [:])
    }

    func grantAgency(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let id = try context.parameters.require("id")
        do {
            guard let until = Day(form.text("until")) else {
                throw Refusal("agency_term", "请填写委托截止日期，如 2022-12-31。")
            }
            let command = GrantAgency(
                unit: id, agent: form.text("agent"), agentCode: form.text("agent_code"),
                patterns: form.fields.keys.filter { $0.hasPrefix("matter:") }.map { String($0.dropFirst(7)) }.sorted(),
                until: until, basis: form.text("basis"))
            _ = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/firms/\(id)", type: .normal)
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await firmPage(context, fault: refusal, entered: form.fields)
        }
    }

    func endAgency(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        _ = try await door.perform(
            EndAgency(id: try context.parameters.require("id")), as: context.actor, key: form.requestKey)
        return .redirect(to: "/me", type: .normal)
    }

    private func firmPage(_ context: SiteContext, fault: Refusal?, entered: [String: String]) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let firm = try await ask(ReadFirm(id), context) else { throw Refusal.notFound("这家企业") }
        let layout = try await layout(firm.unit.name, nil, context)
        let page = FirmPage(
            firm: firm, today: information.clock.moment().day, csrf: layout.csrf ?? "", fault: fault, entered: entered,
            matters: try await agencyMatters(context))
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// A firm: who works for it, and who may act for it.
struct FirmPage {
    let firm: Firm
    let today: Day
    let csrf: String
    let fault: Refusal?
    let entered: [String: String]
    let matters: AgencyMatters

    var body: HTML {
        """
        <h1>\(firm.unit.name)</h1>
        <p class="sub">统一社会信用代码 \(firm.creditCode ?? "未登记")\(firm.county.map { " · 所在地 \($0.shortName)" } ?? "")　<a href="\(url: "/units/\(firm.unit.id)/records")">台账里的记录</a></p>
        \(acting)\(waiting)<div class="two"><div>\(people)</div><div>\(agencies)\(firm.matters.isEmpty ? nil : form)</div></div>
        """
    }

    private var acting: HTML? {
        guard let capacity = firm.actsAs.first else { return nil }
        return
            "<p class=\"alert alert-info\">您以“\(capacity.title)”的身份为这家企业办事：\(matters.words(capacity.patterns ?? []))。</p>"
    }

    private var waiting: HTML? {
        guard firm.waiting > 0 else { return nil }
        return
            "<p class=\"alert alert-info\"><a href=\"\(url: "/units/\(firm.unit.id)/applications")\">有 \(firm.waiting) 人申请加入本企业，等待确认</a></p>"
    }

    private var people: HTML {
        let items = firm.people.map { "<li>\($0.personName)<span class=\"note\"> 自 \($0.from)</span></li>" as HTML }
        return "<section class=\"card\"><h2>本企业 \(firm.people.count) 人</h2><ul class=\"plain\">\(items)</ul></section>"
    }

    private var agencies: HTML {
        let items = firm.agencies.map { agency -> HTML in
            """
            <li><b>\(agency.agentUnit ?? agency.agentName)</b> · \(agency.agentName)（\(agency.agentLogin)）<br>\
            <span class="note">\(matters.words(agency.mandate.patterns))，\(agency.mandate.from) 至 \(agency.mandate.until.adding(days: -1))；依据：\(agency.mandate.basis)</span>\
            <form method="post" action="/agencies/\(agency.mandate.id)/end">\(Layout.formFields(csrf))<button class="link">立即收回<span class="visually-hidden">对 \(agency.agentName) 的委托</span></button></form></li>
            """
        }
        let none: HTML = "<p>没有委托代理机构。</p>"
        return """
            <section class="card"><h2>代理机构</h2>\(items.isEmpty ? none : "<ul class=\"plain\">\(items)</ul>")</section>
            """
    }

    private var form: HTML {
        let offered = matters.groups(firm.matters).map { group -> HTML in
            let ticks: HTML = "<div class=\"ticks\">\(group.patterns.map(tick))</div>"
            return group.title.isEmpty ? ticks : "<fieldset><legend>\(group.title)</legend>\(ticks)</fieldset>"
        }
        return """
            <section class="card"><h2>委托代理机构</h2>\(HTML.alert(fault?.message))
            <form method="post" action="/firms/\(firm.unit.id)/agencies">\(Layout.formFields(csrf))
            \(FormField(name: "agent_code", label: "代理机构的统一社会信用代码", value: entered["agent_code"] ?? "", maximum: 18).html)
            \(FormField(name: "agent", label: "经办人的登录名", value: entered["agent"] ?? "", maximum: 32).html)
            <fieldset><legend>委托办理</legend>\(offered)</fieldset>
            \(FormField(name: "basis", label: "依据", value: entered["basis"] ?? "", note: "如代理记账合同的名称和编号。").html)
            \(FormField(name: "until", label: "截止日期", type: "date", value: entered["until"] ?? today.adding(days: 180).description, note: "最长一年，随时可以收回。").html)
            <button class="btn btn-primary">委托</button></form></section>
            """
    }

    private func tick(_ pattern: String) -> HTML {
        """
        <div class="form-check"><input class="form-check-input" type="checkbox" id="matter:\(pattern)" name="matter:\(pattern)" value="1"\("checked", if: entered["matter:\(pattern)"] != nil)><label class="form-check-label" for="matter:\(pattern)">\(matters.title(pattern))</label></div>
        """
    }
}
