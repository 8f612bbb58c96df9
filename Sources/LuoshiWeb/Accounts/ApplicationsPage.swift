import Hummingbird
import LuoshiCore

extension Site {
    /// `/units/ID/applications`: firms that ask to join, for their county; colleagues, for the firm.
    func applications(_ request: Request, _ context: SiteContext) async throws -> Response {
        let id = try context.parameters.require("id")
        return try await applicationsPage(id, context, fault: nil)
    }

    func decideApplication(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let (id, unit) = (try context.parameters.require("id"), form.text("unit"))
        do {
            if form.text("do") == "refuse" {
                _ = try await door.perform(
                    RefuseApplication(id: id, reason: form.text("reason")), as: context.actor, key: form.requestKey)
            } else {
                _ = try await door.perform(ConfirmApplication(id: id), as: context.actor, key: form.requestKey)
            }
        } catch let refusal as Refusal where refusal.status == 422 || refusal.status == 409 {
            return try await applicationsPage(unit, context, fault: refusal.message)
        }
        return .redirect(to: "/units/\(unit.percentEncodedForQuery)/applications", type: .normal)
    }

    private func applicationsPage(_ unit: String, _ context: SiteContext, fault: String?) async throws -> Response {
        let pending = try await ask(PendingApplications(unit: unit), context)
        let layout = try await layout("入驻申请", nil, context)
        return layout.response(
            ApplicationsPage(pending: pending, unit: unit, csrf: layout.csrf ?? "", fault: fault).body,
            status: fault == nil ? .ok : .unprocessableContent)
    }
}

/// Applications that wait for a decision.
struct ApplicationsPage {
    let pending: [JoinApplication]
    let unit: String
    let csrf: String
    let fault: String?

    var body: HTML {
        """
        <h1>\(pending.isEmpty ? "没有待确认的入驻申请" : "\(pending.count) 份入驻申请待确认")</h1>
        <p class="sub">请按电话核实经办人确属该企业，再确认；联系方式处理后即删除。</p>\(HTML.alert(fault))
        \(pending.map(card))
        """
    }

    private func card(_ application: JoinApplication) -> HTML {
        """
        <section class="card"><h2>\(application.name)</h2><dl class="kv"><dt>信用代码</dt><dd>\(application.creditCode)</dd><dt>经办人</dt><dd>\(application.contact ?? "")，\(application.phone ?? "")</dd><dt>登录名</dt><dd>\(application.login)</dd><dt>申请日期</dt><dd>\(application.appliedOn)</dd></dl>
        <form method="post" action="/applications/\(application.id)">\(Layout.formFields(csrf))<input type="hidden" name="unit" value="\(unit)">
        <label class="form-label" for="reason-\(application.id)">不通过的原因</label><input class="form-control" id="reason-\(application.id)" name="reason" maxlength="200">
        <div class="actions"><button class="btn btn-primary" name="do" value="confirm">确认入驻</button> <button class="btn btn-outline-secondary" name="do" value="refuse">不通过</button></div></form></section>
        """
    }
}
