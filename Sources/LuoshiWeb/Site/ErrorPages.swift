import HTTPTypes
import Hummingbird
import Logging
import LuoshiCore

/// Turns errors into pages, and for programs into problems, that say what to do; the detail of unexpected ones goes to the log alone.
struct ErrorPages: RouterMiddleware {
    typealias Context = SiteContext
    let site: Site

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch {
            let shown = publicError(error, context)
            log(shown, request, context)
            if request.uri.path.hasPrefix(Endpoint.base + "/") {
                return Problem(shown, instance: context.id).response(headers(of: shown))
            }
            if shown.status == 401, request.method == .get {
                return .redirect(to: "/sign-in?next=\(request.uri.string.percentEncodedForQuery)", type: .normal)
            }
            var response = await page(shown, request, context)
            response.headers.append(contentsOf: headers(of: shown))
            return response
        }
    }

    /// What may be shown of an error.
    private func publicError(_ error: any Error, _ context: SiteContext) -> any PublicError {
        if let error = error as? any PublicError { return error }
        if let error = error as? HTTPError, error.status.code < 500 {
            switch error.status {
            case .notFound: return Refusal.notFound("这个页面")
            case .contentTooLarge: return Refusal("too_large", status: 413, "提交的内容太大。请减小后再试。")
            default:
                return Refusal("bad_request", status: error.status.code, "请求的格式不对，未做任何改动。请返回上一页重试。")
            }
        }
        if let refusal = Refusal(database: error) {
            context.logger.warning("database", metadata: ["error": "\(error)"])
            return refusal
        }
        context.logger.error(
            "request failed", metadata: ["error": "\(String(reflecting: type(of: error))): \(error)"])
        return Refusal(
            "internal_error", status: 500, "系统出了问题，您的操作没有生效。请稍后再试；仍不行时，把下面的编号告诉系统管理员。")
    }

    private func headers(of error: any PublicError) -> HTTPFields {
        var headers = (error as? HeaderedRefusal)?.headers ?? [:]
        if error.status == 401 {
            headers[.wwwAuthenticate] =
                error.code == "token_invalid"
                ? "Bearer realm=\"luoshi\", error=\"invalid_token\"" : "Bearer realm=\"luoshi\""
        }
        return headers
    }

    /// A line for what looks like an attack; never what was sent, nor the query, which may hold a person's name.
    private func log(_ error: any PublicError, _ request: Request, _ context: SiteContext) {
        guard [400, 403, 405, 408, 413, 414, 415, 429].contains(error.status) || error.code == "token_invalid" else {
            return
        }
        context.logger.notice(
            "request refused",
            metadata: [
                "code": "\(error.code)", "status": "\(error.status)", "method": "\(request.method.rawValue)",
                "path": "\(request.uri.path.prefix(200))", "client": "\(context.client)",
                "actor": "\(context.actor.key)",
            ])
    }

    private func page(_ error: any PublicError, _ request: Request, _ context: SiteContext) async -> Response {
        let framed = try? await site.layout("未能完成", nil, context)
        var layout =
            framed ?? Layout(site: site.information, title: "未能完成", section: nil, viewer: nil, csrf: nil)
        layout.isRefusal = true
        let back = Self.sender(of: request, context)
        let body: HTML = """
            <h1>\(Self.heading(error))</h1>
            <p class="lead">\(said: error.message)</p>
            \(error.status == 401 ? Self.signInAgain(back ?? "/") : Self.ways(back))
            <p class="text-secondary">编号 \(context.id)</p>
            """
        return layout.response(body, status: .init(code: error.status))
    }

    private static func heading(_ error: any PublicError) -> HTML {
        if error.code == Forgery.refusal.code { return "页面已过期" }
        return error.status == 404 ? "没有找到" : error.status == 403 ? "没有权限" : error.status == 401 ? "登录已过期" : "未能完成"
    }

    private static func ways(_ back: String?) -> HTML {
        """
        <p class="actions">\(back.map { "<a class=\"btn btn-primary\" data-back href=\"\(url: $0)\">返回上一页</a>" as HTML })\
        <a class="btn \(back == nil ? "btn-primary" : "btn-outline-secondary")" href="\(url: "/")">回到首页</a></p>
        """
    }

    /// A form was sent after the session had ended.
    private static func signInAgain(_ back: String) -> HTML {
        """
        <p>刚才提交的内容没有保存。重新登录后会回到那一页，填过的文字由这个浏览器留着；附件要重新选择。</p>
        <p class="actions"><a class="btn btn-primary" href="\(url: "/sign-in?next=\(back.percentEncodedForQuery)")">重新登录</a></p>
        """
    }

    /// The page of this site from which the request came, as the browser says.
    private static func sender(of request: Request, _ context: SiteContext) -> String? {
        guard let referer = HTTPField.Name("Referer").flatMap({ request.headers[$0] }),
            let host = context.host ?? request.head.authority,
            let origin = ["http://\(host)", "https://\(host)"].first(where: { referer.hasPrefix("\($0)/") })
        else { return nil }
        let path = String(referer.dropFirst(origin.count))
        return Site.isLocal(path) && !path.hasPrefix("/sign-in") ? path : nil
    }
}
