import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore
import NIOCore

extension APICall {
    /// The body of a change, held against its schema; refuses another content type, what is no JSON, and every fault at once.
    func body<Body: Codable>(_ type: Body.Type) async throws -> Body {
        guard let schema = endpoint.body else { return try JSONDecoder.api.decode(type, from: Data("{}".utf8)) }
        let media = (request.headers[.contentType] ?? "").split(separator: ";").first?.lowercased()
        guard media?.trimmingCharacters(in: .whitespaces) == "application/json" else {
            throw Refusal("unsupported_media_type", status: 415, "内容类型须为 application/json。")
        }
        let bytes = Data(try await request.collectBody(upTo: endpoint.bodyLimit, context).readableBytesView)
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: bytes) else {
            throw Refusal("bad_json", status: 400, "提交的内容不是 JSON，未做任何改动。")
        }
        let faults = schema.faults(of: value)
        guard faults.isEmpty else { throw BodyRefusal(faults: faults) }
        return try JSONDecoder.api.decode(type, from: bytes)
    }
}
