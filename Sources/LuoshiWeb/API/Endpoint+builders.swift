import HTTPTypes
import Hummingbird
import LuoshiCore

extension Endpoint {
    /// `GET` of one thing.
    static func one<Q: Query, Answer: Codable & Sendable>(
        _ path: String, _ summary: String, _ permission: Permission, parameters: [Parameter] = [],
        _ resource: Resource<Q, Answer>
    ) -> Endpoint {
        reading(path, summary, permission, parameters: parameters, resource)
    }

    /// `GET` of a list, a page at a time: `page` ends with `call.page(…)`, or makes the page from a query that was given
    /// `call.pageRequest()`.
    static func list<Q: Query, Item: Codable & Sendable>(
        _ path: String, _ summary: String, _ permission: Permission, parameters: [Parameter] = [],
        ask: @escaping @Sendable (APICall) throws -> Q,
        page: @escaping @Sendable (Q.Answer, APICall) throws -> Page<Item>
    ) -> Endpoint {
        reading(path, summary, permission, parameters: parameters + Parameter.page, Resource(ask: ask, answer: page))
    }

    private static func reading<Q: Query, Answer: Codable & Sendable>(
        _ path: String, _ summary: String, _ permission: Permission, parameters: [Parameter],
        _ resource: Resource<Q, Answer>
    ) -> Endpoint {
        Endpoint(
            method: .get, path: path, summary: summary, permission: permission, door: Q.name,
            parameters: parameters + [.day], bodySchema: nil,
            answerSchema: SchemaOnce(of: Answer.self), status: 200, needsMatch: false
        ) { call in
            let query = try resource.ask(call)
            assert(call.endpoint.declares(query.permission), "\(path): its query asks \(query.permission)")
            return try Content(resource.answer(try await call.answer(query), call)).response(to: call)
        }
    }

    /// `POST` of a question that an address cannot hold: nothing is changed, and the answer has no tag. Where the query asks
    /// for more than `permission`, as its body says, it refuses by itself.
    static func asking<Body: Codable & Sendable, Q: Query, Answer: Codable & Sendable>(
        _ path: String, _ summary: String, _ permission: Permission,
        ask: @escaping @Sendable (Body, APICall) throws -> Q,
        answer: @escaping @Sendable (Q.Answer, APICall) throws -> Answer
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, permission: permission, door: Q.name, parameters: [],
            bodySchema: SchemaOnce(of: Body.self), answerSchema: SchemaOnce(of: Answer.self), status: 200,
            needsMatch: false
        ) { call in
            let query = try ask(try await call.body(Body.self), call)
            if !call.endpoint.declares(query.permission) { try await call.require(permission) }
            return try Content(answer(try await call.site.ask(query, call.context), call)).response(status: 200)
        }
    }

    /// `GET` of a file to be saved; of workbooks the type is told, of others what anybody sent is not.
    static func file<Q: Query>(
        _ path: String, _ summary: String, _ permission: Permission, _ kind: FileKind? = nil,
        parameters: [Parameter] = [], ask: @escaping @Sendable (APICall) throws -> Q,
        file: @escaping @Sendable (Q.Answer, APICall) throws -> AttachmentContent
    ) -> Endpoint {
        Endpoint(
            method: .get, path: path, summary: summary, permission: permission, door: Q.name,
            parameters: parameters + [.day], bodySchema: nil, answerSchema: SchemaOnce { Download.schema },
            mediaType: Download.type(kind),
            status: 200, needsMatch: false
        ) { call in
            let query = try ask(call)
            assert(call.endpoint.declares(query.permission), "\(path): its query asks \(query.permission)")
            return Download(content: try file(try await call.answer(query), call)).response(as: Download.type(kind))
        }
    }

    /// `POST` of a question that an address cannot hold, answered with a workbook.
    static func askingWorkbook<Body: Codable & Sendable, Q: Query>(
        _ path: String, _ summary: String, _ permission: Permission,
        ask: @escaping @Sendable (Body, APICall) throws -> Q,
        file: @escaping @Sendable (Q.Answer, APICall) throws -> AttachmentContent
    ) -> Endpoint {
        Endpoint(
            method: .post, path: path, summary: summary, permission: permission, door: Q.name, parameters: [],
            bodySchema: SchemaOnce(of: Body.self), answerSchema: SchemaOnce { Download.schema },
            mediaType: Download.type(.xlsx),
            status: 200, needsMatch: false
        ) { call in
            let query = try ask(try await call.body(Body.self), call)
            assert(call.endpoint.declares(query.permission), "\(path): its query asks \(query.permission)")
            let answer = try await call.site.ask(query, call.context)
            return Download(content: try file(answer, call)).response(as: Download.type(.xlsx))
        }
    }

    /// A change by one command; its body has at most `limit` bytes. With a condition, the request must name in `If-Match`
    /// what it read. One that answers with a secret keeps no outcome: `takesKey` false.
    static func change<Body: Codable & Sendable, C: Command, Answer: Codable & Sendable>(
        _ method: HTTPRequest.Method, _ path: String, _ summary: String, _ permission: Permission, status: Int = 200,
        limit: Int = 64 << 10, provided condition: Condition? = nil, takesKey: Bool = true,
        command: @escaping @Sendable (Body, APICall) async throws -> C,
        answer: @escaping @Sendable (C.Outcome, APICall) throws -> Answer
    ) -> Endpoint {
        Endpoint(
            method: method, path: path, summary: summary, permission: permission, door: C.name, parameters: [],
            bodySchema: Body.self == NoBody.self ? nil : SchemaOnce(of: Body.self), bodyLimit: limit,
            answerSchema: SchemaOnce(of: Answer.self), status: status, needsMatch: condition != nil,
            takesKey: takesKey
        ) { call in
            let match = try condition.map { _ in try IfMatch(call.request) }
            let command = try await command(try await call.body(Body.self), call)
            assert(call.endpoint.declares(command.permission), "\(path): its command asks \(command.permission)")
            if !takesKey, call.request.headers[.idempotencyKey] != nil {
                throw Refusal.badParameter("Idempotency-Key", "这个接口的回答不保留，重发会再做一次，不能带")
            }
            let outcome = try await call.site.door.perform(
                command, as: call.context.actor, key: try call.requestKey(),
                provided: { reading in
                    guard let match, let condition else { return }
                    guard match.admits(try condition.content(call, reading).tag) else { throw Refusal.matchFailed }
                })
            return try Content(answer(outcome, call)).response(status: status)
        }
    }
}

/// What a change looks at again, within its transaction, before it is made.
struct Condition: Sendable {
    let content: @Sendable (APICall, Reading) throws -> Content

    /// The thing must still be what it was read as.
    static func changed<Q: Query, Answer: Codable & Sendable>(_ resource: Resource<Q, Answer>) -> Condition {
        Condition { call, reading in try resource.content(for: call, in: reading) }
    }
}

/// The body of a change that needs none.
struct NoBody: Codable, Sendable {}
