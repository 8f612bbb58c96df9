import Database

/// Why somebody acts for a post or a unit that is not their own.
package enum MandateKind: String, Sendable, CaseIterable, Codable, SQLConvertible {
    /// The holder of a post lets somebody act in it.
    case delegation
    /// A firm lets an agent, such as a bookkeeping office, act for it (代理机构).
    case agency
    /// Auditors and evaluators read for a time, on a paper of their own.
    case access

    package var title: String {
        switch self {
        case .delegation: "授权代办"
        case .agency: "代理机构"
        case .access: "检查评估查阅"
        }
    }
}

/// A power given to an account for a time; it always ends.
package struct Mandate: Sendable, Hashable, Codable {
    package let id: String
    package let kind: MandateKind
    package let account: String
    /// A delegation acts in this post, with its roles.
    package let post: String?
    /// An agency or an access acts for this unit, with `roles`.
    package let unit: String?
    package let roles: [String]
    /// Permissions it is limited to; empty is all that the roles grant.
    package let patterns: [String]
    package let isReadOnly: Bool
    /// The paper it rests on: name and number.
    package let basis: String
    package let from: Day
    /// The first day it no longer holds.
    package let until: Day
    package let grantedBy: String
    package let isEnded: Bool

    package var title: String { "\(kind.title)（\(basis)）" }
}
