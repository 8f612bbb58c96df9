import Hummingbird
import LuoshiCore

/// Refuses an address with a null or another control character in it, however it is written: no page of ours has one, and a
/// database may not be able to hold it.
struct CleanAddress: RouterMiddleware {
    typealias Context = SiteContext

    func handle(
        _ request: Request, context: SiteContext, next: (Request, SiteContext) async throws -> Response
    ) async throws -> Response {
        let bytes = Array(request.uri.string.utf8)
        for (index, byte) in bytes.enumerated() {
            let isControl = byte < 32 || byte == 127
            let isEncoded =
                byte == UInt8(ascii: "%") && index + 2 < bytes.count
                && (bytes[index + 1] == UInt8(ascii: "0") || bytes[index + 1] == UInt8(ascii: "1"))
            if isControl || isEncoded { throw Refusal("bad_address", status: 400, "地址含有不可用的字符。") }
        }
        guard bytes.count <= 8192 else { throw Refusal("long_address", status: 400, "地址太长。") }
        return try await next(request, context)
    }
}
