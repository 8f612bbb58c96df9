import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore

/// Finds out who is asking: from a bearer token, else from the session cookie.
struct SessionReader: RouterMiddleware {
    typealias Context = SiteContext
    let authentication: Authentication
    let tokens: TokenReader
    let site: SiteInformation

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        // Tokens are for programs: no page takes one.
        if let header = request.headers[.authorization], request.uri.path.hasPrefix(Endpoint.base + "/") {
            // A wrong token is refused even where a cookie would do: a program must learn of it.
            guard let secret = Self.bearer(header), let token = try await tokens.token(secret) else {
                throw Refusal.tokenInvalid
            }
            context.token = token
        } else if let token = SessionCookie.session(isSecure: site.isSecure || context.isSecure).value(in: request),
            token.count == 64
        {
            context.session = try await authentication.session(token: token)
        }
        return try await next(request, context)
    }

    private static func bearer(_ header: String) -> Secret? {
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return Secret(parts[1].trimmingCharacters(in: .whitespaces))
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
            let host = context.host ?? request.head.authority ?? ""
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
