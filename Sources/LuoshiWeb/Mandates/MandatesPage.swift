import Hummingbird
import LuoshiCore

extension Site {
    /// `/mandates`: every power in force, ending soon, ended.
    func mandates(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await mandatesPage(context, fault: nil, entered: [:])
    }

    func grantAccess(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        do {
            guard let from = Day(form.text("from")), let until = Day(form.text("until")) else {
                throw Refusal("days_missing", "请选择起始日期和截止日期。")
            }
            let units = form.fields.keys.filter { $0.hasPrefix("unit:") }.map { String($0.dropFirst(5)) }
            guard !units.isEmpty || form.text("city") == "yes" else {
                throw Refusal("reach_missing", "请选“全市”，或至少勾选一个单位。")
            }
            let command = GrantAccess(
                to: form.text("login"), role: form.text("role"),
                units: form.text("city") == "yes" ? [] : units.sorted(),
                basis: form.text("basis"), number: form.text("number"), from: from, until: until)
            let id = try await door.perform(command, as: context.actor, key: form.requestKey)
            return .redirect(to: "/mandates/\(id)", type: .normal)
        } catch let refusal as Refusal where [404, 409, 422].contains(refusal.status) {
            return try await mandatesPage(context, fault: refusal.message, entered: form.fields)
        }
    }

    /// `POST /mandates/end`: ends one, and goes back to where it was listed.
    func endMandate(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        _ = try await door.perform(
            EndMandate(form.text("id"), reason: form.text("reason")), as: context.actor, key: form.requestKey)
        let isOffice = try await door.decision("mandate.read", on: .city, for: context.actor, writing: false).isAllowed
        return .redirect(to: isOffice ? "/mandates" : "/me/mandates", type: .normal)
    }

    private func mandatesPage(
        _ context: SiteContext, fault: String?, entered: [String: String]
    ) async throws -> Response {
        let sheets = try await ask(AllMandates(), context)
        let layout = try await layout("授权", .mandates, context)
        let mayGrant = try await door.decision("mandate.grant_access", on: .city, for: context.actor).isAllowed
        let mayEnd = try await door.decision("mandate.end", on: .city, for: context.actor).isAllowed
        var form: AccessForm?
        if mayGrant {
            let roles = try await ask(RolesInWords(), context).filter(\.isAccess)
            let units = try await ask(AllUnits(), context)
            form = AccessForm(
                roles: roles, units: units.filter { $0.kind != .enterprise }, today: information.clock.moment().day,
                csrf: layout.csrf ?? "", fault: fault, entered: entered)
        }
        let page = MandatesPage(sheets: sheets, form: form, csrf: mayEnd ? layout.csrf : nil)
        return layout.response(page.body, status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// All mandates by what becomes of them.
struct MandatesPage {
    let sheets: [MandateSheet]
    let form: AccessForm?
    let csrf: String?

    var body: HTML {
        let groups: [(String, Set<MandateSheet.State>)] = [
            ("即将到期", [.endingSoon]), ("有效", [.inForce]), ("未到起始日", [.coming]), ("已结束", [.expired, .ended, .lapsed]),
        ]
        let tables = groups.compactMap { title, states -> HTML? in
            let these = sheets.filter { states.contains($0.state) }
            return these.isEmpty ? nil : MandateTable(sheets: these, title: title, showsHolder: true, csrf: csrf).body
        }
        let open = sheets.count { [.inForce, .endingSoon].contains($0.state) }
        let soon = sheets.count { $0.state == .endingSoon }
        return """
            <h1>\(open) 项授权有效\(soon > 0 ? "，其中 \(soon) 项两周内到期" : "")</h1>
            <p class="sub">代办由岗位上的人自己授权；审计、评估人员凭文件限时查阅，只能看、不能改。都会到期，也可以随时终止。</p>
            \(tables)
            \(form?.body)
            """
    }
}

/// The form that lets auditors and evaluators read for a time.
struct AccessForm {
    let roles: [RoleSheet]
    let units: [Unit]
    let today: Day
    let csrf: String
    let fault: String?
    let entered: [String: String]

    var body: HTML {
        let options = roles.map { role -> HTML in
            "<option value=\"\(role.key)\"\("selected", if: entered["role"] == role.key)>\(role.title)</option>"
        }
        let boxes = units.map { unit -> HTML in
            """
            <li><label><input type="checkbox" name="unit:\(unit.id)" value="yes"\("checked", if: entered["unit:\(unit.id)"] != nil)> \(unit.shortName)</label></li>
            """
        }
        return """
            <section class="card narrow-form" id="grant"><h2>准许限时查阅</h2>
            \(fault.map { "<p class=\"alert alert-danger\" role=\"alert\">\($0)</p>" as HTML })
            <form method="post" action="/mandates">\(Layout.formFields(csrf))
            <label class="form-label" for="to-login">查阅人的登录名</label><input class="form-control" id="to-login" name="login" value="\(entered["login"] ?? "")" required autocapitalize="none" autocomplete="off">
            <label class="form-label" for="role">身份</label><select class="form-select" id="role" name="role">\(options)</select>
            <label class="form-label" for="basis">依据的文件</label><input class="form-control" id="basis" name="basis" value="\(entered["basis"] ?? "")" maxlength="200" required placeholder="例如：审计通知书">
            <label class="form-label" for="number">文号</label><input class="form-control" id="number" name="number" value="\(entered["number"] ?? "")" maxlength="100" required placeholder="例如：百审通〔2022〕8 号">
            <div class="dates"><div><label class="form-label" for="from">起始日期</label><input class="form-control" type="date" id="from" name="from" min="\(today)" value="\(entered["from"] ?? today.description)" required></div>
            <div><label class="form-label" for="until">截止日期（含当天，最长一年）</label><input class="form-control" type="date" id="until" name="until" min="\(today)" value="\(entered["until"] ?? "")" required></div></div>
            <fieldset><legend>范围</legend><label><input type="checkbox" name="city" value="yes"\("checked", if: entered["city"] == "yes")> 全市</label>
            <details\("open", if: entered.keys.contains { $0.hasPrefix("unit:") })><summary>只限几个单位（含所属）</summary><ul class="plain choices">\(boxes)</ul></details></fieldset>
            <button class="btn btn-primary">准许查阅</button></form></section>
            """
    }
}
