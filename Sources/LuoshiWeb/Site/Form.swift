import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore
import NIOCore

/// A submitted form: its fields and files. Whoever is signed in must have sent the token of their own session.
struct Form: Sendable {
    let fields: [String: String]
    let files: [String: UploadedFile]

    /// Reads a form of at most `limit` bytes, and refuses one without the session's token.
    static func read(_ request: Request, _ context: SiteContext, limit: Int = 64 * 1024) async throws -> Form {
        let buffer = try await request.collectBody(upTo: limit, context)
        let form = try parse(Array(buffer.readableBytesView), contentType: request.headers[.contentType] ?? "")
        if let session = context.session {
            guard let token = form.fields["csrf"], token.isSameSecret(as: session.csrf) else { throw Forgery.refusal }
        }
        return form
    }

    static func parse(_ body: [UInt8], contentType: String) throws -> Form {
        if contentType.hasPrefix("multipart/form-data") {
            guard let boundary = Multipart.boundary(in: contentType) else { throw Refusal.badForm }
            return try Multipart.form(body, boundary: boundary)
        }
        guard contentType.isEmpty || contentType.hasPrefix("application/x-www-form-urlencoded") else {
            throw Refusal("unsupported_media_type", status: 415, "表单的内容类型不对，未做任何改动。请返回上一页重新提交。")
        }
        guard let text = String(bytes: body, encoding: .utf8) else { throw Refusal.badForm }
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = parts[0].formDecoded
            if fields[name] == nil { fields[name] = parts.count > 1 ? parts[1].formDecoded : "" }
        }
        // PostgreSQL has no text with a null character.
        guard !fields.contains(where: { $0.value.utf8.contains(0) }) else { throw Refusal.badForm }
        return Form(fields: fields, files: [:])
    }

    /// The key of a repeated request; nil for a form that carries none.
    var requestKey: String? { fields["request"].flatMap { (8...64).contains($0.utf8.count) ? $0 : nil } }

    func text(_ name: String) -> String {
        (fields[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A file as it was sent; its name is only for people.
struct UploadedFile: Sendable {
    let name: String
    let bytes: [UInt8]
}

extension Refusal {
    static let badForm = Refusal("bad_form", status: 400, "表单内容无法读取，未做任何改动。请返回上一页重新提交。")
}

extension Substring {
    fileprivate var formDecoded: String {
        replacing("+", with: " ").removingPercentEncoding ?? String(self)
    }
}

extension String {
    var percentEncodedForQuery: String {
        addingPercentEncoding(withAllowedCharacters: .alphanumerics.union(.init(charactersIn: "-._~/"))) ?? ""
    }
}
