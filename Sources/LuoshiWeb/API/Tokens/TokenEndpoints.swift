import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Who asks, and their tokens.
    static let mine: [Endpoint] = [
        .one(
            "/me/account", "我的账号、身份和代理", "me.read",
            Resource(ask: { ReadMyAccount(account: try $0.account()) }) { mine, _ in MyAccountAnswer(mine) }),
        .list("/me/sessions", "我在哪里登录着", "me.read", ask: { ReadMyAccount(account: try $0.account()) }) { mine, call in
            try call.page(mine.sessions, by: \.id, SessionAnswer.init)
        },
        .change(
            .delete, "/me/sessions/{id}", "结束我的一次登录", "me.sessions",
            command: { (_: NoBody, call) in
                EndOwnSessions(account: try call.account(), id: try call.path("id"), current: "")
            }, answer: { done, _ in DoneAnswer(done: done) }),
        .change(
            .delete, "/me/sessions", "结束我的全部登录", "me.sessions",
            command: { (_: NoBody, call) in EndOwnSessions(account: try call.account(), id: nil, current: "") },
            answer: { done, _ in DoneAnswer(done: done) }),
        .one(
            "/me", "我是谁，能做什么", "session.start",
            Resource(ask: { call in
                WhoAmI(account: try call.account(), permissions: Array(Endpoint.permissions))
            }) { viewer, call in MeAnswer(viewer, token: call.context.token) }),
        .list("/me/tokens", "我的令牌", "token.read", ask: { MyTokens(account: try $0.account()) }) { tokens, call in
            let now = call.site.door.clock.moment().instant
            return try call.page(tokens, by: \.id) { TokenAnswer($0, at: now) }
        },
        .change(
            .delete, "/me/tokens/{id}", "停用令牌", "token.end",
            command: { (_: NoBody, call) in EndToken(account: try call.account(), id: try call.path("id")) },
            answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

/// Who asks: of the permissions of the API, `permissions` are held for the whole city, `granted` as far as some rule goes.
struct MeAnswer: Codable, Sendable {
    let login: String
    let name: String
    let unit: UnitSummary?
    let roles: [String]
    let permissions: [String]
    let granted: [String]
    let token: String?

    init(_ viewer: Viewer, token: Token?) {
        login = viewer.login
        name = viewer.name
        unit = viewer.unit.map(UnitSummary.init)
        roles = viewer.roleTitles
        permissions = viewer.allowed.map(\.name).sorted()
        granted = viewer.granted.map(\.name).sorted()
        self.token = token?.id
    }
}

/// A token; never the token itself, which was shown once.
struct TokenAnswer: Codable, Sendable {
    let id: String
    let title: String
    let patterns: [String]
    let createdAt: DateTime
    let expiresAt: DateTime
    let lastUsedOn: Day?
    let endedAt: DateTime?
    let isValid: Bool

    init(_ token: Token, at now: Instant) {
        id = token.id
        title = token.title
        patterns = token.patterns
        createdAt = DateTime(token.createdAt)
        expiresAt = DateTime(token.expiresAt)
        lastUsedOn = token.lastUsedOn
        endedAt = token.endedAt.map(DateTime.init)
        isValid = token.isValid(at: now)
    }
}
