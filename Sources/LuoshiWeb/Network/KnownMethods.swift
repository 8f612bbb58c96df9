import HTTPTypes
import Hummingbird
import LuoshiCore

/// What each path takes: another method is refused with those that it does take, and `OPTIONS` tells them.
struct KnownMethods: RouterMiddleware {
    typealias Context = SiteContext
    let routes: [KnownRoute]

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let methods = methods(of: request.uri.path)
        guard !methods.isEmpty, !methods.contains(request.method) else { return try await next(request, context) }
        let allowed: HTTPFields = [
            .allow: (methods.map(\.rawValue) + [HTTPRequest.Method.options.rawValue]).sorted().joined(separator: ", ")
        ]
        if request.method == .options { return Response(status: .noContent, headers: allowed) }
        throw HeaderedRefusal(
            refusal: Refusal("method_not_allowed", status: 405, "这个地址不支持 \(request.method.rawValue)，未做任何改动。"),
            headers: allowed)
    }

    private func methods(of path: String) -> Set<HTTPRequest.Method> {
        let asked = path.split(separator: "/")
        return Set(routes.filter { $0.matches(asked) }.map(\.method))
    }
}

/// One path under one method.
struct KnownRoute: Sendable {
    let parts: [String]
    let method: HTTPRequest.Method

    func matches(_ asked: [Substring]) -> Bool {
        parts.count == asked.count && zip(parts, asked).allSatisfy { $0.hasPrefix(":") || $0 == $1 }
    }
}

/// Notes the routes of a site, which the router itself does not tell.
final class RouteTable: RouterMethods {
    typealias Context = SiteContext
    private(set) var routes: [KnownRoute] = []

    @discardableResult func on<Responder: HTTPResponder>(
        _ path: RouterPath, method: HTTPRequest.Method, responder: Responder
    ) -> Self where Responder.Context == SiteContext {
        let parts = path.description.split(separator: "/").map {
            $0.hasPrefix("{") ? ":" + $0.dropFirst().dropLast() : String($0)
        }
        routes.append(KnownRoute(parts: parts, method: method))
        if method == .get { routes.append(KnownRoute(parts: parts, method: .head)) }
        return self
    }

    @discardableResult func add(middleware: any MiddlewareProtocol<Request, Response, SiteContext>) -> Self { self }
}
