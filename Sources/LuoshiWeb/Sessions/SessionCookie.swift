import Hummingbird
import LuoshiCore

/// The cookies by which a browser is known again: for this site alone, unreadable to scripts, and bound to the host itself
/// (`__Host-`) where the site is served over https.
struct SessionCookie: Sendable {
    let name: String
    private let maxAge: Int
    private let isSecure: Bool

    /// The session, for twelve hours.
    static func session(isSecure: Bool) -> SessionCookie { .init("luoshi_session", 12 * 3600, isSecure) }
    /// A sign-in that waits for its code, for five minutes.
    static func step(isSecure: Bool) -> SessionCookie { .init("luoshi_step", 300, isSecure) }
    /// The way to the identity provider and back, for ten minutes.
    static func provider(isSecure: Bool) -> SessionCookie { .init("luoshi_provider", 600, isSecure) }

    private init(_ name: String, _ maxAge: Int, _ isSecure: Bool) {
        self.name = (isSecure ? "__Host-" : "") + name
        self.maxAge = maxAge
        self.isSecure = isSecure
    }

    func value(in request: Request) -> String? { request.cookies[name]?.value }

    func set(_ value: String, on response: inout Response) { response.setCookie(cookie(value, maxAge)) }

    func clear(on response: inout Response) { response.setCookie(cookie("", 0)) }

    private func cookie(_ value: String, _ maxAge: Int) -> Cookie {
        Cookie(
            name: name, value: value, maxAge: maxAge, path: "/", secure: isSecure, httpOnly: true, sameSite: .lax)
    }
}

extension Site {
    func sessionCookie(_ context: SiteContext) -> SessionCookie { .session(isSecure: isSecure(context)) }
    func stepCookie(_ context: SiteContext) -> SessionCookie { .step(isSecure: isSecure(context)) }
    func providerCookie(_ context: SiteContext) -> SessionCookie { .provider(isSecure: isSecure(context)) }

    /// Whether the whole site, or the trusted proxy of this request, is reached by https.
    private func isSecure(_ context: SiteContext) -> Bool { information.isSecure || context.isSecure }

    /// The session's token of a request that the session reader has let through.
    func sessionToken(_ request: Request, _ context: SiteContext) throws -> String {
        guard let token = sessionCookie(context).value(in: request) else {
            throw Refusal("sign_in_required", status: 401, "请先登录。")
        }
        return token
    }

    /// Goes on to a page with the new token of a session.
    func redirect(to address: String, session token: String, _ context: SiteContext) -> Response {
        var response = Response.redirect(to: address, type: .normal)
        sessionCookie(context).set(token, on: &response)
        return response
    }
}
