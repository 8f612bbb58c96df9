import Database

/// Where a firm's wish to join stands.
package enum ApplicationState: String, Sendable, Codable, SQLConvertible {
    case pending, confirmed, refused

    package var title: String {
        switch self {
        case .pending: "待确认"
        case .confirmed: "已确认"
        case .refused: "未通过"
        }
    }
}

/// A firm asks to join: by its credit code, in a county, with one person to talk to.
package struct JoinApplication: Sendable, Equatable {
    package let id: String
    package let creditCode: String
    package let name: String
    package let county: String
    /// Kept until the decision.
    package let contact: String?
    package let phone: String?
    package let login: String
    package let state: ApplicationState
    package let reason: String?
    package let appliedOn: Day

    /// The sort of work that deciding it is, in the inbox.
    static let inboxKind = "application.decide"
}

/// Table of applications; the contact, telephone and password go with the decision.
struct JoinApplicationStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    func insert(_ application: JoinApplication, receiptHash: [UInt8], passwordHash: Secret, at now: Instant) throws {
        try session.execute(
            """
            INSERT INTO join_applications (id, receipt_hash, credit_code, name, county, contact, phone, login, password,
                state, applied_at, applied_on)
            VALUES (\(application.id), \(receiptHash), \(application.creditCode), \(application.name),
                \(application.county), \(application.contact), \(application.phone), \(application.login),
                \(passwordHash.value), \(application.state), \(now), \(application.appliedOn))
            """)
    }

    func application(id: String) throws -> JoinApplication? {
        try session.first("SELECT * FROM join_applications WHERE id = \(id)", Self.application)
    }

    func application(receiptHash: [UInt8]) throws -> JoinApplication? {
        try session.first("SELECT * FROM join_applications WHERE receipt_hash = \(receiptHash)", Self.application)
    }

    func passwordHash(of id: String) throws -> Secret? {
        let hash: String? =
            try session.first("SELECT password FROM join_applications WHERE id = \(id)") {
                try $0["password"]
            } ?? nil
        return hash.map(Secret.init)
    }

    /// Those that wait for a county, or for the people of a firm that is there already.
    func pending(county: String?, creditCode: String?) throws -> [JoinApplication] {
        try session.all(
            """
            SELECT * FROM join_applications
            WHERE state = 'pending' AND (county = \(county) OR credit_code = \(creditCode)) ORDER BY applied_at, id
            """, Self.application)
    }

    /// Writes the decision and forgets what was only needed for it.
    func decide(
        _ id: String, _ state: ApplicationState, reason: String?, login: String?, account: String?, by actor: Actor,
        at now: Instant
    ) throws {
        try session.execute(
            """
            UPDATE join_applications SET state = \(state), reason = \(reason), login = COALESCE(\(login), login),
                account = \(account), decided_at = \(now), decided_by = \(actor.key), contact = NULL, phone = NULL,
                password = NULL
            WHERE id = \(id)
            """)
    }

    private static func application(_ row: Row) throws -> JoinApplication {
        JoinApplication(
            id: try row["id"], creditCode: try row["credit_code"], name: try row["name"], county: try row["county"],
            contact: try row["contact"], phone: try row["phone"], login: try row["login"], state: try row["state"],
            reason: try row["reason"], appliedOn: try row["applied_on"])
    }
}
