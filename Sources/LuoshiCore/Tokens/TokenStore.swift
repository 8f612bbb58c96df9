import Crypto
package import Database
import Foundation

/// The table of tokens, which keeps their SHA-256 only.
package struct TokenStore {
    private let session: any Session

    package init(_ session: any Session) { self.session = session }

    static func digest(_ token: Secret) -> [UInt8] { Array(SHA256.hash(data: Data(token.value.utf8))) }

    func insert(_ token: Token, digest: [UInt8]) throws {
        let patterns = String(decoding: try JSONEncoder.canonical.encode(token.patterns), as: UTF8.self)
        try session.execute(
            """
            INSERT INTO tokens (id, token_hash, account, title, patterns, created_at, expires_at)
            VALUES (\(token.id), \(digest), \(token.account), \(token.title), \(patterns), \(token.createdAt),
                \(token.expiresAt))
            """)
    }

    package func token(_ id: String) throws -> Token? {
        try session.first("SELECT * FROM tokens WHERE id = \(id)", Self.token)
    }

    func token(digest: [UInt8]) throws -> Token? {
        try session.first("SELECT * FROM tokens WHERE token_hash = \(digest)", Self.token)
    }

    /// An account's tokens, newest first.
    func tokens(of account: String) throws -> [Token] {
        try session.all(
            "SELECT * FROM tokens WHERE account = \(account) ORDER BY created_at DESC, id", Self.token)
    }

    /// How many tokens ended; one that had ended already stays as it was.
    func end(_ id: String, of account: String, at instant: Instant) throws -> Int {
        try session.execute(
            "UPDATE tokens SET ended_at = \(instant) WHERE id = \(id) AND account = \(account) AND ended_at IS NULL")
    }

    func endAll(of account: String, at instant: Instant) throws -> Int {
        try session.execute(
            "UPDATE tokens SET ended_at = \(instant) WHERE account = \(account) AND ended_at IS NULL")
    }

    func use(_ id: String, on day: Day) throws {
        try session.execute("UPDATE tokens SET last_used_on = \(day) WHERE id = \(id)")
    }

    private static func token(_ row: Row) throws -> Token {
        let patterns: String = try row["patterns"]
        return Token(
            id: try row["id"], account: try row["account"], title: try row["title"],
            patterns: try JSONDecoder().decode([String].self, from: Data(patterns.utf8)),
            createdAt: try row["created_at"], expiresAt: try row["expires_at"], lastUsedOn: try row["last_used_on"],
            endedAt: try row["ended_at"])
    }
}
