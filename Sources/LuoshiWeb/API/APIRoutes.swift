import HTTPTypes
import Hummingbird
import LuoshiCore
import NIOCore

extension Site {
    /// Every endpoint of the table, under its path; what each needs stands in the table.
    func addEndpoints(to router: some RouterMethods<SiteContext>) {
        for endpoint in Endpoint.all {
            router.on(RouterPath(endpoint.route), method: endpoint.method) { request, context in
                // A change by cookie could be another site's doing.
                guard endpoint.isRead || context.token != nil else { throw Refusal.tokenRequired }
                let call = try APICall(request, context, endpoint: endpoint, site: self)
                return try await endpoint.respond(call)
            }
        }
    }

    /// `/api/v1/openapi.json`: the document about the API, for programs. It tells nothing of the data.
    func openAPI(_ request: Request, _ context: SiteContext) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "application/json", .cacheControl: "no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: OpenAPI.document)))
    }
}
