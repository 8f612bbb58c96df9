import Database

/// What a one-time link is for.
package enum LinkPurpose: String, Sendable, Codable, SQLConvertible {
    case invitation, reset

    package var title: String {
        switch self {
        case .invitation: "邀请"
        case .reset: "重设密码"
        }
    }

    /// Seven days for an invitation, one for a password.
    var lifetimeInSeconds: Int64 {
        switch self {
        case .invitation: 7 * 86_400
        case .reset: 86_400
        }
    }
}

/// A one-time link that somebody passes on by message or telephone: the bearer opens an account or sets a password.
package struct AccountLink: Sendable, Equatable {
    package enum State: Sendable { case open, used, withdrawn, expired }

    package let id: String
    package let purpose: LinkPurpose
    /// The account whose password it resets.
    package let account: String?
    package let personName: String
    package let unit: String?
    package let post: String?
    package let roles: [String]
    package let employeeNumber: String?
    package let issuedBy: String
    package let issuedAt: Instant
    package let expiresAt: Instant
    package let state: State

    /// Refuses a link that opens nothing any more, and says what to do.
    func check() throws {
        switch state {
        case .open: return
        case .used: throw Refusal("link_used", status: 410, "这个链接已经用过，只能用一次。如果不是您本人用的，请马上告诉发给您链接的人。")
        case .withdrawn: throw Refusal("link_withdrawn", status: 410, "这个链接已被收回。请向发给您链接的人索取新的链接。")
        case .expired: throw Refusal("link_expired", status: 410, "这个链接已过期。请向发给您链接的人索取新的链接。")
        }
    }

    static let unknown = Refusal("link_unknown", status: 410, "这个链接不完整或有误。请核对是否复制完整，或索取新的链接。")
}
