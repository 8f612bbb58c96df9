import LuoshiCore

extension Endpoint {
    /// Every endpoint, by room: the order in which the document and the page list them.
    static let rooms: [(title: String, endpoints: [Endpoint])] = [
        ("方案", plan), ("责任分工", issuedDuties + dutySheets), ("口径", rulings), ("审核", reviews), ("单位", units),
        ("岗位", posts),
        ("人员", people), ("待办", inbox), ("台账", registers), ("流程", procedures),
        ("数据", figures), ("数据来函", letters),
        ("授权", mandates), ("权限", rights), ("检索", search), ("留痕", audit + personalTrail), ("方案配置", packages),
        ("账号", accounts), ("企业", firms), ("本人", mine),
    ]

    static let all: [Endpoint] = rooms.flatMap(\.endpoints)

    /// Everything that a token may be limited to: what some endpoint asks for, and what lets an answer say more.
    static let permissions: Set<Permission> = Set(all.map(\.permission)).union([
        "plan.read_opinions", "field.read.*",
    ])
}
