import Hummingbird
import LuoshiCore

extension Site {
    /// `/me/seen`: who looked at my personal data, when, and what for.
    func seen(_ request: Request, _ context: SiteContext) async throws -> Response {
        let disclosures = try await ask(WhoSawMe(), context)
        let layout = try await layout("谁看过我的信息", nil, context)
        return layout.response(SeenPage(disclosures: disclosures).body)
    }
}

/// Everybody who looked, newest first.
struct SeenPage {
    let disclosures: [Disclosure]

    var body: HTML {
        let viewers = Set(disclosures.map(\.viewer)).count
        let rows = disclosures.map { seen -> HTML in
            """
            <tr><td class="nowrap">\(seen.moment.instant.inChina)</td>\
            <td data-label="谁">\(seen.viewerUnit.map { "\($0)　" } ?? "")\(seen.viewer)<br><span class="note">\(seen.footing)</span></td>\
            <td data-label="看了什么">\(said: seen.what)</td><td data-label="原因">\(seen.purpose ?? "—")</td></tr>
            """
        }
        let table: HTML = """
            <section class="card"><table class="table"><thead><tr><th scope="col">时间</th><th scope="col">谁</th><th scope="col">看了什么</th><th scope="col">原因</th></tr></thead><tbody>\(rows)</tbody></table></section>
            """
        return """
            <h1>\(disclosures.isEmpty ? "没有人看过您的个人信息" : "\(viewers) 人看过您的个人信息，共 \(disclosures.count) 次")</h1>
            <p class="sub">别人查看您的权限、账号资料或留痕中的个人信息，都记在这里。对处理个人信息有疑问的，请联系个人信息保护负责人。</p>
            \(MyPages.links(current: "/me/seen"))
            \(disclosures.isEmpty ? nil : table)
            """
    }
}
