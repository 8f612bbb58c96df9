import HTTPTypes
import Hummingbird
import Logging
import Metrics
import Synchronization

/// One line of the log and one count for every request, by the route's own template: paths and queries hold names and ids;
/// and how many are being worked on.
struct RequestLog: RouterMiddleware {
    typealias Context = SiteContext

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let start = ContinuousClock.now
        let inProgress = Meter(label: "http_requests_in_progress")
        inProgress.increment()
        defer { inProgress.decrement() }
        do {
            var response = try await next(request, context)
            if let name = HTTPField.Name("X-Request-ID") { response.headers[name] = context.id }
            note(request, context, response.status.code, ContinuousClock.now - start)
            return response
        } catch {
            note(request, context, 500, ContinuousClock.now - start)
            throw error
        }
    }

    private func note(_ request: Request, _ context: SiteContext, _ status: Int, _ duration: Duration) {
        let route = context.endpointPath ?? "none"
        let method = Self.methods.contains(request.method) ? request.method.rawValue : "other"
        let parts = duration.components
        let nanoseconds = parts.seconds * 1_000_000_000 + parts.attoseconds / 1_000_000_000
        context.logger.info(
            "request",
            metadata: [
                "method": "\(method)", "route": "\(route)", "status": "\(status)",
                "milliseconds": "\(nanoseconds / 1_000_000)", "actor": "\(context.trace.actor)",
            ])
        let dimensions = [("method", method), ("route", route), ("status", "\(status)")]
        Counter(label: "http_requests_total", dimensions: dimensions).increment()
        Metrics.Timer(label: "http_request_duration_seconds", dimensions: [("method", method), ("route", route)])
            .recordNanoseconds(nanoseconds)
    }

    private static let methods: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
}

/// What is found out about a request on its way in, for the one who sees it out.
final class RequestTrace: Sendable {
    private let key = Mutex("anonymous")

    /// The stable name of who asks, as in the audit log.
    var actor: String {
        get { key.withLock { $0 } }
        set { key.withLock { $0 = newValue } }
    }
}
