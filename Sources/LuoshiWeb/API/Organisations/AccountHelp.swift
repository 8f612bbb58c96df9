import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Where an account is signed in, and help for an owner who cannot come in.
    static let accountHelp: [Endpoint] = [
        .list(
            "/accounts/{login}/sessions", "一个账号在哪里登录着", "account.read",
            ask: { AccountByLogin(try $0.path("login")) }
        ) { detail, call in try call.page(detail.found("这个账号").sessions, by: \.id, SessionAnswer.init) },
        .change(
            .delete, "/accounts/{login}/sessions", "结束一个账号的全部登录", "account.end_sessions",
            command: { (_: NoBody, call) in EndAllSessions(login: try call.path("login")) },
            answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .delete, "/accounts/{login}/pause", "解除输错密码后的暂停", "account.lift_pause",
            command: { (_: NoBody, call) in LiftPause(login: try call.path("login")) },
            answer: { done, _ in DoneAnswer(done: done) }),
        .link(
            "/accounts/{login}/reset-links", "开出重设密码的链接，只显示这一次", "account.reset", page: "/reset",
            command: { (_: NoBody, call, token) in IssueResetLink(login: try call.path("login"), token: token) }),
        .link(
            "/units/{id}/invitations", "邀请一人开设账号，链接只显示这一次", "account.invite", page: "/invitation",
            command: { (body: InvitationBody, call, token) in
                InviteAccount(
                    name: body.name.text, unit: try call.path("id"), post: body.post?.text,
                    roles: body.roles.map(\.text), employeeNumber: body.employeeNumber?.text, token: token)
            }),
        .change(
            .delete, "/links/{id}", "收回还没用过的链接", "account.invite",
            command: { (_: NoBody, call) in WithdrawLink(id: try call.path("id")) },
            answer: { done, _ in DoneAnswer(done: done) }),
    ]

    /// A one-time link, whose secret is in the answer alone.
    private static func link<Body: Codable & Sendable, C: Command>(
        _ path: String, _ summary: String, _ permission: Permission, page: String,
        command: @escaping @Sendable (Body, APICall, BearerSecret) throws -> C
    ) -> Endpoint where C.Outcome == String {
        .change(
            .post, path, summary, permission, status: 201, takesKey: false,
            command: { (body: Body, call) in try command(body, call, call.secret) },
            answer: { id, call in
                IssuedLinkAnswer(
                    id: id, address: call.site.address(of: "\(page)/\(call.secret.text)", call.request))
            })
    }
}

/// Who is invited: to a post that the unit has, or to one made for them, with these roles.
struct InvitationBody: Codable, Sendable {
    let name: NameText
    let post: KeyText?
    let roles: [KeyText]
    let employeeNumber: KeyText?
}

/// A link for the person it is for; whoever bears it can use it once.
struct IssuedLinkAnswer: Codable, Sendable {
    let id: String
    let address: String
}

/// One sign-in that is still open.
struct SessionAnswer: Codable, Sendable {
    let id: String
    let startedAt: DateTime
    let lastSeen: Day
    let browser: String?
    let address: String?

    init(_ session: SessionLine) {
        id = session.id
        startedAt = DateTime(session.startedAt)
        lastSeen = session.lastSeen
        browser = session.browser
        address = session.address
    }
}
