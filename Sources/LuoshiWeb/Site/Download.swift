import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore
import NIOCore

/// A kept file on its way out: always saved, never opened by the browser, and named by what it is.
struct Download {
    let content: AttachmentContent

    /// Nothing in it may run, whatever program shows it.
    private static let policy = "default-src 'none'; sandbox; frame-ancestors 'none'"

    /// The bytes under the name they were given with, its ending made to fit.
    var response: Response {
        let kind = content.file.kind
        return Response(
            status: .ok,
            headers: [
                .contentType: kind.mediaType, .contentDisposition: Self.disposition(kind.fitting(content.file.name)),
                .contentSecurityPolicy: Self.policy, .xContentTypeOptions: "nosniff",
                .cacheControl: "private, no-store",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: content.bytes)))
    }

    /// RFC 6266: the name in UTF-8, and before it one that any program understands.
    static func disposition(_ name: String) -> String {
        let allowed = CharacterSet(charactersIn: "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._")
        let encoded = name.addingPercentEncoding(withAllowedCharacters: allowed) ?? "file"
        let ending = name.lastIndex(of: ".").map { String(name[$0...]) } ?? ""
        let isPlain = !ending.isEmpty && ending.utf8.allSatisfy { $0 == 0x2E || $0 >= 0x30 && $0 <= 0x7A }
        return "attachment; filename=\"file\(isPlain ? ending : "")\"; filename*=UTF-8''\(encoded)"
    }
}
