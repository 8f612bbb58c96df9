import Database
import LuoshiCore

/// The table of duties that were assigned to posts.
struct DutyStore {
    static let posts = DatedTable("duty_posts", keys: ["clause", "unit"], values: ["post"])
    let session: any Session

    /// Assignments of a unit on the day, clause → post.
    func assigned(in unit: String, _ inForce: InForce) throws -> [String: String] {
        try pairs("d.unit = \(unit)", inForce).reduce(into: [:]) { $0[$1.clause] = $1.post }
    }

    /// Duties assigned to a post on the day.
    func duties(of post: String, _ inForce: InForce) throws -> [(clause: String, unit: String)] {
        try pairs("d.post = \(post)", inForce).map { ($0.clause, $0.unit) }
    }

    private func pairs(_ condition: SQL, _ inForce: InForce) throws -> [(clause: String, unit: String, post: String)] {
        try session.all(
            """
            SELECT d.clause, d.unit, d.post FROM duty_posts d
            WHERE \(sql: condition) AND \(sql: inForce.rows(of: "d")) ORDER BY d.clause, d.unit
            """
        ) { (try $0["clause"], try $0["unit"], try $0["post"]) }
    }

    /// All stretches of one duty's assignment as known, latest first.
    func history(_ clause: String, _ unit: String, _ inForce: InForce) throws -> [(
        post: String, from: Day, until: Day?
    )] {
        try session.all(
            """
            SELECT d.post, d.valid_from, d.valid_to FROM duty_posts d
            WHERE d.clause = \(clause) AND d.unit = \(unit) AND \(sql: inForce.known("d")) ORDER BY d.valid_from DESC
            """
        ) { (try $0["post"], try $0["valid_from"], try $0["valid_to"]) }
    }
}
