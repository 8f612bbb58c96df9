import Crypto
import Database
import Foundation

/// A signed-in browser: whose it is, and the token its forms must carry.
package struct SignedIn: Sendable, Equatable {
    package let account: String
    package let csrf: String
}

/// Login, session look-up and logout.
package struct Authentication: Sendable {
    private let door: Door
    /// After this a session ends: twelve hours.
    private static let lifetimeInSeconds: Int64 = 12 * 3600
    /// A hash that no password has, verified for unknown logins so that both take the same time.
    private static let nobody =
        "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

    package init(_ door: Door) { self.door = door }

    /// Gives the session token for the cookie. Refuses with one sentence for every cause, and after five failures in
    /// fifteen minutes until those have passed.
    package func signIn(login: String, password: Secret) async throws -> String {
        let since = door.clock.moment().instant.adding(seconds: -900)
        let found: (id: String, hash: String, failures: Int) = try await door.database.read { session in
            let failures: Int =
                try session.first(
                    "SELECT COUNT(*) AS n FROM failed_sign_ins WHERE login = \(login) AND instant > \(since)"
                ) { try $0["n"] } ?? 0
            return try session.first("SELECT id, password FROM accounts WHERE login = \(login) AND locked = 0") {
                (try $0["id"], try $0["password"], failures)
            } ?? ("", Self.nobody, failures)
        }
        guard found.failures < 5 else {
            throw Refusal("sign_in_paused", status: 429, "这个账号连续登录失败，请 15 分钟后再试；忘记密码请联系系统管理员。")
        }
        guard await PasswordHash.matches(password, found.hash), !found.id.isEmpty else {
            _ = try await door.perform(RecordFailedSignIn(login: login), as: .system("sign-in"))
            throw Refusal("sign_in_failed", status: 401, "登录名或密码不对，请重新输入。")
        }
        let token = Self.random()
        let start = StartSession(
            account: found.id, tokenHash: Self.digest(token), csrf: Secret(Self.random()),
            lifetime: Self.lifetimeInSeconds)
        _ = try await door.perform(start, as: .account(found.id))
        return token
    }

    /// Nil for an unknown, ended or locked session.
    package func session(token: String) async throws -> SignedIn? {
        let now = door.clock.moment().instant
        return try await door.database.read { session in
            try session.first(
                """
                SELECT s.account, s.csrf FROM sessions s JOIN accounts a ON a.id = s.account
                WHERE s.token_hash = \(Self.digest(token)) AND s.expires_at > \(now) AND a.locked = 0
                """
            ) { SignedIn(account: try $0["account"], csrf: try $0["csrf"]) }
        }
    }

    package func signOut(token: String, account: String) async throws {
        _ = try await door.perform(EndSession(account: account, tokenHash: Self.digest(token)), as: .account(account))
    }

    private static func digest(_ token: String) -> [UInt8] { Array(SHA256.hash(data: Data(token.utf8))) }

    /// 256 random bits as hexadecimal.
    private static func random() -> String {
        SymmetricKey(size: .bits256).withUnsafeBytes { hexadecimal($0) }
    }
}

/// A person signs in: the session begins.
struct StartSession: Command {
    static let name = "session.start"
    let account: String
    let tokenHash: [UInt8]
    let csrf: Secret
    let lifetime: Int64

    var permission: Permission { "session.start" }
    func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    func run(_ change: inout Change) throws -> Bool {
        let now = change.moment.instant
        try change.session.execute("DELETE FROM sessions WHERE account = \(account) AND expires_at <= \(now)")
        // The pause is for failures in a row.
        try change.session.execute(
            "DELETE FROM failed_sign_ins WHERE login = (SELECT login FROM accounts WHERE id = \(account))")
        try change.session.execute(
            """
            INSERT INTO sessions (token_hash, account, csrf, started_at, expires_at)
            VALUES (\(tokenHash), \(account), \(csrf.value), \(now), \(now.adding(seconds: lifetime)))
            """)
        change.touches("account:\(account)")
        change.note("登录")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account }
}

/// A person signs out.
struct EndSession: Command {
    static let name = "session.end"
    let account: String
    let tokenHash: [UInt8]

    var permission: Permission { "session.end" }
    func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }

    func run(_ change: inout Change) throws -> Bool {
        try change.session.execute("DELETE FROM sessions WHERE token_hash = \(tokenHash) AND account = \(account)")
        change.touches("account:\(account)")
        change.note("退出登录")
        return true
    }

    private enum CodingKeys: String, CodingKey { case account }
}

/// A wrong password, counted so that guessing is slowed down.
struct RecordFailedSignIn: Command {
    static let name = "session.failed"
    let login: String

    var permission: Permission { "session.failed" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    func run(_ change: inout Change) throws -> Bool {
        let now = change.moment.instant
        try change.session.execute("DELETE FROM failed_sign_ins WHERE instant < \(now.adding(seconds: -86_400))")
        try change.session.execute(
            """
            INSERT INTO failed_sign_ins (login, instant, number) VALUES (\(login), \(now), \(UUID().uuidString))
            """)
        change.note("登录失败")
        return true
    }
}
