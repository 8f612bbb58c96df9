import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore
import NIOCore

/// A submitted form: its fields and files. Whoever is signed in must have sent the token of their own session.
struct Form: Sendable {
    /// What a form with files may hold in all; each file has its own limit where it is stored.
    static let uploadLimit = 64 << 20

    /// Every value of each field, in the order they were sent.
    private let values: [String: [String]]
    private let uploads: [String: [UploadedFile]]
    /// The first value of each field.
    let fields: [String: String]

    /// Pairs in the order they were sent; places for files that were left empty are no files.
    init(values: [(String, String)], files: [(String, UploadedFile)] = []) {
        self.values = Dictionary(grouping: values) { $0.0 }.mapValues { $0.map(\.1) }
        self.fields = self.values.compactMapValues(\.first)
        self.uploads = Dictionary(grouping: files.filter { !$0.1.name.isEmpty || !$0.1.bytes.isEmpty }) { $0.0 }
            .mapValues { $0.map(\.1) }
    }

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
        let values = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (parts[0].formDecoded, parts.count > 1 ? parts[1].formDecoded : "")
        }
        // PostgreSQL has no text with a null character.
        guard !values.contains(where: { $0.1.utf8.contains(0) }) else { throw Refusal.badForm }
        return Form(values: values)
    }

    /// The key of a repeated request; nil for a form that carries none.
    var requestKey: String? { fields["request"].flatMap { (8...64).contains($0.utf8.count) ? $0 : nil } }

    func text(_ name: String) -> String {
        (fields[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// All values of a field that may be sent several times, such as boxes to tick.
    func texts(_ name: String) -> [String] {
        (values[name] ?? []).map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    /// The files chosen in a field.
    func files(_ name: String) -> [UploadedFile] { uploads[name] ?? [] }

    /// The names of the fields in which files were chosen.
    var fileFields: Set<String> { Set(uploads.keys) }
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
    /// For an address behind its question mark, where a slash may stand.
    var percentEncodedForQuery: String { percentEncoded(keeping: "-._~/") }
}
