import HTTPTypes
import Hummingbird
import LuoshiCore

/// What each path takes: another method is refused with those that it does take, and `OPTIONS` tells them.
struct KnownMethods: RouterMiddleware {
    typealias Context = SiteContext
    private let tree: RouteTree

    init(routes: [KnownRoute]) { tree = RouteTree(routes) }

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let methods = tree.methods(of: request.uri.path)
        guard !methods.isEmpty, !methods.contains(request.method) else { return try await next(request, context) }
        let allowed: HTTPFields = [
            .allow: (methods.map(\.rawValue) + [HTTPRequest.Method.options.rawValue]).sorted().joined(separator: ", ")
        ]
        if request.method == .options { return Response(status: .noContent, headers: allowed) }
        throw HeaderedRefusal(
            refusal: Refusal("method_not_allowed", status: 405, "这个地址不支持 \(request.method.rawValue)，未做任何改动。"),
            headers: allowed)
    }
}

/// One path under one method.
struct KnownRoute: Sendable {
    let parts: [String]
    let method: HTTPRequest.Method
}

/// Routes by the parts of their paths, so that a path is found in as many steps as it has parts.
struct RouteTree: Sendable {
    private struct Node: Sendable {
        var named: [Substring: Node] = [:]
        /// Behind a part that may be anything.
        var any: [Node] = []
        var methods: Set<HTTPRequest.Method> = []
    }

    private var root = Node()

    init(_ routes: [KnownRoute]) {
        for route in routes { Self.add(route.parts[...], route.method, to: &root) }
    }

    /// Every method that some route takes at the path.
    func methods(of path: String) -> Set<HTTPRequest.Method> {
        var nodes = [root]
        for part in path.split(separator: "/") {
            nodes = nodes.flatMap { [$0.named[part]].compactMap(\.self) + $0.any }
        }
        return nodes.reduce(into: []) { $0.formUnion($1.methods) }
    }

    private static func add(_ parts: ArraySlice<String>, _ method: HTTPRequest.Method, to node: inout Node) {
        guard let part = parts.first else {
            node.methods.insert(method)
            return
        }
        if part.hasPrefix(":") {
            if node.any.isEmpty { node.any.append(Node()) }
            add(parts.dropFirst(), method, to: &node.any[0])
        } else {
            add(parts.dropFirst(), method, to: &node.named[part[...], default: Node()])
        }
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
