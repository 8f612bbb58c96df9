extension Endpoint {
    /// Every endpoint, by room: the order in which the document and the page list them.
    static let rooms: [(title: String, endpoints: [Endpoint])] = [
        ("方案", plan), ("单位", units), ("检索", search), ("留痕", audit), ("方案配置", packages), ("账号", accounts),
        ("本人", mine),
    ]

    static let all: [Endpoint] = rooms.flatMap(\.endpoints)
}
