import Database

/// Posts as they stand on a day: opened, renamed, closed; and what people do with them.
extension PostStore {
    /// A unit's posts that are open on the day, the head's first.
    package func posts(of unit: String, _ inForce: InForce) throws -> [Post] {
        try posts("p.unit = \(unit)", inForce).sorted { ($0.kind.rank, $0.id) < ($1.kind.rank, $1.id) }
    }

    /// Posts open on the day that meet a condition on the alias `p`, by id.
    func posts(_ condition: SQL, _ inForce: InForce) throws -> [Post] {
        let opened: SQL = inForce.isAsKnownThen ? " AND (p.opened_on IS NULL OR p.opened_on <= \(inForce.day))" : ""
        return try session.all(
            """
            SELECT p.id, p.unit, p.kind, COALESCE(t.title, p.title) AS title FROM posts p
            LEFT JOIN post_titles t ON t.post = p.id AND \(sql: inForce.rows(of: "t"))
            WHERE \(sql: condition)\(sql: opened) AND NOT EXISTS (
                SELECT 1 FROM post_closings c WHERE c.post = p.id AND \(sql: inForce.rows(of: "c")))
            ORDER BY p.id
            """, Self.post)
    }

    func open(_ post: Post, on day: Day) throws {
        try insert(post)
        try session.execute("UPDATE posts SET opened_on = \(day) WHERE id = \(post.id)")
    }

    /// Closes a post from a day on, in favour of another where there is one; nobody holds it from then on.
    package func close(_ post: String, inFavourOf successor: String?, from: Day, today: Day) throws {
        try Self.closings.put([.text(post)], [successor.sqlValue], from: from, today: today, in: session)
        let holders: [String] = try session.all(
            "SELECT DISTINCT person FROM post_holders WHERE post = \(post) AND known_to IS NULL ORDER BY person"
        ) { try $0["person"] }
        for person in holders {
            try Self.holders.clear([.text(post), .text(person)], from: from, today: today, in: session)
        }
    }

    /// Whether a post is closed on a day, and in favour of which.
    package func closing(of post: String, _ inForce: InForce) throws -> (from: Day, successor: String?)? {
        try session.first(
            """
            SELECT c.valid_from, c.successor FROM post_closings c
            WHERE c.post = \(post) AND \(sql: inForce.known("c")) AND c.valid_from <= \(inForce.day)
            """
        ) { (try $0["valid_from"], try $0["successor"]) }
    }

    /// Everybody who holds, held or will hold a post, as known, latest first.
    func history(of post: String, _ inForce: InForce) throws -> [Holding] {
        try stretches("h.post = \(post)", inForce)
    }

    /// Every post a person holds, held or will hold, as known, latest first.
    func history(ofPerson person: String, _ inForce: InForce) throws -> [Holding] {
        try stretches("h.person = \(person)", inForce)
    }

    private func stretches(_ condition: SQL, _ inForce: InForce) throws -> [Holding] {
        try session.all(
            """
            SELECT h.*, p.name FROM post_holders h JOIN people p ON p.id = h.person
            WHERE \(sql: condition) AND \(sql: inForce.known("h")) ORDER BY h.valid_from DESC, h.person, h.post
            """, Self.holding)
    }

    /// Who holds each of these posts on the day.
    package func holders(ofAll posts: [String], _ inForce: InForce) throws -> [String: [Holding]] {
        let found: [Holding] = try session.all(
            """
            SELECT h.*, p.name FROM post_holders h JOIN people p ON p.id = h.person
            WHERE h.post IN \(list: posts) AND \(sql: inForce.rows(of: "h")) ORDER BY h.acting, h.valid_from, h.person
            """, Self.holding)
        return Dictionary(grouping: found, by: \.post)
    }
}

extension PostKind {
    /// The order in which a unit's posts are listed.
    var rank: Int {
        switch self {
        case .head: 0
        case .receiving: 1
        case .work: 2
        }
    }
}
