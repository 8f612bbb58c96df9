import HTTPTypes
import Hummingbird
import Logging
import LuoshiCore

/// Turns errors into pages that say what to do; the detail of unexpected ones goes to the log alone.
struct ErrorPages: RouterMiddleware {
    typealias Context = SiteContext
    let site: Site

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as any PublicError {
            if error.status == 401, request.method == .get {
                return .redirect(to: "/sign-in?next=\(request.uri.path.percentEncodedForQuery)", type: .normal)
            }
            return await page(error.status, error.message, context)
        } catch let error as HTTPError where error.status == .notFound {
            return await page(404, Refusal.notFound("这个页面").message, context)
        } catch let error as HTTPError where error.status == .contentTooLarge {
            return await page(413, "提交的内容太大。请减小后再试。", context)
        } catch let error as HTTPError where error.status.code < 500 {
            return await page(error.status.code, "请求的格式不对，未做任何改动。请返回上一页重试。", context)
        } catch {
            if let refusal = Refusal(database: error) {
                context.logger.warning("database", metadata: ["error": "\(error)"])
                return await page(refusal.status, refusal.message, context)
            }
            context.logger.error(
                "request failed", metadata: ["error": "\(String(reflecting: type(of: error))): \(error)"])
            return await page(500, "系统出了问题，您的操作没有生效。请稍后再试；仍不行时，把下面的编号告诉系统管理员。", context)
        }
    }

    private func page(_ status: Int, _ message: String, _ context: SiteContext) async -> Response {
        let framed = try? await site.layout("未能完成", nil, context)
        let layout =
            framed ?? Layout(site: site.information, title: "未能完成", section: nil, viewer: nil, csrf: nil)
        let body: HTML = """
            <h1>\(status == 404 ? "没有找到" : status == 403 ? "没有权限" : "未能完成")</h1>
            <p class="lead">\(message)</p>
            <p class="text-secondary">编号 \(context.id)</p>
            <p><a class="btn btn-primary" href="\(url: "/")">回到首页</a></p>
            """
        return layout.response(body, status: .init(code: status))
    }
}
