import Database

/// Makes a token for a program of one's own. The token itself is shown once, by whoever made it up, and kept nowhere.
package struct CreateToken: Command {
    package static let name = "token.create"
    /// An account may have this many valid at a time.
    private static let limit = 20

    let account: String
    let title: String
    let patterns: [String]
    let days: Int
    let token: Secret

    /// `days`: 1 to 365, after which it is refused.
    package init(account: String, title: String, patterns: [String], days: Int, token: Secret) {
        self.account = account
        self.title = title
        self.patterns = patterns
        self.days = days
        self.token = token
    }

    package struct Outcome: Codable, Sendable, Equatable {
        package let id: String
        private let digest: [UInt8]

        init(id: String, digest: [UInt8]) {
            self.id = id
            self.digest = digest
        }

        /// Whether this is the token that was made: a repeated request made none, and its token opens nothing.
        package func isOf(_ token: Secret) -> Bool { TokenStore.digest(token) == digest }
    }

    package var permission: Permission { "token.create" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.account(account)] }
    package func locks(in reading: Reading) throws -> [LockKey] { [LockKey("tokens:\(account)")] }

    package func run(_ change: inout Change) throws -> Outcome {
        guard case .account = change.standing.actor else {
            throw Refusal("token_by_token", status: 403, "令牌不能再开设令牌。请本人登录后在“我的令牌”页开设。")
        }
        guard (1...60).contains(title.count) else { throw Refusal("token_title", "请写明令牌的用途，60 个字以内。") }
        guard (1...365).contains(days) else { throw Refusal("token_days", "令牌的有效期为 1 至 365 天。") }
        guard (1...300).contains(patterns.count), patterns.allSatisfy(Self.isPattern) else {
            throw Refusal("token_patterns", "请至少选一项权限；权限写成 plan.read 或 plan.* 的样子，最多 300 项。")
        }
        let store = TokenStore(change.session)
        let now = change.moment.instant
        guard try store.tokens(of: account).filter({ $0.isValid(at: now) }).count < Self.limit else {
            throw Refusal("token_limit", "有效的令牌已有 \(Self.limit) 个，请先停用不再使用的。")
        }
        let digest = TokenStore.digest(token)
        let id = "t-" + hexadecimal(digest.prefix(8))
        try store.insert(
            Token(
                id: id, account: account, title: title, patterns: patterns, createdAt: now,
                expiresAt: now.adding(seconds: Int64(days) * 86_400), lastUsedOn: nil, endedAt: nil), digest: digest)
        change.touches("account:\(account)")
        change.touches("token:\(id)")
        change.note("开设令牌“\(title)”，权限 \(patterns.joined(separator: "、"))，\(days) 天内有效")
        return Outcome(id: id, digest: digest)
    }

    private static func isPattern(_ text: String) -> Bool {
        text.utf8.count <= 80 && text.wholeMatch(of: /[a-z][a-z_]*(\.[a-z_]+)*(\.\*)?/) != nil
    }

    private enum CodingKeys: String, CodingKey { case account, title, patterns, days }
}
