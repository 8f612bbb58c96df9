/// A post with who holds it on the day, and who answers where nobody does.
package struct PostLine: Sendable {
    package let post: Post
    package let holders: [Holding]
    package let receiver: Receiver
    /// Roles of the package in force, by their titles.
    package let roleTitles: [String]
    package let openItems: Int

    /// Nobody holds it.
    package var isVacant: Bool { holders.isEmpty }
}

/// A unit's posts.
package struct UnitPosts: Sendable {
    package let unit: Unit
    /// Vacancies first.
    package let posts: [PostLine]
    package let mayCreate: Bool
}

/// The posts of a unit on the day.
package struct PostsOfUnit: Query {
    package static let name = "post.list"
    let unit: String

    package init(_ unit: String) { self.unit = unit }

    package var permission: Permission { "post.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }

    package func answer(in reading: Reading) throws -> UnitPosts? {
        guard let unit = try UnitStore(reading.session).unit(unit, on: reading.inForce) else { return nil }
        let posts = try PostStore(reading.session).posts(of: unit.id, reading.inForce)
        let lines = try PostLines(reading).lines(posts)
        return UnitPosts(
            unit: unit, posts: lines.filter(\.isVacant) + lines.filter { !$0.isVacant },
            mayCreate: reading.allows("post.create", on: .unit(unit.id), writing: true))
    }
}

/// Who holds what, over all units, a page at a time.
package struct PostDirectory: Query {
    package static let name = "post.directory"
    let vacantOnly: Bool
    let after: String?
    let limit: Int

    /// `after`: the last post of the page before.
    package init(vacantOnly: Bool, after: String? = nil, limit: Int = 100) {
        self.vacantOnly = vacantOnly
        self.after = after
        self.limit = limit
    }

    package var permission: Permission { "post.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> PostDirectoryPage {
        let store = PostStore(reading.session)
        let posts = try store.directory(vacantOnly: vacantOnly, after: after ?? "", limit: limit, reading.inForce)
        let units = Dictionary(
            uniqueKeysWithValues: try UnitStore(reading.session).units(on: reading.inForce).map { ($0.id, $0) })
        let lines = try PostLines(reading).lines(Array(posts.prefix(limit)))
        return PostDirectoryPage(
            lines: lines, units: units, vacancies: try store.vacancies(reading.inForce),
            next: posts.count > limit ? posts[limit - 1].id : nil)
    }
}

/// One page of who holds what.
package struct PostDirectoryPage: Sendable {
    package let lines: [PostLine]
    package let units: [String: Unit]
    /// Vacant posts in all units.
    package let vacancies: Int
    package let next: String?
}

/// Fills in for posts who holds them, who answers, and what lies there.
struct PostLines {
    private let reading: Reading

    init(_ reading: Reading) { self.reading = reading }

    func lines(_ posts: [Post]) throws -> [PostLine] {
        let store = PostStore(reading.session)
        let receivers = ReceiverStore(reading.session, reading.inForce)
        let holders = try store.holders(ofAll: posts.map(\.id), reading.inForce)
        let counts = try InboxStore(reading.session).openCounts(at: posts.map(\.id), reading.inForce)
        return try posts.map { post in
            let roles = try store.roles(of: post.id, reading.inForce)
            return PostLine(
                post: post, holders: holders[post.id] ?? [], receiver: try receivers.receiver(of: post.id),
                roleTitles: roles.map { reading.rights.roleTitles[$0] ?? $0 }, openItems: counts[post.id] ?? 0)
        }
    }
}
