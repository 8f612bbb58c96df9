import HTTPTypes
import Hummingbird
import LuoshiCore

/// Finds out who is asking from the session cookie.
struct SessionReader: RouterMiddleware {
    typealias Context = SiteContext
    let authentication: Authentication
    let cookie: SessionCookie

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        if let token = cookie.value(in: request), token.count == 64 {
            context.session = try await authentication.session(token: token)
        }
        return try await next(request, context)
    }
}

/// Refuses a form that another site sent: browsers name the sender in `Origin` (or `Sec-Fetch-Site`).
struct SameOrigin: RouterMiddleware {
    typealias Context = SiteContext

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        if request.method != .get && request.method != .head {
            let origin = request.headers[.origin]
            let host = request.head.authority ?? ""
            let sender = origin.flatMap { $0.split(separator: "/", maxSplits: 2).last }.map(String.init)
            if let sender, sender != host { throw Forgery.refusal }
            if let name = HTTPField.Name("Sec-Fetch-Site"), request.headers[name] == "cross-site" {
                throw Forgery.refusal
            }
        }
        return try await next(request, context)
    }
}

enum Forgery {
    static let refusal = Refusal("forged_request", status: 403, "页面已过期或请求来自别的网站，未做任何改动。请刷新页面后再提交。")
}
