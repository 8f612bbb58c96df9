import Database
import Foundation

/// Table of wrong passwords and codes: what slows guessing down.
struct FailedSignIns {
    let session: any Session
    /// Failures that count: a quarter of an hour.
    private static let windowInSeconds: Int64 = 900
    private static let perLogin = 5
    /// Many people may share one address.
    private static let perAddress = 30

    init(_ session: any Session) { self.session = session }

    /// Whether a login or an address must wait.
    func isPaused(login: String, address: String?, at now: Instant) throws -> Bool {
        let since = now.adding(seconds: -Self.windowInSeconds)
        let byLogin: Int? = try session.first(
            "SELECT COUNT(*) AS n FROM failed_sign_ins WHERE login = \(login) AND instant > \(since)"
        ) { try $0["n"] }
        if byLogin ?? 0 >= Self.perLogin { return true }
        guard let address else { return false }
        let byAddress: Int? = try session.first(
            "SELECT COUNT(*) AS n FROM failed_sign_ins WHERE address = \(address) AND instant > \(since)"
        ) { try $0["n"] }
        return byAddress ?? 0 >= Self.perAddress
    }

    func pausedLogins(at now: Instant) throws -> Set<String> {
        let since = now.adding(seconds: -Self.windowInSeconds)
        return Set(
            try session.all(
                """
                SELECT login FROM failed_sign_ins WHERE instant > \(since)
                GROUP BY login HAVING COUNT(*) >= \(Self.perLogin)
                """
            ) { try $0["login"] as String })
    }

    /// Keeps a failure for a day.
    func record(login: String, address: String?, at now: Instant) throws {
        try session.execute("DELETE FROM failed_sign_ins WHERE instant < \(now.adding(seconds: -86_400))")
        try session.execute(
            """
            INSERT INTO failed_sign_ins (login, instant, number, address)
            VALUES (\(login), \(now), \(UUID().uuidString), \(address))
            """)
    }

    func forget(login: String) throws {
        try session.execute("DELETE FROM failed_sign_ins WHERE login = \(login)")
    }
}

/// A wrong password or code, counted so that guessing is slowed down. What was typed as login may be a password: it stays out of the log.
struct RecordFailedSignIn: Command {
    static let name = "session.failed"
    let login: String
    let address: String?

    var permission: Permission { "session.failed" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    func run(_ change: inout Change) throws -> Bool {
        try FailedSignIns(change.session).record(login: login, address: address, at: change.moment.instant)
        if let known = try AccountStore(change.session).credentials(login: login) {
            change.touches("account:\(known.account)")
        }
        change.note("登录失败")
        return true
    }

    func encode(to encoder: any Encoder) throws {
        _ = encoder.container(keyedBy: NoKey.self)
    }
}

/// No fields: a body that tells nothing.
enum NoKey: CodingKey {}
