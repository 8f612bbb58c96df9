package import Database

/// Table of accounts, and the people behind them.
package struct AccountStore {
    let session: any Session

    package init(_ session: any Session) { self.session = session }

    /// All accounts by login, with the roles of the posts their people hold.
    func accounts(_ inForce: InForce, at now: Instant) throws -> [Account] {
        let roles = try PostStore(session).rolesByPerson(inForce)
        let paused = try FailedSignIns(session).pausedLogins(at: now)
        return try session.all(
            """
            SELECT a.id, a.login, a.person, p.name, a.unit, a.locked, a.lock_reason, a.must_change, a.reset_asked_at, f.confirmed_at
            FROM accounts a JOIN people p ON p.id = a.person LEFT JOIN second_factors f ON f.account = a.id
            ORDER BY a.login
            """
        ) { row in
            let (confirmed, asked): (Instant?, Instant?) = (try row["confirmed_at"], try row["reset_asked_at"])
            let (login, person): (String, String) = (try row["login"], try row["person"])
            return Account(
                id: try row["id"], login: login, person: person, name: try row["name"], unit: try row["unit"],
                isLocked: try row["locked"], lockReason: try row["lock_reason"], isPaused: paused.contains(login),
                hasSecondFactor: confirmed != nil, mustChangePassword: try row["must_change"],
                asksForReset: asked != nil, roles: roles[person, default: []].sorted())
        }
    }

    /// What is needed to check a sign-in; nil for an unknown or locked account.
    func credentials(login: String) throws -> Credentials? {
        try credentials("a.login = \(login) AND a.locked = 0")
    }

    func credentials(account: String) throws -> Credentials? {
        try credentials("a.id = \(account) AND a.locked = 0")
    }

    private func credentials(_ condition: SQL) throws -> Credentials? {
        try session.first(
            """
            SELECT a.id, a.login, a.person, p.name, a.unit, a.password, a.must_change
            FROM accounts a JOIN people p ON p.id = a.person WHERE \(sql: condition)
            """
        ) {
            Credentials(
                account: try $0["id"], login: try $0["login"], person: try $0["person"], name: try $0["name"],
                unit: try $0["unit"], hash: try $0["password"], mustChange: try $0["must_change"])
        }
    }

    func isTaken(login: String) throws -> Bool {
        try session.first("SELECT id FROM accounts WHERE login = \(login)") { try $0["id"] as String } != nil
    }

    /// Sets a password's hash; `mustChange` where somebody else chose it. Returns whether the account exists.
    func setPassword(_ hash: Secret, of account: String, mustChange: Bool) throws -> Bool {
        try session.execute(
            """
            UPDATE accounts SET password = \(hash.value), must_change = \(mustChange), reset_asked_at = NULL
            WHERE id = \(account)
            """) == 1
    }

    /// Keeps that the owner waits for a new password, or that it has been seen to.
    func setResetAsked(_ asked: Instant?, of account: String) throws {
        try session.execute("UPDATE accounts SET reset_asked_at = \(asked) WHERE id = \(account)")
    }

    func isResetAsked(of account: String) throws -> Bool {
        try session.first("SELECT 1 AS one FROM accounts WHERE id = \(account) AND reset_asked_at IS NOT NULL") { _ in
            true
        } ?? false
    }

    /// Closes an account with the reason, or opens it again. Returns whether it exists.
    func setLocked(_ isLocked: Bool, reason: String?, login: String) throws -> Bool {
        try session.execute(
            "UPDATE accounts SET locked = \(isLocked), lock_reason = \(reason) WHERE login = \(login)") == 1
    }

    func insert(_ account: NewAccount, id: String, person: String, at now: Instant) throws {
        try session.execute("INSERT INTO people (id, name) VALUES (\(person), \(account.name))")
        try session.execute(
            """
            INSERT INTO accounts (id, login, person, unit, password, locked, must_change, employee_number, created_at)
            VALUES (\(id), \(account.login), \(person), \(account.unit), \(account.passwordHash.value), 0,
                \(account.mustChangePassword), \(account.employeeNumber), \(now))
            """)
    }

    func isTaken(employeeNumber: String) throws -> Bool {
        try session.first("SELECT id FROM accounts WHERE employee_number = \(employeeNumber)") {
            try $0["id"] as String
        } != nil
    }
}

/// What a sign-in is checked against.
struct Credentials: Sendable {
    let account: String
    let login: String
    let person: String
    let name: String
    let unit: String?
    /// The Argon2id hash.
    let hash: String
    let mustChange: Bool
}
