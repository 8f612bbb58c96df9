import Foundation
import HTTPTypes
import LuoshiCore

/// The OpenAPI 3.1 document, made from the table of endpoints.
enum OpenAPI {
    /// Made once: the table does not change while the program runs.
    static let document: [UInt8] = {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted]
        return [UInt8]((try? encoder.encode(describe(Endpoint.rooms))) ?? Data())
    }()

    static func describe(_ rooms: [(title: String, endpoints: [Endpoint])]) -> JSONValue {
        var schemas: [String: JSONValue] = [:]
        var paths: [String: [String: JSONValue]] = [:]
        for room in rooms {
            for endpoint in room.endpoints {
                paths[endpoint.path, default: [:]][endpoint.method.rawValue.lowercased()] =
                    operation(endpoint, room.title, &schemas)
            }
        }
        _ = SchemaRecorder.schema(of: Problem.self).document(&schemas)
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "落实 数据接口", "version": "1",
                "description": "日期写成 2022-08-05，时刻写成 RFC 3339（+08:00），小数写成字符串。以后可能增加属性和地址，不会改变已有的。",
            ],
            "servers": [["url": .string(Endpoint.base)]],
            "tags": .array(rooms.map { ["name": .string($0.title)] }),
            "paths": .object(paths.mapValues(JSONValue.object)),
            "components": [
                "schemas": .object(schemas), "responses": .object(problems), "headers": headers,
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer", "description": "在“我的令牌”页开设，以 luoshi_ 开头"],
                    "session": [
                        "type": "apiKey", "in": "cookie", "name": .string(SessionCookie.session(isSecure: true).name),
                    ],
                ],
            ],
        ]
    }

    private static func operation(
        _ endpoint: Endpoint, _ room: String, _ schemas: inout [String: JSONValue]
    ) -> JSONValue {
        var operation: [String: JSONValue] = [
            "tags": [.string(room)], "summary": .string(endpoint.summary),
            "operationId": .string(endpoint.operation), "x-permission": .string(endpoint.permission.name),
            "parameters": .array(parameters(endpoint, &schemas)), "responses": .object(responses(endpoint, &schemas)),
            "security": endpoint.isRead ? [["token": []], ["session": []]] : [["token": []]],
        ]
        if let body = endpoint.body {
            let schema = body.document(&schemas, isClosed: true)
            operation["requestBody"] = ["required": true, "content": ["application/json": ["schema": schema]]]
        }
        return .object(operation)
    }

    private static func parameters(_ endpoint: Endpoint, _ schemas: inout [String: JSONValue]) -> [JSONValue] {
        var result: [JSONValue] = endpoint.pathParameters.map {
            ["name": .string($0), "in": "path", "required": true, "schema": ["type": "string", "minLength": 1]]
        }
        for parameter in endpoint.parameters {
            let schema = parameter.isMap ? JSONSchema.map(parameter.schema) : parameter.schema
            var entry: [String: JSONValue] = [
                "name": .string(parameter.name), "in": "query", "description": .string(parameter.summary),
                "schema": schema.document(&schemas),
            ]
            if parameter.isMap { entry.merge(["style": "deepObject", "explode": true]) { $1 } }
            result.append(.object(entry))
        }
        var headers: [(name: String, summary: String, isRequired: Bool)] = []
        if endpoint.isRead, endpoint.mediaType == "application/json" {
            headers.append(("If-None-Match", "上次读到的 ETag；没有变化时回答 304", false))
        } else if endpoint.takesKey {
            headers.append(("Idempotency-Key", "同一请求重发时保持不变，不会做两次", false))
        }
        if endpoint.needsMatch { headers.append(("If-Match", "读到的 ETag；其后有变化时回答 412", true)) }
        for header in headers {
            result.append([
                "name": .string(header.name), "in": "header", "description": .string(header.summary),
                "required": .bool(header.isRequired), "schema": ["type": "string"],
            ])
        }
        return result
    }

    private static func responses(
        _ endpoint: Endpoint, _ schemas: inout [String: JSONValue]
    ) -> [String: JSONValue] {
        var success: [String: JSONValue] = [
            "description": .string(endpoint.summary),
            "content": [endpoint.mediaType: ["schema": endpoint.answer.document(&schemas)]],
        ]
        var result: [String: JSONValue] = [:]
        if endpoint.isRead, endpoint.mediaType == "application/json" {
            var headers: [String: JSONValue] = ["ETag": ["$ref": "#/components/headers/ETag"]]
            if endpoint.parameters.contains(where: { $0.name == "after" }) {
                headers["Link"] = ["$ref": "#/components/headers/Link"]
            }
            success["headers"] = .object(headers)
            result["304"] = ["description": "没有变化"]
        }
        result[String(endpoint.status)] = .object(success)
        for status in endpoint.problems { result[status] = ["$ref": "#/components/responses/\(name(status))"] }
        return result
    }

    private static let headers: JSONValue = [
        "ETag": ["description": "内容的标记：If-None-Match、If-Match 用它", "schema": ["type": "string"]],
        "Link": ["description": "下一页：rel=\"next\"", "schema": ["type": "string"]],
    ]

    private static func name(_ status: String) -> String { "Problem\(status)" }

    private static let problems: [String: JSONValue] = {
        let sentences = [
            "400": "参数、标头或 JSON 有误", "401": "没有凭据，或令牌无效", "403": "没有权限", "404": "没有找到", "408": "没有及时传完",
            "409": "与已有的冲突", "412": "读取之后有变化", "413": "内容太大", "415": "内容类型不是 application/json",
            "422": "内容不符合要求", "428": "缺少 If-Match", "429": "请求太频繁，Retry-After 后再试", "500": "系统出了问题",
            "503": "正忙，请再试",
        ]
        return Dictionary(
            uniqueKeysWithValues: sentences.map { status, sentence -> (String, JSONValue) in
                (
                    name(status),
                    [
                        "description": .string(sentence),
                        "content": ["application/problem+json": ["schema": ["$ref": "#/components/schemas/Problem"]]],
                    ]
                )
            })
    }()
}

extension Endpoint {
    /// A name for generated clients: `getPlanTasksPath`.
    var operation: String {
        let words = path.split { !($0.isLetter || $0.isNumber) }.map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return method.rawValue.lowercased() + words.joined()
    }

    /// The problems it may answer with.
    fileprivate var problems: [String] {
        var statuses = ["400", "401", "403", "404", "429", "500", "503"]
        // A question that an address cannot hold may be as wrong as a change.
        if !isRead { statuses += ["409", "422"] }
        if body != nil { statuses += ["408", "413", "415"] }
        if needsMatch { statuses += ["412", "428"] }
        return statuses.sorted()
    }
}
