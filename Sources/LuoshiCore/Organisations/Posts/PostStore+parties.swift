import Database

/// Posts by what they carry.
extension PostStore {
    /// Open posts that carry a role; only those that somebody holds, where there are any.
    package func posts(carrying role: String, _ inForce: InForce) throws -> [Post] {
        try heldFirst(
            """
            EXISTS (SELECT 1 FROM post_roles r WHERE r.post = p.id AND r.role = \(role) AND \(sql: inForce.rows(of: "r")))
            """, inForce)
    }

    /// Open posts in charge of a line (条块), as `register:platforms`; only those that somebody holds, where there are any.
    package func posts(inChargeOf line: String, _ inForce: InForce) throws -> [Post] {
        try heldFirst(
            """
            EXISTS (SELECT 1 FROM post_lines l WHERE l.post = p.id AND l.line = \(line) AND \(sql: inForce.rows(of: "l")))
            """, inForce)
    }

    private func heldFirst(_ condition: SQL, _ inForce: InForce) throws -> [Post] {
        let held = try posts("\(sql: condition) AND \(sql: held(inForce))", inForce)
        return held.isEmpty ? try posts(condition, inForce) : held
    }
}
