package import Database
import Foundation

/// The table of powers given for a time.
package struct MandateStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// What is in force for an account on a day.
    func inForce(of account: String, on day: Day) throws -> [Mandate] {
        try session.all(
            """
            SELECT * FROM mandates
            WHERE account = \(account) AND ended_at IS NULL AND valid_from <= \(day) AND valid_to > \(day) ORDER BY id
            """, Self.mandate)
    }

    static func mandate(_ row: Row) throws -> Mandate {
        let ended: Instant? = try row["ended_at"]
        return Mandate(
            id: try row["id"], kind: try row["kind"], account: try row["account"], post: try row["post"],
            unit: try row["unit"], roles: try list(row["roles"]), patterns: try list(row["patterns"]),
            isReadOnly: try row["read_only"], basis: try row["basis"], from: try row["valid_from"],
            until: try row["valid_to"], grantedBy: try row["granted_by"], isEnded: ended != nil)
    }

    private static func list(_ text: String) throws -> [String] {
        try JSONDecoder().decode([String].self, from: Data(text.utf8))
    }
}
