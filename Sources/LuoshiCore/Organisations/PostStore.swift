package import Database

/// Tables of posts: their roles, their lines, and who holds them.
package struct PostStore {
    let session: any Session

    package static let holders = DatedTable("post_holders", keys: ["post", "person"], values: ["acting"])
    package static let roles = DatedTable("post_roles", keys: ["post", "role"])
    package static let lines = DatedTable("post_lines", keys: ["post", "line"])

    package init(_ session: any Session) { self.session = session }

    /// Every unit has a head and a post where papers come in.
    func insertStandardPosts(of units: [String]) throws {
        for kind in [PostKind.head, .receiving] {
            try session.executeBatch(units) {
                "INSERT INTO posts (id, unit, kind, title) VALUES (\("\($0)/\(kind.rawValue)"), \($0), \(kind), \(kind.title))"
            }
        }
    }

    func insert(_ post: Post) throws {
        try session.execute(
            "INSERT INTO posts (id, unit, kind, title) VALUES (\(post.id), \(post.unit), \(post.kind), \(post.title))")
    }

    package func post(_ id: String) throws -> Post? {
        try session.first("SELECT * FROM posts WHERE id = \(id)", Self.post)
    }

    package func posts(of unit: String) throws -> [Post] {
        try session.all("SELECT * FROM posts WHERE unit = \(unit) ORDER BY id", Self.post)
    }

    /// Who holds a post, those who only act for somebody last.
    package func holders(of post: String, _ inForce: InForce) throws -> [Holding] {
        try session.all(
            """
            SELECT h.*, p.name FROM post_holders h JOIN people p ON p.id = h.person
            WHERE h.post = \(post) AND \(sql: inForce.rows(of: "h")) ORDER BY h.acting, h.valid_from, h.person
            """, Self.holding)
    }

    /// What a person holds.
    package func holdings(of person: String, _ inForce: InForce) throws -> [Holding] {
        try session.all(
            """
            SELECT h.*, p.name FROM post_holders h JOIN people p ON p.id = h.person
            WHERE h.person = \(person) AND \(sql: inForce.rows(of: "h")) ORDER BY h.acting, h.valid_from, h.post
            """, Self.holding)
    }

    package func roles(of post: String, _ inForce: InForce) throws -> [String] {
        try session.all(
            "SELECT role FROM post_roles WHERE post = \(post) AND \(sql: inForce.rows(of: "post_roles")) ORDER BY role"
        ) { try $0["role"] }
    }

    /// The roles that people have by the posts they hold.
    func rolesByPerson(_ inForce: InForce) throws -> [String: Set<String>] {
        var roles: [String: Set<String>] = [:]
        try session.forEach(
            """
            SELECT h.person, r.role FROM post_holders h JOIN post_roles r ON r.post = h.post
            WHERE \(sql: inForce.rows(of: "h")) AND \(sql: inForce.rows(of: "r"))
            """
        ) { roles[try $0["person"], default: []].insert(try $0["role"]) }
        return roles
    }

    package func lines(of post: String, _ inForce: InForce) throws -> [String] {
        try session.all(
            "SELECT line FROM post_lines WHERE post = \(post) AND \(sql: inForce.rows(of: "post_lines")) ORDER BY line"
        ) { try $0["line"] }
    }

    private static func post(_ row: Row) throws -> Post {
        Post(id: try row["id"], unit: try row["unit"], kind: try row["kind"], title: try row["title"])
    }

    private static func holding(_ row: Row) throws -> Holding {
        Holding(
            post: try row["post"], person: try row["person"], personName: try row["name"], isActing: try row["acting"],
            from: try row["valid_from"], until: try row["valid_to"])
    }
}
