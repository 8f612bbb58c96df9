package import Database

/// Who gets what is addressed to a post.
package enum Receiver: Sendable, Hashable {
    /// Those who hold this post: the one addressed, or the one it was closed in favour of.
    case holders(post: String)
    /// The post is vacant: the head of its unit, who holds this post.
    case head(post: String)
    /// Neither is held by anybody who can come in (无人接收).
    case nobody

    package var post: String? {
        switch self {
        case .holders(let post), .head(let post): post
        case .nobody: nil
        }
    }
}

/// Finds for a post who answers, and for somebody's posts what reaches them, on a day.
package struct ReceiverStore {
    let session: any Session
    let inForce: InForce

    package init(_ session: any Session, _ inForce: InForce) {
        self.session = session
        self.inForce = inForce
    }

    /// A closed post's work goes to the post it was closed in favour of; a vacant one's to its unit's head.
    /// `person`: who is taken to be gone already.
    package func receiver(of post: String, without person: String? = nil) throws -> Receiver {
        let open = try successor(of: post)
        if try attended([open], without: person).contains(open) { return .holders(post: open) }
        guard let unit = try PostStore(session).post(open)?.unit, let head = try head(of: unit), head != open,
            try attended([head], without: person).contains(head)
        else { return .nobody }
        return .head(post: head)
    }

    /// An account that cannot come in any more is stood in for by its unit's head; nil is the account itself.
    package func standIn(for account: String) throws -> Receiver? {
        let found: String?? = try session.first(
            "SELECT a.unit FROM accounts a WHERE a.id = \(account) AND NOT \(sql: present("a"))"
        ) { try $0["unit"] as String? }
        guard let found else { return nil }
        guard let unit = found, let head = try head(of: unit), try attended([head]).contains(head) else {
            return .nobody
        }
        return .head(post: head)
    }

    /// Everything that reaches the holders of these posts: the posts themselves, those closed in favour of them, and, where
    /// one is a head's, the vacant posts of the unit and its accounts that cannot come in.
    func reach(of posts: Set<String>) throws -> InboxReach {
        guard !posts.isEmpty else { return InboxReach() }
        let own = try withPredecessors(posts)
        let headed: [String] = try session.all(
            "SELECT DISTINCT unit FROM posts WHERE kind = 'head' AND id IN \(list: own.sorted())"
        ) { try $0["unit"] }
        guard !headed.isEmpty else { return InboxReach(posts: own) }
        let vacant: [String] = try session.all(
            """
            SELECT p.id FROM posts p WHERE p.unit IN \(list: headed) AND p.kind <> 'head' AND NOT \(sql: attended("p"))
            AND NOT EXISTS (SELECT 1 FROM post_closings c
                WHERE c.post = p.id AND c.successor IS NOT NULL AND \(sql: inForce.rows(of: "c")))
            """
        ) { try $0["id"] }
        let absent: [String] = try session.all(
            "SELECT a.id FROM accounts a WHERE a.unit IN \(list: headed) AND NOT \(sql: present("a"))"
        ) { try $0["id"] }
        let standsIn = try withPredecessors(Set(vacant)).subtracting(own)
        return InboxReach(posts: own.union(standsIn), accounts: Set(absent), standsIn: standsIn)
    }

    /// Those of the posts that somebody holds who can come in.
    package func attended(_ posts: some Collection<String>, without person: String? = nil) throws -> Set<String> {
        let found: [String] = try session.all(
            "SELECT p.id FROM posts p WHERE p.id IN \(list: Array(posts)) AND \(sql: attended("p", without: person))"
        ) { try $0["id"] }
        return Set(found)
    }

    private func head(of unit: String) throws -> String? {
        let head: String? = try session.first(
            "SELECT id FROM posts WHERE unit = \(unit) AND kind = 'head' ORDER BY id LIMIT 1"
        ) { try $0["id"] }
        return try head.map(successor)
    }

    /// The open post at the end of the chain of closings.
    package func successor(of post: String) throws -> String {
        var at = post
        for _ in 0..<20 {
            let next: String?? = try session.first(
                "SELECT c.successor FROM post_closings c WHERE c.post = \(at) AND \(sql: inForce.rows(of: "c"))"
            ) { try $0["successor"] as String? }
            guard let next, let next else { return at }
            at = next
        }
        return at
    }

    /// The posts with those that were closed in favour of them.
    func withPredecessors(_ posts: Set<String>) throws -> Set<String> {
        var all = posts
        var fresh = posts
        while !fresh.isEmpty {
            let before: [String] = try session.all(
                """
                SELECT c.post FROM post_closings c
                WHERE c.successor IN \(list: fresh.sorted()) AND \(sql: inForce.rows(of: "c"))
                """
            ) { try $0["post"] }
            fresh = Set(before).subtracting(all)
            all.formUnion(fresh)
        }
        return all
    }

    /// The condition that somebody who can come in holds the open post of this alias.
    private func attended(_ alias: String, without person: String? = nil) -> SQL {
        let others: SQL = person.map { " AND h.person <> \($0)" } ?? ""
        return """
            (EXISTS (SELECT 1 FROM post_holders h JOIN accounts a ON a.person = h.person
                WHERE h.post = \(raw: alias).id AND \(sql: inForce.rows(of: "h")) AND \(sql: present("a"))\(sql: others))
            AND NOT EXISTS (SELECT 1 FROM post_closings k WHERE k.post = \(raw: alias).id AND \(sql: inForce.rows(of: "k"))))
            """
    }

    /// The condition that the account of this alias can come in; whether it was locked on a past day is not kept.
    private func present(_ alias: String) -> SQL {
        let open: SQL = inForce.isAsKnownThen ? "" : "\(raw: alias).locked = 0 AND "
        return """
            (\(sql: open)NOT EXISTS (SELECT 1 FROM departures d
                WHERE d.person = \(raw: alias).person AND \(sql: inForce.rows(of: "d"))))
            """
    }
}
