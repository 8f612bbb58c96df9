import HTTPTypes
import Hummingbird
import LuoshiCore

/// Refuses an address that asks too fast: a general pace for all requests, slow ones for attempts to sign in and for what
/// strangers may send.
struct RateLimits: RouterMiddleware {
    typealias Context = SiteContext

    private let general: RateLimit
    private let signIn: RateLimit
    private let strangers = RateLimit(capacity: 10, perSecond: 0.05)

    /// Where many sit behind one address, more of them sign in as well: twenty, and one every other second, at the usual hundred
    /// requests a second.
    init(perSecond: Int) {
        general = RateLimit(capacity: 4 * perSecond, perSecond: Double(perSecond))
        let part = max(1, Double(perSecond) / 100)
        signIn = RateLimit(capacity: Int(20 * part), perSecond: 0.5 * part)
    }

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        if let seconds = general.take(context.client) { throw HeaderedRefusal.tooMany(seconds) }
        if Self.isSignIn(request), let seconds = signIn.take(context.client) { throw HeaderedRefusal.tooMany(seconds) }
        if Self.isFromStranger(request), let seconds = strangers.take(context.client) {
            throw HeaderedRefusal.tooMany(seconds)
        }
        return try await next(request, context)
    }

    private static func isSignIn(_ request: Request) -> Bool {
        let path = request.uri.path
        return request.method == .post && path.hasPrefix("/sign-in") || path.hasPrefix("/sign-in/provider")
    }

    private static func isFromStranger(_ request: Request) -> Bool {
        request.method == .post
            && ["/join", "/forgot", "/invitation", "/reset"].contains { request.uri.path.hasPrefix($0) }
    }
}

/// Refuses an account, or a token, that asks too fast, from however many addresses.
struct AccountLimits: RouterMiddleware {
    typealias Context = SiteContext

    private let limit: RateLimit

    init(perSecond: Int) { limit = RateLimit(capacity: 4 * perSecond, perSecond: Double(perSecond)) }

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        if context.actor != .anonymous, let seconds = limit.take(context.actor.key) {
            throw HeaderedRefusal.tooMany(seconds)
        }
        return try await next(request, context)
    }
}

extension HeaderedRefusal {
    static func tooMany(_ seconds: Int) -> HeaderedRefusal {
        HeaderedRefusal(
            refusal: Refusal("too_many_requests", status: 429, "请求太频繁，请在 \(seconds) 秒后再试。"),
            headers: [.retryAfter: String(seconds)])
    }
}
