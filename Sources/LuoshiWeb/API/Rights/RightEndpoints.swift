import HTTPTypes
import LuoshiCore

extension Endpoint {
    /// Who may what, and why; asking about another person is told to them.
    static let rights: [Endpoint] = [
        .list("/rights/roles", "各角色能做什么", "right.read", ask: { _ in RolesInWords() }) { roles, call in
            try call.page(roles, by: \.key, RoleSheetAnswer.init)
        },
        .one(
            "/people/{id}/rights", "一个人能做什么，谁给的", "right.read",
            Resource(ask: { RightsOfPerson(try $0.path("id")) }) { rights, _ in
                PersonRightsAnswer(try rights.found("这个人"))
            }),
        .one(
            "/accounts/{login}/rights/{permission}", "一个账号能不能做一件事，为什么", "right.read",
            parameters: [
                .text("unit", "在哪个单位的事上；不写是全市的事"), .text("state", "在哪种状态下"),
                .choice("use", "查看还是办理，不写是 read", RightUse.self),
            ],
            Resource(ask: { call in
                MayThey(
                    try call.path("login"), may: Permission(try call.path("permission")), on: call.text("unit"),
                    in: call.text("state"), writing: call.text("use") == RightUse.write.rawValue)
            }) { explanation, _ in ExplanationAnswer(try explanation.found("这个账号")) }),
        .one(
            "/me/person", "我是哪个人", "right.read",
            Resource(ask: { _ in MyPerson() }) { person, _ in OwnPersonAnswer(person: person) }),
        .list("/me/disclosures", "谁看过我的信息", "disclosure.read", ask: { _ in WhoSawMe() }) { seen, call in
            try call.page(seen.map(DisclosureAnswer.init), by: \.key) { $0 }
        },
    ]
}

/// Whether something would be looked at or changed.
enum RightUse: String, CaseIterable { case read, write }

/// The person behind the account that asks; absent where there is none.
struct OwnPersonAnswer: Codable, Sendable {
    let person: String?
}

/// Somebody looked at my data: when, who, as what, what for.
struct DisclosureAnswer: Codable, Sendable {
    let instant: DateTime
    let viewer: String
    let viewerUnit: String?
    let what: String
    let footing: String
    let purpose: String?

    /// In the order of time.
    var key: String { [instant.text, viewer, what, footing, purpose ?? ""].joined(separator: " ") }

    init(_ disclosure: Disclosure) {
        instant = DateTime(disclosure.moment.instant)
        viewer = disclosure.viewer
        viewerUnit = disclosure.viewerUnit
        what = disclosure.what
        footing = disclosure.footing
        purpose = disclosure.purpose
    }
}
