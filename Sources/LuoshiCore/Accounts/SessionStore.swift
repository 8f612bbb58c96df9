import Database

/// What a signed-in person must do before anything else.
package enum SessionDuty: String, Sendable, Codable, SQLConvertible {
    /// Somebody else chose the password.
    case password
    /// One of the person's roles needs a second factor.
    case secondFactor = "second_factor"
}

/// A signed-in browser: whose it is, and the token its forms must carry.
package struct SignedIn: Sendable, Equatable {
    package let account: String
    package let csrf: String
    package let duty: SessionDuty?
    /// The stored hash's beginning: names the session on its owner's page.
    package let id: String
}

/// Where somebody signs in from.
package struct Visitor: Sendable, Equatable {
    /// The peer's whole address; only failures keep it, for a day.
    package let address: String?
    /// The browser in words: Chrome · Windows.
    package let browser: String?

    package init(address: String?, browser: String?) {
        self.address = address
        self.browser = browser
    }

    package static let unknown = Visitor(address: nil, browser: nil)

    /// The address with its last part left out: enough to know one's own office again.
    var shortened: String? {
        guard let address else { return nil }
        if address.contains(":") { return address.split(separator: ":").prefix(3).joined(separator: ":") + ":…" }
        return address.split(separator: ".").prefix(3).joined(separator: ".") + ".*"
    }
}

/// A session as its owner sees it.
package struct SessionLine: Sendable, Equatable {
    package let id: String
    package let startedAt: Instant
    package let lastSeen: Day
    package let browser: String?
    package let address: String?
}

/// A session about to begin or to change its tokens.
struct SessionTokens: Sendable {
    let hash: [UInt8]
    let csrf: Secret
}

/// Table of sessions.
struct SessionStore {
    let session: any Session
    /// After this a session ends: twelve hours.
    static let lifetimeInSeconds: Int64 = 12 * 3600
    /// So long without a request, and it ends as well: two hours.
    static let idleInSeconds: Int64 = 2 * 3600
    /// Being seen is written down no more often: a minute.
    static let seenEverySeconds: Int64 = 60

    init(_ session: any Session) { self.session = session }

    func start(_ tokens: SessionTokens, of account: String, _ visitor: Visitor, duty: SessionDuty?, at now: Instant)
        throws
    {
        try session.execute(
            """
            DELETE FROM sessions WHERE account = \(account)
            AND (expires_at <= \(now) OR last_seen_at <= \(now.adding(seconds: -Self.idleInSeconds)))
            """)
        try session.execute(
            """
            INSERT INTO sessions (token_hash, account, csrf, started_at, expires_at, last_seen_at, browser, address, duty)
            VALUES (\(tokens.hash), \(account), \(tokens.csrf.value), \(now), \(now.adding(seconds: Self.lifetimeInSeconds)),
                \(now), \(visitor.browser), \(visitor.shortened), \(duty))
            """)
    }

    /// Nil for an unknown, ended, idle or locked session; with when it was last seen.
    func find(_ tokenHash: [UInt8], at now: Instant) throws -> (SignedIn, seen: Instant)? {
        try session.first(
            """
            SELECT s.account, s.csrf, s.duty, s.token_hash, s.last_seen_at
            FROM sessions s JOIN accounts a ON a.id = s.account
            WHERE s.token_hash = \(tokenHash) AND s.expires_at > \(now)
                AND s.last_seen_at > \(now.adding(seconds: -Self.idleInSeconds)) AND a.locked = 0
            """
        ) {
            let signedIn = SignedIn(
                account: try $0["account"], csrf: try $0["csrf"], duty: try $0["duty"],
                id: Self.id(try $0["token_hash"]))
            return (signedIn, try $0["last_seen_at"])
        }
    }

    func see(_ tokenHash: [UInt8], at now: Instant) throws {
        try session.execute(
            "UPDATE sessions SET last_seen_at = \(now) WHERE token_hash = \(tokenHash) AND last_seen_at < \(now)")
    }

    /// New tokens for a session whose power changed: the old cookie opens nothing any more. Returns whether it was there.
    func rotate(_ old: [UInt8], to tokens: SessionTokens, of account: String, duty: SessionDuty?) throws -> Bool {
        try session.execute(
            """
            UPDATE sessions SET token_hash = \(tokens.hash), csrf = \(tokens.csrf.value), duty = \(duty)
            WHERE token_hash = \(old) AND account = \(account)
            """) == 1
    }

    func lines(of account: String, at now: Instant) throws -> [SessionLine] {
        try session.all(
            """
            SELECT token_hash, started_at, last_seen_at, browser, address FROM sessions
            WHERE account = \(account) AND expires_at > \(now)
                AND last_seen_at > \(now.adding(seconds: -Self.idleInSeconds))
            ORDER BY started_at DESC, token_hash
            """
        ) {
            let seen: Instant = try $0["last_seen_at"]
            return SessionLine(
                id: Self.id(try $0["token_hash"]), startedAt: try $0["started_at"], lastSeen: seen.dayInChina,
                browser: try $0["browser"], address: try $0["address"])
        }
    }

    /// Ends all sessions of an account, but for the one kept, and sign-ins that are under way.
    func end(of account: String, but kept: [UInt8]? = nil) throws {
        try SignInSteps(session).end(of: account)
        if let kept {
            try session.execute("DELETE FROM sessions WHERE account = \(account) AND token_hash <> \(kept)")
        } else {
            try session.execute("DELETE FROM sessions WHERE account = \(account)")
        }
    }

    /// Ends the one session of an account that has this id. Returns whether it was there.
    func end(id: String, of account: String) throws -> Bool {
        let hashes: [[UInt8]] = try session.all("SELECT token_hash FROM sessions WHERE account = \(account)") {
            try $0["token_hash"]
        }
        guard let hash = hashes.first(where: { Self.id($0) == id }) else { return false }
        return try session.execute("DELETE FROM sessions WHERE token_hash = \(hash)") == 1
    }

    func end(_ tokenHash: [UInt8], of account: String) throws {
        try session.execute("DELETE FROM sessions WHERE token_hash = \(tokenHash) AND account = \(account)")
    }

    private static func id(_ hash: [UInt8]) -> String { String(hexadecimal(hash).prefix(16)) }
}

extension Reading {
    /// What an account must do first: change a password that another chose, then set up the second factor that a role
    /// needs. A demonstration does not insist on the factor.
    func duty(of account: String, standing: Standing) throws -> SessionDuty? {
        if try AccountStore(session).credentials(account: account)?.mustChange == true { return .password }
        guard !rights.secondFactorRoles.isDisjoint(with: standing.roles),
            try !Installation.isDemonstration(in: session), try !SecondFactors(session).isSet(account)
        else { return nil }
        return .secondFactor
    }
}
