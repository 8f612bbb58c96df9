import Foundation
import Hummingbird
import Logging
import LuoshiCore

extension Site {
    /// `GET /sign-in/provider`: off to the identity provider.
    func providerSignIn(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let provider else { throw Refusal.notFound("统一身份认证") }
        let attempt = ProviderAttempt()
        let next = request.uri.queryParameters.get("next") ?? "/"
        var response = Response.redirect(to: try await provider.begin(attempt), type: .normal)
        providerCookie(context).set("\(attempt.text).\(next.percentEncodedForQuery)", on: &response)
        return response
    }

    /// `GET /sign-in/provider/return`: back with a code, or with the provider's refusal.
    func providerReturn(_ request: Request, _ context: SiteContext) async throws -> Response {
        guard let provider else { throw Refusal.notFound("统一身份认证") }
        let (attempt, next) = Self.attempt(in: providerCookie(context).value(in: request) ?? "")
        let query = request.uri.queryParameters
        do {
            guard let attempt, let code = query.get("code"), let state = query.get("state") else {
                throw Refusal("oidc_refused", status: 401, "统一身份认证没有完成，未登录。请重新登录。")
            }
            let token = try await provider.finish(attempt, code: code, state: state)
            let outcome = try await authentication.signIn(
                token, of: provider.settings, from: Visitor(request, context))
            var response = response(outcome, next: next, context)
            providerCookie(context).clear(on: &response)
            return response
        } catch let refusal as Refusal where refusal.status == 401 {
            context.logger.notice("identity provider sign-in refused", metadata: ["code": "\(refusal.code)"])
            var response = signInPage(next: next, fault: refusal.message).response(status: .unauthorized)
            providerCookie(context).clear(on: &response)
            return response
        }
    }

    private static func attempt(in cookie: String) -> (ProviderAttempt?, next: String) {
        let parts = cookie.split(separator: ".", maxSplits: 3)
        guard parts.count == 4 else { return (nil, "/") }
        return (ProviderAttempt(parts.prefix(3).joined(separator: ".")), parts[3].removingPercentEncoding ?? "/")
    }
}
