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

    static let titles = DatedTable("post_titles", keys: ["post"], values: ["title"])
    static let closings = DatedTable("post_closings", keys: ["post"], values: ["successor"])
    static let departures = DatedTable("departures", keys: ["person"], values: ["reason"])

    /// A post as it is called on a day; its first title until it is renamed.
    package func post(_ id: String, _ inForce: InForce) throws -> Post? {
        try session.first(
            """
            SELECT p.id, p.unit, p.kind, COALESCE(t.title, p.title) AS title FROM posts p
            LEFT JOIN post_titles t ON t.post = p.id AND \(sql: inForce.rows(of: "t")) WHERE p.id = \(id)
            """, Self.post)
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

    /// Whether the person behind an account that is not locked holds a post.
    func isHeld(_ post: String, by account: String, _ inForce: InForce) throws -> Bool {
        try session.first(
            """
            SELECT 1 AS one FROM accounts a JOIN post_holders h ON h.person = a.person
            WHERE a.id = \(account) AND a.locked = 0 AND h.post = \(post) AND \(sql: inForce.rows(of: "h"))
            """
        ) { _ in true } ?? false
    }

    /// An account that is not locked, by its login.
    func account(_ login: String) throws -> String? {
        try session.first("SELECT id FROM accounts WHERE login = \(login) AND locked = 0") { try $0["id"] }
    }

    /// An account that is not locked and the units of the posts its person holds; nil for one that works nowhere.
    func working(_ login: String, _ inForce: InForce) throws -> (account: String, units: Set<String>)? {
        var found: (account: String, units: Set<String>)?
        try session.forEach(
            """
            SELECT a.id, o.unit FROM accounts a JOIN post_holders h ON h.person = a.person JOIN posts o ON o.id = h.post
            WHERE a.login = \(login) AND a.locked = 0 AND \(sql: inForce.rows(of: "h"))
            """
        ) { found = (try $0["id"], (found?.units ?? []).union([try $0["unit"]])) }
        return found
    }

    /// What a page shows of an account and its person.
    struct AccountSheet {
        let account: String
        let person: String
        let name: String
        let login: String
        let unit: String?
        let isLocked: Bool
    }

    /// Nil for somebody without an account.
    func account(ofPerson person: String) throws -> AccountSheet? { try account("a.person = \(person)") }

    func account(ofLogin login: String) throws -> AccountSheet? { try account("a.login = \(login)") }

    private func account(_ condition: SQL) throws -> AccountSheet? {
        try session.first(
            """
            SELECT a.id, a.person, p.name, a.login, a.unit, a.locked FROM accounts a JOIN people p ON p.id = a.person
            WHERE \(sql: condition) ORDER BY a.created_at, a.id LIMIT 1
            """
        ) {
            AccountSheet(
                account: try $0["id"], person: try $0["person"], name: try $0["name"], login: try $0["login"],
                unit: try $0["unit"], isLocked: try $0["locked"])
        }
    }

    /// How an account is shown: the person's name, and the login.
    func nameAndLogin(of account: String) throws -> (name: String, login: String)? {
        try session.first(
            "SELECT p.name, a.login FROM accounts a JOIN people p ON p.id = a.person WHERE a.id = \(account)"
        ) { (try $0["name"], try $0["login"]) }
    }

    /// Units with a post that carries a role and that somebody holds.
    func units(withHolderOf role: String, _ inForce: InForce) throws -> [String] {
        try session.all(
            """
            SELECT DISTINCT o.unit FROM post_roles r JOIN posts o ON o.id = r.post JOIN post_holders h ON h.post = r.post
            WHERE r.role = \(role) AND \(sql: inForce.rows(of: "r")) AND \(sql: inForce.rows(of: "h")) ORDER BY o.unit
            """
        ) { try $0["unit"] }
    }

    /// Posts that carry one of the roles and that somebody holds.
    func held(withRoles roles: [String], _ inForce: InForce) throws -> [String] {
        try session.all(
            """
            SELECT DISTINCT r.post FROM post_roles r JOIN post_holders h ON h.post = r.post
            WHERE r.role IN \(list: roles) AND \(sql: inForce.rows(of: "r")) AND \(sql: inForce.rows(of: "h"))
            ORDER BY r.post
            """
        ) { try $0["post"] }
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

    static func post(_ row: Row) throws -> Post {
        Post(id: try row["id"], unit: try row["unit"], kind: try row["kind"], title: try row["title"])
    }

    static func holding(_ row: Row) throws -> Holding {
        Holding(
            post: try row["post"], person: try row["person"], personName: try row["name"], isActing: try row["acting"],
            from: try row["valid_from"], until: try row["valid_to"])
    }
}
