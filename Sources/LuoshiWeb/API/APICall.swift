import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore
import LuoshiWork

/// One request to an endpoint: its checked parameters, and who asks.
struct APICall: Sendable {
    let site: Site
    let endpoint: Endpoint
    let request: Request
    let context: SiteContext
    /// For a link that this request may make.
    let secret = BearerSecret()
    private let query: [String: String]
    /// Of parameters with many names in one: `filter[level]=region`.
    private let maps: [String: [String: String]]

    /// Refuses parameters that the endpoint does not declare, or that are not as declared.
    init(_ request: Request, _ context: SiteContext, endpoint: Endpoint, site: Site) throws {
        self.site = site
        self.endpoint = endpoint
        self.request = request
        self.context = context
        let declared = Dictionary(endpoint.parameters.map { ($0.name, $0) }) { first, _ in first }
        var query: [String: String] = [:]
        var maps: [String: [String: String]] = [:]
        for (name, value) in request.uri.queryParameters {
            let name = name.removingPercentEncoding ?? String(name)
            let (outer, inner) = Self.parts(name)
            guard let parameter = declared[outer], parameter.isMap == (inner != nil) else {
                throw Refusal.badParameter(String(name.prefix(40)), "没有这个参数")
            }
            let before =
                inner.map { maps[outer, default: [:]].updateValue(String(value), forKey: $0) }
                ?? query.updateValue(String(value), forKey: name)
            guard before == nil else { throw Refusal.badParameter(name, "只能写一次") }
            if case .whole(let range) = parameter.schema {
                guard let number = Int(value), range?.contains(number) ?? true else {
                    throw Refusal.badParameter(name, "应是 \(range?.lowerBound ?? 0) 至 \(range?.upperBound ?? 0) 的整数")
                }
            } else if let fault = parameter.schema.faults(of: .string(String(value))).first {
                throw Refusal.badParameter(name, fault.detail)
            }
        }
        self.query = query
        self.maps = maps
    }

    /// `filter` and `level` of `filter[level]`.
    private static func parts(_ name: String) -> (String, String?) {
        guard name.hasSuffix("]"), let open = name.firstIndex(of: "[") else { return (name, nil) }
        return (String(name[..<open]), String(name[name.index(after: open)...].dropLast()))
    }

    /// A part of the path: `{path}`.
    func path(_ name: String) throws -> String {
        let raw = try context.parameters.require(name)
        guard let text = raw.removingPercentEncoding, !text.unicodeScalars.contains(where: { $0.value < 32 }) else {
            throw Refusal.badParameter(name, "含有不可用的字符")
        }
        return text
    }

    /// A part of the path that is a number; 404 where it is none.
    func number(_ name: String, of what: String) throws -> Int {
        guard let number = Int(try path(name)) else { throw Refusal.notFound(what) }
        return number
    }

    /// What stands behind the question mark under a declared name; nil where it is absent or empty.
    func text(_ name: String) -> String? { query[name].flatMap { $0.isEmpty ? nil : $0 } }

    /// A whole number behind the question mark; its range is checked.
    func number(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

    /// What stands behind the question mark under `name[…]`.
    func map(_ name: String) -> [String: String] { maps[name] ?? [:] }

    /// Asks; a value of the address that does not fit its field is a fault of the address.
    func answer<Q: Query>(_ query: Q) async throws -> Q.Answer {
        do {
            return try await site.ask(query, context)
        } catch let faults as RecordFaults {
            throw Refusal.badParameter(faults.faults.first.map { "filter[\($0.field)]" } ?? "filter", faults.message)
        }
    }

    /// The account that asks, by itself or through its token.
    func account() throws -> String {
        guard let account = context.account else { throw Refusal("sign_in_required", status: 401, "请先登录，或带上令牌。") }
        return account
    }

    /// The name under which this list's cursors are known.
    var list: String { endpoint.path }

    func pageRequest() throws -> PageRequest {
        let cursor = try text("after").map { text in
            guard let cursor = Cursor(text, of: list) else {
                throw Refusal("bad_cursor", status: 400, "参数 after 不是这个列表给出的 next。请从第一页重新读取。")
            }
            return cursor
        }
        return PageRequest(limit: number("limit") ?? 50, after: cursor)
    }

    /// Refuses who may not, before work is done that the command's own check would come too late for.
    func require(_ permission: Permission) async throws {
        let decision = try await site.door.decision(permission, on: .city, for: context.actor)
        guard decision.isAllowed else {
            throw Refusal("forbidden", status: 403, "您没有“\(PermissionTitle.of(permission))”的权限（\(permission)）。")
        }
    }

    /// The key of a repeated request.
    func requestKey() throws -> String? {
        guard let key = request.headers[.idempotencyKey] else { return nil }
        guard (1...200).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) }) else {
            throw Refusal.badParameter("Idempotency-Key", "应为 1 至 200 个可见的 ASCII 字符")
        }
        return key
    }
}
