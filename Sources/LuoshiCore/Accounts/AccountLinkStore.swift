import Database
import Foundation

/// Table of one-time links; it keeps the hash of each token alone.
struct AccountLinkStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    func insert(_ link: AccountLink, tokenHash: [UInt8]) throws {
        let roles = String(decoding: try JSONEncoder.canonical.encode(link.roles), as: UTF8.self)
        try session.execute(
            """
            INSERT INTO account_links (id, purpose, token_hash, account, person_name, unit, post, roles, employee_number,
                issued_by, issued_at, expires_at)
            VALUES (\(link.id), \(link.purpose), \(tokenHash), \(link.account), \(link.personName), \(link.unit),
                \(link.post), \(roles), \(link.employeeNumber), \(link.issuedBy), \(link.issuedAt), \(link.expiresAt))
            """)
    }

    func link(_ tokenHash: [UInt8], at now: Instant) throws -> AccountLink? {
        try session.first("SELECT * FROM account_links WHERE token_hash = \(tokenHash)") { try Self.link($0, at: now) }
    }

    func link(id: String, at now: Instant) throws -> AccountLink? {
        try session.first("SELECT * FROM account_links WHERE id = \(id)") { try Self.link($0, at: now) }
    }

    /// Links that still open something, newest first.
    func open(at now: Instant) throws -> [AccountLink] {
        try session.all(
            """
            SELECT * FROM account_links WHERE used_at IS NULL AND withdrawn_at IS NULL AND expires_at > \(now)
            ORDER BY issued_at DESC, id
            """
        ) { try Self.link($0, at: now) }
    }

    func markUsed(_ id: String, at now: Instant) throws {
        try session.execute("UPDATE account_links SET used_at = \(now) WHERE id = \(id)")
    }

    func withdraw(_ id: String, at now: Instant) throws {
        try session.execute("UPDATE account_links SET withdrawn_at = \(now) WHERE id = \(id) AND used_at IS NULL")
    }

    /// A newer link for the same account takes the place of those before.
    func withdrawResets(of account: String, at now: Instant) throws {
        try session.execute(
            """
            UPDATE account_links SET withdrawn_at = \(now)
            WHERE account = \(account) AND used_at IS NULL AND withdrawn_at IS NULL
            """)
    }

    private static func link(_ row: Row, at now: Instant) throws -> AccountLink {
        let (used, withdrawn): (Instant?, Instant?) = (try row["used_at"], try row["withdrawn_at"])
        let expires: Instant = try row["expires_at"]
        let state: AccountLink.State =
            used != nil ? .used : withdrawn != nil ? .withdrawn : expires <= now ? .expired : .open
        let roles: String = try row["roles"]
        return AccountLink(
            id: try row["id"], purpose: try row["purpose"], account: try row["account"],
            personName: try row["person_name"], unit: try row["unit"], post: try row["post"],
            roles: try JSONDecoder().decode([String].self, from: Data(roles.utf8)),
            employeeNumber: try row["employee_number"], issuedBy: try row["issued_by"],
            issuedAt: try row["issued_at"], expiresAt: expires, state: state)
    }
}
