import Database

/// How many browsers are signed in, for whoever watches over the system.
package struct CountSessions: Query {
    package static let name = "system.sessions"

    package init() {}

    package var permission: Permission { "system.metrics" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> Int {
        try reading.session.first(
            "SELECT COUNT(*) AS n FROM sessions WHERE expires_at > \(reading.moment.instant)"
        ) { try $0["n"] } ?? 0
    }
}
