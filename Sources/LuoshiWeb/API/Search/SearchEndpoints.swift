import LuoshiCore

extension Endpoint {
    /// One search over everything.
    static let search: [Endpoint] = [
        .one(
            "/search", "按词检索，最多 50 条，合适的在前", "search.use", parameters: [.text("q", "一个或几个词，用空格隔开")],
            Resource(ask: { FindAnything($0.text("q") ?? "") }) { items, _ in
                FoundAnswer(items: items.map(SearchItemAnswer.init))
            })
    ]
}

/// What was found, the best first.
struct FoundAnswer: Codable, Sendable {
    let items: [SearchItemAnswer]
}

/// Something that was found; `address` is its page on this site.
struct SearchItemAnswer: Codable, Sendable {
    let id: String
    let kind: String
    let title: String
    let address: String

    init(_ item: SearchItem) {
        id = item.id
        kind = item.kind
        title = item.title
        address = item.address
    }
}
