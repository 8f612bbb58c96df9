import Database

extension Authentication {
    /// Signs in the account that a verified token names. It must be there already: a provider opens none and gives no rights.
    package func signIn(
        _ token: IDToken, of settings: ProviderSettings, from visitor: Visitor = .unknown
    ) async throws -> SignInOutcome {
        guard let value = token.text(settings.claim) else { throw Self.noAccount }
        let link = LinkIdentity(issuer: settings.issuer, subject: token.subject, match: settings.match, value: value)
        guard let account = try await perform(link) else { throw Self.noAccount }
        return try await begin(account, from: visitor)
    }

    private static let noAccount = Refusal(
        "oidc_no_account", status: 401, "统一身份认证已通过，但本系统没有与您对应的账号。请联系本单位收文岗或系统管理员开设。")
}

/// Finds the account of a provider's subject; at the first time by the claim, from then on by the subject alone.
struct LinkIdentity: Command {
    static let name = "session.link"
    let issuer: String
    let subject: String
    let match: String
    let value: String

    init(issuer: String, subject: String, match: ProviderSettings.Match, value: String) {
        self.issuer = issuer
        self.subject = subject
        self.match = match.rawValue
        self.value = value
    }

    var permission: Permission { "session.link" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    func locks(in reading: Reading) throws -> [LockKey] { [LockKey("provider:\(issuer)")] }

    /// Nil where there is no open account, or another subject has it already.
    func run(_ change: inout Change) throws -> String? {
        let store = ProviderLinkStore(change.session)
        if let account = try store.account(issuer: issuer, subject: subject) {
            return try AccountStore(change.session).credentials(account: account)?.account
        }
        let isByLogin = match == ProviderSettings.Match.login.rawValue
        guard let account = try store.openAccount(isByLogin ? "login" : "employee_number", value),
            try !store.isLinked(account, issuer: issuer)
        else { return nil }
        try store.link(account, issuer: issuer, subject: subject, at: change.moment.instant)
        change.touches("account:\(account)")
        change.note("与统一身份认证建立对应")
        return account
    }

    private enum CodingKeys: String, CodingKey { case issuer, match }
}

/// Table of who of a provider is which account.
struct ProviderLinkStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    func account(issuer: String, subject: String) throws -> String? {
        try session.first("SELECT account FROM provider_links WHERE issuer = \(issuer) AND subject = \(subject)") {
            try $0["account"]
        }
    }

    /// `column`: login or employee_number.
    func openAccount(_ column: String, _ value: String) throws -> String? {
        try session.first("SELECT id FROM accounts WHERE \(raw: column) = \(value) AND locked = 0") { try $0["id"] }
    }

    func isLinked(_ account: String, issuer: String) throws -> Bool {
        try session.first("SELECT subject FROM provider_links WHERE issuer = \(issuer) AND account = \(account)") {
            try $0["subject"] as String
        } != nil
    }

    func link(_ account: String, issuer: String, subject: String, at now: Instant) throws {
        try session.execute(
            """
            INSERT INTO provider_links (issuer, subject, account, linked_at)
            VALUES (\(issuer), \(subject), \(account), \(now))
            """)
    }
}
