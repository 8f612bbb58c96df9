import Hummingbird
import LuoshiCore

extension Site {
    /// `/mandates/m-…`: one mandate as its paper, to be printed and kept on file.
    func mandatePaper(_ request: Request, _ context: SiteContext) async throws -> Response {
        let id = try context.parameters.require("id")
        guard let sheet = try await ask(MandateByID(id), context) else { throw Refusal.notFound("这份授权") }
        let layout = try await layout(sheet.mandate.kind == .access ? "查阅授权书" : "授权书", nil, context)
        return layout.response(MandatePaper(sheet: sheet).body)
    }
}

/// The paper of a mandate: who, what, where, until when, on what ground.
struct MandatePaper {
    let sheet: MandateSheet

    var body: HTML {
        let mandate = sheet.mandate
        let isAccess = mandate.kind == .access
        return """
            <article class="card paper"><h1>\(isAccess ? "查阅授权书" : "授权书") \(sheet.badge)</h1>
            <p class="sub">编号 \(mandate.id)</p>
            <dl class="kv">
            <dt>\(isAccess ? "查阅人" : "代办人")</dt><dd>\(sheet.holder)（登录名 \(sheet.holderLogin)）</dd>
            <dt>\(isAccess ? "依据" : "原因")</dt><dd>\(mandate.basis)\(mandate.number.map { "　\($0)" } ?? "")</dd>
            <dt>范围</dt><dd>\(sheet.reach)</dd>
            <dt>权限</dt><dd>\(sheet.limits.isEmpty ? "这个岗位的全部权限" : sheet.limits)</dd>
            <dt>期限</dt><dd>\(mandate.from.inWords)至 \(sheet.lastDay.inWords)</dd>
            <dt>授权人</dt><dd>\(sheet.giver)\(mandate.grantedOn.map { "，\($0.inWords)" } ?? "")</dd>
            \(mandate.endedOn.map { "<dt>终止</dt><dd>\($0.inWords)：\(mandate.endReason ?? "")</dd>" as HTML })
            </dl>
            <h2>须知</h2>
            <ol><li>\(isAccess ? "只供查阅，不得改动；查看个人信息会留痕，并告知本人。" : "以本人账号代办，每一步以本人名义留痕；不得再转授。")</li>
            <li>到期自动终止，授权人可以随时提前终止。</li>
            \(isAccess ? "<li>所见的内部信息只用于上列依据载明的事项，不得外传。</li>" as HTML : nil)</ol>
            <p class="signatures"><span>授权单位（盖章）</span><span>\(isAccess ? "查阅人" : "代办人")（签字）</span></p></article>
            """
    }
}
