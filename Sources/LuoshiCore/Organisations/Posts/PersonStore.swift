package import Database

/// People, and from when on they are gone.
package struct PersonStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    package func person(_ id: String) throws -> Person? {
        let name: String? = try session.first("SELECT name FROM people WHERE id = \(id)") { try $0["name"] }
        return try name.map { Person(id: id, name: $0, accounts: try accounts(of: id)) }
    }

    func accounts(of person: String) throws -> [PersonAccount] {
        try session.all("SELECT id, login, unit, locked FROM accounts WHERE person = \(person) ORDER BY id") {
            PersonAccount(id: try $0["id"], login: try $0["login"], unit: try $0["unit"], isLocked: try $0["locked"])
        }
    }

    /// Those who have an account in a unit or hold one of its posts on the day, and have not left, by name.
    func people(of unit: String, _ inForce: InForce) throws -> [Person] {
        let found: [(id: String, name: String)] = try session.all(
            """
            SELECT p.id, p.name FROM people p WHERE (
                EXISTS (SELECT 1 FROM accounts a WHERE a.person = p.id AND a.unit = \(unit))
                OR EXISTS (SELECT 1 FROM post_holders h JOIN posts s ON s.id = h.post
                    WHERE h.person = p.id AND s.unit = \(unit) AND \(sql: inForce.rows(of: "h"))))
            AND NOT EXISTS (SELECT 1 FROM departures d WHERE d.person = p.id AND \(sql: inForce.rows(of: "d")))
            ORDER BY p.name, p.id
            """
        ) { (try $0["id"], try $0["name"]) }
        return try found.map { Person(id: $0.id, name: $0.name, accounts: try accounts(of: $0.id)) }
    }

    /// The departure that is recorded for a person, whether its day has come or not.
    func departure(of person: String, _ inForce: InForce) throws -> Departure? {
        try session.first(
            """
            SELECT d.reason, d.valid_from FROM departures d
            WHERE d.person = \(person) AND \(sql: inForce.known("d")) AND d.valid_to IS NULL
            ORDER BY d.valid_from LIMIT 1
            """
        ) {
            let reason: String = try $0["reason"]
            return Departure(reason: DepartureReason(rawValue: reason) ?? .left, from: try $0["valid_from"])
        }
    }

    func endSessions(of person: String) throws {
        try session.execute(
            "DELETE FROM sessions WHERE account IN (SELECT id FROM accounts WHERE person = \(person))")
    }
}
