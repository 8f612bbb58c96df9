import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// What the people of a unit who look after its accounts see.
    static let unitAccounts: [Endpoint] = [
        .list("/units/{id}/accounts", "一个单位的账号", "account.invite", ask: { UnitAccounts(unit: try $0.path("id")) }) {
            unit, call in try call.page(unit.accounts, by: \.login, AccountAnswer.init)
        },
        .list("/units/{id}/links", "一个单位还没用过的链接", "account.invite", ask: { UnitAccounts(unit: try $0.path("id")) }) {
            unit, call in try call.page(unit.links, by: \.id, AccountLinkAnswer.init)
        },
        .list(
            "/units/{id}/grantable-roles", "邀请时能给的角色", "account.invite",
            ask: { UnitAccounts(unit: try $0.path("id")) }
        ) { unit, call in
            try call.page(unit.roles.map { RoleAnswer(key: $0, title: unit.titles[$0] ?? $0) }, by: \.key) { $0 }
        },
    ]

    /// Firms that ask to join, for their county or their own people.
    static let applications: [Endpoint] = [
        .list(
            "/units/{id}/applications", "等一个单位审核的加入申请", "application.decide",
            ask: { PendingApplications(unit: try $0.path("id")) }
        ) { applications, call in
            try call.page(applications, by: { "\($0.appliedOn) \($0.id)" }, ApplicationAnswer.init)
        },
        .change(
            .post, "/applications/{id}/confirmation", "同意加入，开设账号", "application.decide",
            command: { (_: NoBody, call) in ConfirmApplication(id: try call.path("id")) },
            answer: { login, _ in LoginAnswer(login: login) }),
        .change(
            .post, "/applications/{id}/refusal", "不同意加入；申请人会看到原因", "application.decide",
            command: { (body: EndingBody, call) in
                RefuseApplication(id: try call.path("id"), reason: body.reason.text)
            }, answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

/// A link that nobody has used yet; never its secret.
struct AccountLinkAnswer: Codable, Sendable {
    enum Purpose: String, Codable, Sendable, CaseIterable { case invitation, reset }

    let id: String
    let purpose: Purpose
    let person: String
    let post: String?
    let roles: [String]
    let issuedAt: DateTime
    let expiresAt: DateTime

    init(_ link: AccountLink) {
        id = link.id
        purpose =
            switch link.purpose {
            case .invitation: .invitation
            case .reset: .reset
            }
        person = link.personName
        post = link.post
        roles = link.roles
        issuedAt = DateTime(link.issuedAt)
        expiresAt = DateTime(link.expiresAt)
    }
}

/// A firm that asks to join, with the person to talk to.
struct ApplicationAnswer: Codable, Sendable {
    let id: String
    let creditCode: String
    let name: String
    let county: String
    let contact: String?
    let phone: String?
    let login: String
    let appliedOn: Day

    init(_ application: JoinApplication) {
        id = application.id
        creditCode = application.creditCode
        name = application.name
        county = application.county
        contact = application.contact
        phone = application.phone
        login = application.login
        appliedOn = application.appliedOn
    }
}

/// The login that was opened; another than was wished for where that was taken.
struct LoginAnswer: Codable, Sendable {
    let login: String
}
