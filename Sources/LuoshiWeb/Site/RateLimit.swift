import HTTPTypes
import Hummingbird
import LuoshiCore
import Synchronization

/// A bucket of requests for each client: full at first, refilled steadily.
final class RateLimit: Sendable {
    private struct Bucket {
        var left: Double
        var at: ContinuousClock.Instant
    }

    private let capacity: Double
    private let perSecond: Double
    private let buckets = Mutex<[String: Bucket]>([:])

    init(capacity: Int, perSecond: Double) {
        self.capacity = Double(capacity)
        self.perSecond = perSecond
    }

    /// Whether this client may go on; takes one if so.
    func admits(_ client: String) -> Bool {
        let now = ContinuousClock.now
        return buckets.withLock { buckets in
            if buckets.count > 10_000 { buckets = buckets.filter { now - $0.value.at < .seconds(600) } }
            var bucket = buckets[client] ?? Bucket(left: capacity, at: now)
            let elapsed = (now - bucket.at) / .seconds(1)
            bucket.left = min(capacity, bucket.left + elapsed * perSecond)
            bucket.at = now
            let admits = bucket.left >= 1
            if admits { bucket.left -= 1 }
            buckets[client] = bucket
            return admits
        }
    }
}

/// Refuses a client that asks too fast: a general pace for all requests, slow ones for attempts to sign in and for what
/// strangers may send.
struct RateLimits: RouterMiddleware {
    typealias Context = SiteContext

    private let general: RateLimit
    private let signIn = RateLimit(capacity: 20, perSecond: 0.5)
    private let strangers = RateLimit(capacity: 10, perSecond: 0.05)

    init(perSecond: Int) { general = RateLimit(capacity: 4 * perSecond, perSecond: Double(perSecond)) }

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        let isSignIn = request.method == .post && path.hasPrefix("/sign-in") || path.hasPrefix("/sign-in/provider")
        let isStranger =
            request.method == .post && ["/join", "/forgot", "/invitation", "/reset"].contains { path.hasPrefix($0) }
        guard general.admits(context.client), !isSignIn || signIn.admits(context.client),
            !isStranger || strangers.admits(context.client)
        else {
            throw Refusal("too_many_requests", status: 429, "请求太频繁，请稍等一分钟再试。")
        }
        return try await next(request, context)
    }
}
