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

extension JSONValue {
    var number: Int? { if case .int(let number) = self { number } else { nil } }
}

extension Program {
    /// Everything that a token may be limited to.
    static let everything = Endpoint.permissions.map(\.name)

    /// Reads what is there, and holds it against the schema of its endpoint.
    func read(_ path: String) async throws -> JSONValue {
        let response = try await get(path)
        let json = try response.json
        guard response.status == .ok else {
            Issue.record("\(path): \(response.status) \(json)")
            return json
        }
        let endpoint = try #require(Endpoint.all.first { $0.isRead && $0.fits(path) }, "\(path)")
        #expect(endpoint.answer.faults(of: json) == [], "\(path)")
        return json
    }

    /// All items of a list that fits on one page.
    func list(_ path: String) async throws -> [JSONValue] {
        try await read(path + (path.contains("?") ? "&" : "?") + "limit=500")["items"]?.list ?? []
    }

    /// Sends a change on the condition that what stands at `read` is still as it is now.
    func change(
        _ method: HTTPRequest.Method, _ path: String, _ body: String? = nil, having read: String
    ) async throws -> TestResponse {
        let tag = try #require(try await get(read).headers[.eTag], "\(read)")
        return try await send(method, path, body, headers: [.ifMatch: tag])
    }
}

extension Endpoint {
    /// Whether a path without its query is one of this endpoint's.
    fileprivate func fits(_ text: String) -> Bool {
        let (own, asked) = (path.split(separator: "/"), text.prefix { $0 != "?" }.split(separator: "/"))
        return own.count == asked.count && zip(own, asked).allSatisfy { $0 == $1 || $0.hasPrefix("{") }
    }

    /// Something that exists in the test's site for each brace, by how the path begins; the first that fits counts.
    private static let examples: [(beginning: String, parts: [String: String])] = [
        ("/plan/clauses/", ["path": "2.6.1.3"]), ("/plan/tasks/", ["path": "3.6"]), ("/plan/targets/", ["id": "T16"]),
        ("/plan/rulings/", ["key": "sei_base_year", "unit": "451000-kjj"]),
        ("/plan/contradictions/", ["key": "talents_more_or_equal"]), ("/plan/versions/", ["old": "1", "new": "1"]),
        ("/units/{id}/duties/", ["id": "451000-kjj", "path": "2.1.1"]),
        ("/units/", ["id": "451082", "hierarchy": "administration"]), ("/unit-groups/", ["key": "counties"]),
        ("/posts/", ["unit": "451082", "part": "receiving", "person": "p-pingguo"]), ("/people/", ["id": "p-leader"]),
        ("/accounts/", ["login": "leader", "permission": "plan.read"]), ("/me/watches/", ["subject": "target:T03"]),
        ("/registers/", ["register": "platforms", "view": "ladder"]),
        ("/procedures/", ["procedure": "platform_certification"]), ("/figures/", ["indicator": "hnte_valid"]),
        ("/figure-editions/", ["period": "2022Q2"]),
        ("/", ["number": "1", "item": "1", "edit": "1"]),
    ]

    /// The path with these examples in its braces.
    var example: String {
        let parts = Self.examples.first { path.hasPrefix($0.beginning) }?.parts ?? [:]
        return path.replacing(/\{([a-z0-9_]+)\}/) { parts[String($0.1)] ?? "nothing" }
    }

    /// A body in which nothing excludes anything else.
    var exampleBody: String? {
        guard let body else { return nil }
        let paper = #"{"from":"2022-08-05","basis":"通知"}"#
        switch path {
        case _ where path.hasPrefix("/registers/") && path.hasSuffix("sheets"):
            return #"{"name":"a.csv","content":"YQ=="}"#
        case "/units/{id}/issued-duties/sheets":
            return #"{"issue":"某办〔2022〕1 号","name":"a.pdf","content":"YQ=="}"#
        case "/registers/{register}/sheets/{sheet}/published-lists":
            return
                #"{"reading":{"mapping":{"sheet":0,"heading_row":1,"columns":{"name":0}}},"letter":{"number":"1","date":"2022-08-01","issuer":"某厅","file":{"name":"a.pdf","content":"YQ=="}}}"#
        case "/letters":
            return
                #"{"unit":"451000-kjj","number":"1","title":"来函","issuer":"某局","dated_on":"2022-08-01","received_on":"2022-08-01","values":[]}"#
        case "/procedures/{procedure}/cases/{case}/steps": return #"{"step":"submit","stay":1}"#
        case "/posts/{unit}/{part}/closing": return "{}"
        case "/inbox-acknowledgements": return #"{"notices":["nothing"]}"#
        case "/inbox/{id}/delegation": return #"{"post":"451082/head"}"#
        case "/reviews/{number}/acceptances": return #"{"confidence":9000}"#
        case "/reviews/{number}/items", "/reviews/{number}/items/{item}":
            let revision = path.hasSuffix("{item}") ? #""revision":0,"# : ""
            return #"{\#(revision)"content":{"actor":{"clause":1,"what":"建平台","unit":"市科技局"}}}"#
        case "/units/{id}/split":
            return #"{"parts":[{"unit":"451000-kjj","subjects":["duty:2.1.1"]}],"paper":\#(paper)}"#
        case "/unit-mergers": return #"{"units":["451081"],"into":"451082","paper":\#(paper)}"#
        case "/unit-event-previews", "/unit-events/{number}/correction":
            let reason = path.hasSuffix("correction") ? #""reason":"写错","# : ""
            return #"{\#(reason)"change":{"rename":{"unit":"451082","name":"平果"}},"paper":\#(paper)}"#
        default:
            let data = try? JSONEncoder.api.encode(body.example)
            return data.map { String(decoding: $0, as: UTF8.self) }
        }
    }
}
