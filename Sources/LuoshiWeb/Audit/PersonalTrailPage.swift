import Hummingbird
import LuoshiCore

extension Site {
    /// `POST /audit/personal`: opens the sealed personal part of a trail, for a reason that the people concerned will read.
    func personalTrail(_ request: Request, _ context: SiteContext) async throws -> Response {
        let form = try await Form.read(request, context)
        let subject = form.text("of")
        let layout = try await layout("个人信息", .audit, context)
        do {
            let lines = try await ask(PersonalTrail(subject: subject, reason: form.text("why")), context)
            return layout.response(
                PersonalTrailPage(subject: subject, lines: lines, fault: nil, csrf: layout.csrf ?? "").body)
        } catch let refusal as Refusal where refusal.status == 422 {
            let page = PersonalTrailPage(subject: subject, lines: [], fault: refusal.message, csrf: layout.csrf ?? "")
            return layout.response(page.body, status: .unprocessableContent)
        }
    }
}

/// The personal content of the log about one thing.
struct PersonalTrailPage {
    let subject: String
    let lines: [PersonalLine]
    let fault: String?
    let csrf: String

    static func form(_ subject: String, fault: String?, csrf: String) -> HTML {
        """
        <form class="card narrow-form" method="post" action="/audit/personal">\(Layout.formFields(csrf))\
        <input type="hidden" name="of" value="\(subject)"><h2>查看密封的个人信息</h2>\
        <label class="form-label" for="why">原因（会告知本人）</label>\
        <input class="form-control\(fault == nil ? "" : " is-invalid")" id="why" name="why" maxlength="200" required \
        aria-describedby="why-note"><p class="\(fault == nil ? "note" : "invalid-feedback d-block")" id="why-note">\(fault ?? "例如：依本人申请核实账号姓名")</p>\
        <button class="btn btn-outline-secondary">查看</button></form>
        """
    }

    var body: HTML {
        if fault != nil { return "<h1>没有打开</h1>\(Self.form(subject, fault: fault, csrf: csrf))" }
        let rows = lines.map { line -> HTML in
            """
            <tr><td class="nowrap">\(line.moment.instant.inChina)</td><td data-label="谁写的">\(line.actor)</td>\
            <td data-label="关于">\(line.person)</td><td data-label="内容">\(line.content ?? "已按规定删除")</td></tr>
            """
        }
        return """
            <p class="crumb"><a href="\(url: "/audit?of=\(subject)")">变更记录：\(subject)</a></p>
            <h1>\(lines.count) 处个人信息</h1><p class="sub">这次查看已经留痕，本人在“谁看过我的信息”里看得到。</p>
            <section class="card"><table class="table"><thead><tr><th scope="col">时间</th><th scope="col">谁写的</th><th scope="col">关于</th><th scope="col">内容</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
    }
}
