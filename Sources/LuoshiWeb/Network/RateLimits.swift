import HTTPTypes
import Hummingbird
import LuoshiCore

/// Refuses an address that asks too fast: a general pace for all requests, a slow one for attempts to sign in.
struct RateLimits: RouterMiddleware {
    typealias Context = SiteContext

    private let general: RateLimit
    private let signIn = RateLimit(capacity: 20, perSecond: 0.5)

    init(perSecond: Int) { general = RateLimit(capacity: 4 * perSecond, perSecond: Double(perSecond)) }

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        if let seconds = general.take(context.client) { throw HeaderedRefusal.tooMany(seconds) }
        if request.method == .post, request.uri.path == "/sign-in", let seconds = signIn.take(context.client) {
            throw HeaderedRefusal.tooMany(seconds)
        }
        return try await next(request, context)
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
