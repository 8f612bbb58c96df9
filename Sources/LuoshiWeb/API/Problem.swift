import Foundation
import HTTPTypes
import Hummingbird
import LuoshiCore
import LuoshiWork
import NIOCore

/// What went wrong, for a program (RFC 9457): the stable code, the status and what to do, never anything internal.
struct Problem: Codable, Sendable, Equatable {
    let type: String
    let title: String
    let status: Int
    let detail: String
    let code: String
    /// Names this one request, as the log does.
    let instance: String
    /// Each thing that is wrong with a body, where it is more than one sentence can say.
    let errors: [BodyFault]?

    init(_ error: any PublicError, instance: String) {
        self.type = "/api#\(error.code)"
        self.title = Self.title(error.status)
        self.status = error.status
        self.detail = error.message
        self.code = error.code
        self.instance = "urn:luoshi:request:\(instance)"
        self.errors = (error as? BodyRefusal)?.faults ?? (error as? RecordFaults)?.faults.map(BodyFault.init)
    }

    private static func title(_ status: Int) -> String {
        switch status {
        case 400: "请求有误"
        case 401: "需要凭据"
        case 403: "没有权限"
        case 404: "没有找到"
        case 405: "不支持这种方法"
        case 408: "等待超时"
        case 409: "有冲突"
        case 412: "内容已变化"
        case 413: "内容太大"
        case 415: "内容类型不支持"
        case 422: "内容不符合要求"
        case 428: "缺少条件"
        case 429: "请求太频繁"
        case 503: "暂时不能处理"
        default: "未能完成"
        }
    }

    func response(_ headers: HTTPFields) -> Response {
        let data = (try? JSONEncoder.api.encode(self)) ?? .init()
        var headers = headers
        headers[.contentType] = "application/problem+json"
        return Response(
            status: .init(code: status), headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
}

extension BodyFault {
    /// Where in a body a fault of a record or of a step lies.
    init(_ fault: FieldFault) {
        let place =
            switch fault.part {
            case .field: "/values/\(fault.field)"
            case .form: "/\(fault.field)"
            case .document: "/documents/\(fault.field)"
            }
        self.init(pointer: fault.record.map { "/records/\($0)\(place)" } ?? place, detail: fault.message)
    }
}

/// A refusal with headers of its own: what is allowed, when to come again, how to sign in.
struct HeaderedRefusal: PublicError {
    let refusal: Refusal
    let headers: HTTPFields

    var code: String { refusal.code }
    var status: Int { refusal.status }
    var message: String { refusal.message }
}

/// A body that is not as it should be, with each fault.
struct BodyRefusal: PublicError {
    let faults: [BodyFault]

    var code: String { "bad_body" }
    var status: Int { 422 }
    var message: String {
        "提交的内容有 \(faults.count) 处不符合要求，未做任何改动："
            + faults.prefix(5).map { "\($0.pointer.isEmpty ? "全文" : $0.pointer) \($0.detail)" }.joined(separator: "；")
            + "。"
    }
}

extension Refusal {
    /// 400: a parameter of the address or a header cannot be used as it stands.
    static func badParameter(_ name: String, _ why: String) -> Refusal {
        Refusal("bad_parameter", status: 400, "参数 \(name) 有误：\(why)。")
    }
    static let tokenRequired = Refusal("token_required", status: 401, "改动须用令牌（Authorization: Bearer），请在“我的令牌”页开设。")
    static let tokenInvalid = Refusal("token_invalid", status: 401, "令牌无效：不存在、已到期或已停用。请在“我的令牌”页另开一个。")
    static let matchRequired = Refusal(
        "match_required", status: 428, "改动前请先读取，并把读到的 ETag 放进 If-Match，以免覆盖别人刚做的改动。")
    static let matchFailed = Refusal("match_failed", status: 412, "读取之后内容已有变化，未做任何改动。请重新读取后再改。")
}
