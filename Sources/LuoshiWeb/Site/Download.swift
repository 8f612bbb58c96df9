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

    /// For programs: a file is text of any bytes.
    static let schema = JSONSchema.text(TextRule(format: "binary", example: "（文件）"))

    /// What programs are told a file is, where it is always of one kind.
    static func type(_ kind: FileKind?) -> String { kind?.mediaType ?? "application/octet-stream" }

    var response: Response { response(as: content.file.kind.mediaType) }

    /// The bytes under the name they were given with, its ending made to fit.
    func response(as type: String) -> Response {
        let kind = content.file.kind
        return Response(
            status: .ok,
            headers: [
                .contentType: type, .contentDisposition: Self.disposition(kind.fitting(content.file.name)),
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
