import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import LuoshiCore
import Testing

@testable import LuoshiWeb

/// A program that speaks to the API with a token, or without.
struct Program: Sendable {
    let browser: Browser
    var token: Secret?

    func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await send(.get, path, headers: headers)
    }

    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, headers: HTTPFields = [:]
    ) async throws -> TestResponse {
        var headers = headers
        if let token { headers[.authorization] = "Bearer \(token.value)" }
        if let cookie = browser.cookie { headers[.cookie] = cookie }
        if body != nil, headers[.contentType] == nil { headers[.contentType] = "application/json" }
        return try await browser.client.execute(
            uri: "/api/v1" + path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) }
        ) { $0 }
    }
}

extension Browser {
    func program(_ token: Secret?) -> Program { Program(browser: self, token: token) }
}

extension TestResponse {
    var json: JSONValue {
        get throws { try JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView)) }
    }

    /// The code of a problem, if this is one as it should be.
    var problem: String? {
        get throws {
            guard headers[.contentType] == "application/problem+json" else { return nil }
            let problem = try JSONDecoder.api.decode(Problem.self, from: Data(body.readableBytesView))
            guard problem.status == status.code, !problem.detail.isEmpty, problem.instance.hasPrefix("urn:") else {
                return nil
            }
            return problem.code
        }
    }
}

extension JSONValue {
    var text: String? { if case .string(let text) = self { text } else { nil } }
    var list: [JSONValue] { if case .array(let list) = self { list } else { [] } }
}

extension Endpoint {
    /// The path with something that exists in the test's site in each brace.
    var example: String {
        let examples = [
            "/plan/clauses/{path}": "2.6.1.3", "/plan/tasks/{path}": "3.6", "/units/{id}": "451082", "{id}": "T16",
            "{login}": "leader", "{key}": "t12_base_year",
        ]
        var result = path
        for (whole, part) in examples where path.hasPrefix(whole) {
            result = result.replacing(/\{[a-z0-9_]+\}/, with: part)
        }
        return result.replacing(/\{[a-z0-9_]+\}/) { examples[String($0.0)] ?? "nothing" }
    }
}
