import Database

/// Powers end with the footing they were given on.
extension MandateStore {
    /// Delegations of a post that one person gave end on a day.
    func endDelegations(of post: String, grantedBy person: String, on day: Day) throws {
        try session.execute(
            """
            UPDATE mandates SET valid_to = \(day) WHERE post = \(post) AND valid_to > \(day)
            AND EXISTS (SELECT 1 FROM accounts a WHERE a.person = \(person)
                AND mandates.granted_by = a.id)
            """)
    }

    /// All that a person's accounts were given ends on a day. Returns how many there were.
    func endAll(of person: String, on day: Day) throws -> Int {
        try session.execute(
            """
            UPDATE mandates SET valid_to = \(day) WHERE valid_to > \(day)
            AND account IN (SELECT a.id FROM accounts a WHERE a.person = \(person))
            """)
    }

    /// Delegations in force at a post on a day, with the name of who was given them.
    func delegations(of post: String, on day: Day) throws -> [(mandate: Mandate, name: String)] {
        try mandates(
            "m.post = \(post) AND m.ended_at IS NULL AND m.valid_from <= \(day) AND m.valid_to > \(day)"
        ).map { mandate in
            let name: String? = try session.first(
                "SELECT p.name FROM accounts a JOIN people p ON p.id = a.person WHERE a.id = \(mandate.account)"
            ) { try $0["name"] }
            return (mandate, name ?? mandate.account)
        }
    }
}
