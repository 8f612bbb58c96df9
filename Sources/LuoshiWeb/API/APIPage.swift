import Foundation
import Hummingbird
import LuoshiCore

extension Site {
    /// `/api`: what programs can ask for, for the people who write them.
    func apiPage(_ request: Request, _ context: SiteContext) async throws -> Response {
        try await layout("数据接口", nil, context).response(APIPage(rooms: Endpoint.rooms).body)
    }
}

/// All endpoints by room, each with an example.
struct APIPage {
    let rooms: [(title: String, endpoints: [Endpoint])]

    var body: HTML {
        """
        <h1>\(rooms.map(\.endpoints.count).reduce(0, +)) 个数据接口，供程序读写本系统</h1>
        <p class="sub">说明文件：<a href="/api/v1/openapi.json">openapi.json</a>（OpenAPI 3.1）。程序能看到和能做的，不多于开设令牌的人。</p>
        \(rules)
        \(rooms.map(section))
        \(problems)
        """
    }

    /// Codes that any endpoint may answer with; a command's own stand in its refusals.
    private static let codes: [(code: String, status: Int, meaning: String)] = [
        ("bad_parameter", 400, "参数或标头有误"), ("bad_cursor", 400, "after 不是这个列表的 next"), ("bad_json", 400, "不是 JSON"),
        ("sign_in_required", 401, "没有凭据"), ("token_required", 401, "改动须用令牌"), ("token_invalid", 401, "令牌无效"),
        ("forbidden", 403, "没有权限"), ("not_found", 404, "没有找到"), ("method_not_allowed", 405, "方法不支持，见 Allow"),
        ("too_slow", 408, "没有及时传完"), ("match_failed", 412, "读取之后有变化"), ("too_large", 413, "内容太大"),
        ("unsupported_media_type", 415, "内容类型不对"), ("bad_body", 422, "内容不符合要求，见 errors"),
        ("idempotency_key_reused", 422, "请求编号已用于别的内容"), ("match_required", 428, "缺少 If-Match"),
        ("too_many_requests", 429, "太频繁，见 Retry-After"), ("internal_error", 500, "系统出了问题"), ("busy", 503, "正忙，请再试"),
    ]

    private var problems: HTML {
        let rows = Self.codes.map { problem -> HTML in
            """
            <tr id="\(problem.code)"><th scope="row"><code>\(problem.code)</code></th><td>\(problem.status)</td><td>\(problem.meaning)</td></tr>
            """
        }
        return """
            <section class="card"><h2>出错代码</h2><p class="note">各接口自己的代码随回答给出，意思见 detail。</p><div class="scroll" tabindex="0" role="region" aria-label="出错代码"><table class="table"><thead><tr><th scope="col">代码</th><th scope="col">状态</th><th scope="col">意思</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    private var rules: HTML {
        """
        <section class="card"><h2>怎样使用</h2><ul>
        <li>先在<a href="\(url: "/me/tokens")">我的令牌</a>页开设令牌，每次请求带上 <code>Authorization: Bearer luoshi_…</code>。</li>
        <li>日期写成 <code>2022-08-05</code>，时刻写成 <code>2022-08-05T14:03:07.120+08:00</code>，小数写成字符串。没有的值不写出来。</li>
        <li>列表分页：<code>limit</code> 最多 500；回答里有 <code>next</code> 时，用 <code>after</code> 带上它读下一页。</li>
        <li>读取时回答带有 <code>ETag</code>；下次带上 <code>If-None-Match</code>，没有变化就回答 304。标有“须 If-Match”的改动要带上读到的标记，其后别人改过就回答 412。</li>
        <li>改动请带 <code>Idempotency-Key</code>：同一请求重发时保持不变，不会做两次。</li>
        <li>出错时回答 <code>application/problem+json</code>（RFC 9457）：按 <code>code</code> 处理，<code>detail</code> 给人看。</li>
        <li>任何读取都可加 <code>on=2022-07-05</code>，看那一天结束时系统里的情况。</li></ul></section>
        """
    }

    private func section(_ room: (title: String, endpoints: [Endpoint])) -> HTML {
        """
        <section class="card"><h2>\(room.title)</h2>\(room.endpoints.map(entry))</section>
        """
    }

    private func entry(_ endpoint: Endpoint) -> HTML {
        let parameters = endpoint.parameters.map { parameter -> HTML in
            "<li><code>\(parameter.name)</code>　\(parameter.summary)</li>"
        }
        return """
            <details class="endpoint"><summary><code>\(endpoint.method.rawValue) \(Endpoint.base)\(endpoint.path)</code>　\(endpoint.summary)\(endpoint.needsMatch ? "（须 If-Match）" : "")</summary>
            <p class="note">权限 \(endpoint.permission.name)</p>
            \(parameters.isEmpty ? nil : "<ul class=\"plain\">\(parameters)</ul>" as HTML)
            <pre tabindex="0">\(request(endpoint))</pre>
            \(endpoint.body.map { "<p class=\"note\">提交</p><pre tabindex=\"0\">\(Self.text($0.example))</pre>" as HTML })
            <p class="note">回答 \(endpoint.status)</p><pre tabindex="0">\(Self.text(endpoint.answer.example))</pre></details>
            """
    }

    private func request(_ endpoint: Endpoint) -> String {
        let method = endpoint.isRead ? "" : "-X \(endpoint.method.rawValue) "
        return "curl \(method)-H \"Authorization: Bearer $TOKEN\" \"$SITE\(Endpoint.base)\(endpoint.path)\""
    }

    private static func text(_ value: JSONValue) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    }
}
