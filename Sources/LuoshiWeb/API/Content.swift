import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore
import NIOCore

/// An answer as it is sent, with the tag that says whether it is still the same.
struct Content: Sendable {
    private let bytes: Data
    private let next: String?
    /// A strong entity tag (RFC 9110): half of the SHA-256 of the bytes.
    var tag: String { "\"\(contentHash(of: bytes).prefix(32))\"" }

    init(_ answer: some Codable & Sendable) throws {
        if let written = answer as? any JSONWritten {
            var json = JSONBytes()
            written.write(to: &json)
            bytes = Data(json.bytes)
        } else {
            bytes = try JSONEncoder.api.encode(answer)
        }
        next = (answer as? any Paged)?.next
    }

    /// The answer to a `GET`: 304 where the reader has it already.
    func response(to call: APICall) -> Response {
        let tag = tag
        var headers: HTTPFields = [.eTag: tag, .cacheControl: "private, no-cache"]
        if let next { headers[.link] = "<\(address(of: next, after: call))>; rel=\"next\"" }
        if let known = call.request.headers[.ifNoneMatch], IfMatch(list: known).admits(tag) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = "application/json"
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// The answer to a change.
    func response(status: Int) -> Response {
        Response(
            status: .init(code: status), headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// This list's address with its other parameters and the next cursor.
    private func address(of next: String, after call: APICall) -> String {
        let query = call.endpoint.parameters.filter { $0.name != "after" }.flatMap { parameter in
            let plain = call.text(parameter.name).map { "\(parameter.name)=\($0.percentEncodedForQuery)" }
            let named = call.map(parameter.name).sorted { $0.key < $1.key }.map { name, value in
                "\(parameter.name)%5B\(name.percentEncodedForQuery)%5D=\(value.percentEncodedForQuery)"
            }
            return [plain].compactMap { $0 } + named
        }
        return call.request.uri.path + "?" + (query + ["after=\(next)"]).joined(separator: "&")
    }
}

/// The tags of `If-Match` or `If-None-Match`.
struct IfMatch: Sendable {
    private let tags: [String]

    init(list: String) {
        // A proxy that compresses may have made the tag a weak one.
        tags = list.split(separator: ",").map {
            let tag = $0.trimmingCharacters(in: .whitespaces)
            return tag.hasPrefix("W/") ? String(tag.dropFirst(2)) : tag
        }
    }

    /// Refuses a change that does not say what it read.
    init(_ request: Request) throws {
        guard let list = request.headers[.ifMatch] else { throw Refusal.matchRequired }
        self.init(list: list)
    }

    func admits(_ tag: String) -> Bool { tags.contains(tag) || tags == ["*"] }
}
