import HTTPTypes
import Hummingbird
import LuoshiCore
import NIOCore

extension Site {
    /// `GET /health`: whether the system can be used now; 503 when not.
    func health(_ request: Request, _ context: SiteContext) async throws -> Response {
        let readiness = await watch.readiness()
        return Self.plain(
            readiness.json, type: "application/json", status: readiness.isReady ? .ok : .serviceUnavailable)
    }

    /// `GET /health/live`: whether the program runs at all.
    func live(_ request: Request, _ context: SiteContext) async throws -> Response {
        Self.plain("{\"status\":\"ok\"}\n", type: "application/json", status: .ok)
    }

    /// `GET /metrics`: for a collector on this machine, or for whoever may. A request that a proxy passed on is nobody
    /// on this machine.
    func metrics(_ request: Request, _ context: SiteContext) async throws -> Response {
        let sessions: Int?
        if Self.isLocal(request, context) {
            // The other figures matter most when the database is away.
            sessions = try? await door.ask(CountSessions(), as: .system("metrics"))
        } else {
            sessions = try await ask(CountSessions(), context)
        }
        return Self.plain(
            await watch.metrics(sessions), type: "text/plain; version=0.0.4; charset=utf-8", status: .ok)
    }

    private static func isLocal(_ request: Request, _ context: SiteContext) -> Bool {
        let forwarded = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"].contains { name in
            HTTPField.Name(name).map { request.headers[$0] != nil } ?? false
        }
        return !forwarded && ["127.0.0.1", "::1", "::ffff:127.0.0.1"].contains(context.peer)
    }

    private static func plain(_ text: String, type: String, status: HTTPResponse.Status) -> Response {
        Response(
            status: status, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
