import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Powers given for a time, and who may see whose data on them.
    static let mandates: [Endpoint] = [
        .list("/mandates", "全部授权", "mandate.read", ask: { _ in AllMandates() }) { sheets, call in
            try call.page(sheets, by: \.key, MandateAnswer.init)
        },
        .one(
            "/mandates/{id}", "一份授权", "mandate.read",
            Resource(ask: { MandateByID(try $0.path("id")) }) { sheet, _ in MandateAnswer(try sheet.found("这份授权")) }),
        .list("/me/mandates/given", "我给出的授权", "mandate.read", ask: { _ in MyMandates() }) { mine, call in
            try call.page(mine.given, by: \.key, MandateAnswer.init)
        },
        .list("/me/mandates/received", "我得到的授权", "mandate.read", ask: { _ in MyMandates() }) { mine, call in
            try call.page(mine.received, by: \.key, MandateAnswer.init)
        },
        .list("/me/posts", "我担任的岗位，和各能授权哪些权限", "mandate.read", ask: { _ in MyPosts() }) { posts, call in
            try call.page(posts, by: \.id, DelegablePostAnswer.init)
        },
        .change(
            .post, "/me/mandates", "授权一人代办我的岗位", "mandate.delegate", status: 201,
            command: { (body: DelegateBody, _) in
                Delegate(
                    post: body.post.text, to: body.login.text, permissions: body.permissions?.map(\.text) ?? [],
                    from: body.from, until: body.lastDay, reason: body.reason.text)
            }, answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .post, "/mandates", "准许审计、评估人员限时查阅", "mandate.grant_access", status: 201,
            command: { (body: AccessBody, _) in
                GrantAccess(
                    to: body.login.text, role: body.role.text, units: body.units?.map(\.text) ?? [],
                    basis: body.basis.text, number: body.number.text, from: body.from, until: body.lastDay)
            }, answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .post, "/mandates/{id}/ending", "提前终止授权", "mandate.end",
            command: { (body: EndingBody, call) in EndMandate(try call.path("id"), reason: body.reason.text) },
            answer: { done, _ in DoneAnswer(done: done) }),
    ]
}

extension MandateSheet {
    /// The earlier given first; it never changes.
    fileprivate var key: String { "\(mandate.grantedOn.map(\.description) ?? "") \(mandate.id)" }
}

/// Somebody is to act in a post of mine: in these permissions, or in all where absent; from today where `from` is absent.
struct DelegateBody: Codable, Sendable {
    let post: KeyText
    let login: KeyText
    let permissions: [KeyText]?
    let from: Day?
    let lastDay: Day
    let reason: LineText
}

/// Somebody may read on a paper: in these units and beneath them, or in the whole city where absent.
struct AccessBody: Codable, Sendable {
    let login: KeyText
    let role: KeyText
    let units: [KeyText]?
    let basis: LineText
    let number: LineText
    let from: Day
    let lastDay: Day
}

/// Why something ends.
struct EndingBody: Codable, Sendable {
    let reason: LineText
}

/// A power given for a time.
struct MandateAnswer: Codable, Sendable {
    enum State: String, Codable, Sendable, CaseIterable {
        case coming, expired, ended, lapsed
        case inForce = "in_force"
        case endingSoon = "ending_soon"

        fileprivate init(_ state: MandateSheet.State) {
            self =
                switch state {
                case .coming: .coming
                case .inForce: .inForce
                case .endingSoon: .endingSoon
                case .expired: .expired
                case .ended: .ended
                case .lapsed: .lapsed
                }
        }
    }

    let id: String
    let kind: MandateKind
    let state: State
    let holder: String
    let holderLogin: String
    let giver: String
    let post: String?
    let postTitle: String?
    let units: [String]
    let isWholeCity: Bool
    let roles: [String]
    /// Those it is limited to; empty is all that its roles grant.
    let permissions: [String]
    let isReadOnly: Bool
    let basis: String
    let number: String?
    let from: Day
    let lastDay: Day
    let grantedOn: Day?
    let endedOn: Day?
    let endReason: String?

    init(_ sheet: MandateSheet) {
        let mandate = sheet.mandate
        id = mandate.id
        kind = mandate.kind
        state = State(sheet.state)
        holder = sheet.holder
        holderLogin = sheet.holderLogin
        giver = sheet.giver
        post = mandate.post
        postTitle = sheet.postTitle
        units = mandate.units
        isWholeCity = sheet.isWholeCity
        roles = mandate.roles
        permissions = mandate.patterns
        isReadOnly = mandate.isReadOnly
        basis = mandate.basis
        number = mandate.number
        from = mandate.from
        lastDay = mandate.until.adding(days: -1)
        grantedOn = mandate.grantedOn
        endedOn = mandate.endedOn
        endReason = mandate.endReason
    }
}

/// A post of mine, and what may be done in it.
struct DelegablePostAnswer: Codable, Sendable {
    let id: String
    let title: String
    let permissions: [String]

    init(_ post: DelegablePost) {
        id = post.id
        title = post.title
        permissions = post.permissions.map(\.name)
    }
}
