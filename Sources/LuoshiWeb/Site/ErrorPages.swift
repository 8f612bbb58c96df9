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
                return .redirect(to: "/sign-in?next=\(request.uri.path.percentEncodedForQuery)", type: .normal)
            }
            var response = await page(shown, context)
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

    private func page(_ error: any PublicError, _ context: SiteContext) async -> Response {
        let framed = try? await site.layout("未能完成", nil, context)
        let layout =
            framed ?? Layout(site: site.information, title: "未能完成", section: nil, viewer: nil, csrf: nil)
        let body: HTML = """
            <h1>\(error.status == 404 ? "没有找到" : error.status == 403 ? "没有权限" : "未能完成")</h1>
            <p class="lead">\(said: error.message)</p>
            <p class="text-secondary">编号 \(context.id)</p>
            <p><a class="btn btn-primary" href="\(url: "/")">回到首页</a></p>
            """
        return layout.response(body, status: .init(code: error.status))
    }
}
