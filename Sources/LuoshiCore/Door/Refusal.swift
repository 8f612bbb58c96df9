/// An error that may be shown: a stable code, an HTTP status, and a sentence in the reader's language that says what to do.
package protocol PublicError: Error, Sendable {
    var code: String { get }
    var status: Int { get }
    var message: String { get }
}

/// The Door, or a command behind it, says no.
package struct Refusal: PublicError, Equatable {
    package let code: String
    package let status: Int
    package let message: String

    package init(_ code: String, status: Int = 422, _ message: String) {
        self.code = code
        self.status = status
        self.message = message
    }

    package static func forbidden(_ decision: Decision, standing: Standing) -> Refusal {
        switch standing.actor {
        case .anonymous: signInRequired
        default: Refusal("forbidden", status: 403, "您没有权限做这件事：\(decision.reason)。如确有需要，请联系系统管理员。")
        }
    }

    package static func notFound(_ what: String) -> Refusal {
        Refusal("not_found", status: 404, "没有找到\(what)，可能已被移走或地址有误。")
    }

    static let signInRequired = Refusal("sign_in_required", status: 401, "请先登录。")
    static let keyReused = Refusal(
        "idempotency_key_reused", "同一个请求编号已用于内容不同的请求。请换一个请求编号再提交。")
    static let busy = Refusal("busy", status: 503, "刚才有人同时改了同一处，未能完成。您填的内容没有丢失，请再提交一次。")
    static let databaseAway = Refusal("database_away", status: 503, "数据库暂时连不上，未做任何改动。请先保留填好的内容，过一会儿再提交一次。")
    static let databaseSlow = Refusal("database_slow", status: 503, "系统正忙，这次操作等了太久，已经撤回，未做任何改动。请过一会儿再提交一次。")
    static let outcomeUnknown = Refusal(
        "outcome_unknown", status: 503, "保存时数据库连接中断，不能确定这次操作是否已生效。请先查看结果；没有生效时再提交一次。")
    static let dayToCome = Refusal("day_to_come", status: 400, "查看日期不能晚于今天。请另选一天。")
    static let eventsTooDeep = Refusal("events_too_deep", status: 500, "这一操作引起的连锁处理超过四层，已全部撤回。请联系系统管理员。")
}
