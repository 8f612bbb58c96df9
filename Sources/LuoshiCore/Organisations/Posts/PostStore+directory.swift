import Database

/// Posts over all units.
extension PostStore {
    /// Posts after an id, one more than the limit where there are more.
    func directory(vacantOnly: Bool, after: String, limit: Int, _ inForce: InForce) throws -> [Post] {
        let vacant: SQL = vacantOnly ? " AND NOT \(sql: held(inForce))" : ""
        return try Array(posts("p.id > \(after)\(sql: vacant)", inForce).prefix(limit + 1))
    }

    /// How many open posts nobody holds.
    func vacancies(_ inForce: InForce) throws -> Int {
        try posts("NOT \(sql: held(inForce))", inForce).count
    }

    func held(_ inForce: InForce) -> SQL {
        "EXISTS (SELECT 1 FROM post_holders h WHERE h.post = p.id AND \(sql: inForce.rows(of: "h")))"
    }
}
