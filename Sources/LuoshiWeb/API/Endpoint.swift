import HTTPTypes
import Hummingbird
import LuoshiCore

/// One address of `/api/v1` under one method: the router, the OpenAPI document and the page about the API are made from it.
///
/// Made with `.one`, `.list`, `.asking` or `.change` in the file of its room, and listed in `Endpoint.all`; see docs/api.md.
struct Endpoint: Sendable {
    let method: HTTPRequest.Method
    /// Beneath `/api/v1`, with parts in braces: `/plan/tasks/{path}`.
    let path: String
    /// One sentence for people, in Chinese.
    let summary: String
    /// What its query or command asks for; `record.read.*` where the register that the path names stands behind it.
    let permission: Permission
    /// The name of that query or command.
    let door: String
    /// Behind the question mark.
    let parameters: [Parameter]
    let bodySchema: SchemaOnce?
    /// Bytes that the body may have.
    var bodyLimit = 64 << 10
    let answerSchema: SchemaOnce
    /// What the answer is, where it is no JSON: a file to be saved.
    var mediaType = "application/json"
    /// 200, or 201 where something comes into being.
    let status: Int
    /// Whether a change must say, in `If-Match`, what it was read as.
    let needsMatch: Bool
    /// Whether a repetition of a change is known by its `Idempotency-Key`.
    var takesKey = false
    let respond: @Sendable (APICall) async throws -> Response

    static let base = "/api/v1"

    var body: JSONSchema? { bodySchema?.schema }
    var answer: JSONSchema { answerSchema.schema }

    /// Parts of the path that stand in braces.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// As the router writes it: `/api/v1/plan/tasks/:path`.
    var route: String {
        Self.base
            + path.split(separator: "/").map { $0.hasPrefix("{") ? "/:\($0.dropFirst().dropLast())" : "/\($0)" }
            .joined()
    }

    var isRead: Bool { method == .get }

    /// Whether what a query or a command asks for is what the table says.
    func declares(_ asked: Permission) -> Bool { asked.isCovered(by: permission.name) }
}

/// One thing that can be read, and changed on the condition that it still is what was read.
struct Resource<Q: Query, Answer: Codable & Sendable>: Sendable {
    let ask: @Sendable (APICall) throws -> Q
    /// The answer; throws `Refusal.notFound` where there is none.
    let answer: @Sendable (Q.Answer, APICall) throws -> Answer

    /// What a reader gets, byte for byte, within the transaction of a change.
    func content(for call: APICall, in reading: Reading) throws -> Content {
        try Content(answer(reading.ask(ask(call)), call))
    }
}
