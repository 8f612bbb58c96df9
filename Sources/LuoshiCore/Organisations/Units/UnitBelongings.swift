package import Database

/// What hangs on a unit besides its matters: posts with the people in them, accounts, powers given for a time.
package struct UnitBelongings: Sendable {
    package let unit: String
    package let posts: [(post: Post, holders: [Holding])]
    package let accounts: Int
    package let mandates: Int

    package init(of unit: String, on day: Day, in session: any Session) throws {
        let store = PostStore(session)
        let inForce = InForce(day)
        self.unit = unit
        self.posts = try store.posts(of: unit).map { ($0, try store.holders(of: $0.id, inForce)) }
        self.accounts =
            try session.first("SELECT COUNT(*) AS n FROM accounts WHERE unit = \(unit) AND locked = 0") { try $0["n"] }
            ?? 0
        self.mandates =
            try session.first(
                """
                SELECT COUNT(*) AS n FROM mandates m LEFT JOIN posts p ON p.id = m.post
                WHERE (p.unit = \(unit) OR EXISTS (SELECT 1 FROM mandate_units u WHERE u.mandate = m.id AND u.unit = \(unit))) AND m.ended_at IS NULL AND m.valid_to > \(day)
                """
            ) { try $0["n"] } ?? 0
    }
}
