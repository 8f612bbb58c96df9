import Database
import Foundation

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
    /// Whose power it is.
    package let account: String
    /// A delegation acts in this post, with its roles.
    package let post: String?
    /// An agency or an access acts for these units, with `roles`; for the whole city it is the city's own unit.
    package let units: [String]
    package let roles: [String]
    /// Permissions it is limited to; empty is all that the roles grant.
    package let patterns: [String]
    package let isReadOnly: Bool
    /// What it rests on: the paper's name, or the reason of a delegation.
    package let basis: String
    /// The paper's number; nil where there is no paper.
    package let number: String?
    package let from: Day
    /// The first day it no longer holds.
    package let until: Day
    /// The account that gave it, or the key of a system actor.
    package let grantedBy: String
    /// The business day on which it was given; nil until it is written.
    package let grantedOn: Day?
    /// The business day on which it was ended before its time.
    package let endedOn: Day?
    package let endReason: String?

    package init(
        id: String = Mandate.newID(), kind: MandateKind, account: String, post: String? = nil, units: [String] = [],
        roles: [String] = [], patterns: [String] = [], isReadOnly: Bool = false, basis: String, number: String? = nil,
        from: Day, until: Day, grantedBy: String, grantedOn: Day? = nil, endedOn: Day? = nil, endReason: String? = nil
    ) {
        self.id = id
        self.kind = kind
        self.account = account
        self.post = post
        self.units = units
        self.roles = roles
        self.patterns = patterns
        self.isReadOnly = isReadOnly
        self.basis = basis
        self.number = number
        self.from = from
        self.until = until
        self.grantedBy = grantedBy
        self.grantedOn = grantedOn
        self.endedOn = endedOn
        self.endReason = endReason
    }

    /// A name that nobody guesses: `m-` and twelve hexadecimal digits.
    package static func newID() -> String {
        "m-" + UUID().uuidString.replacing("-", with: "").prefix(12).lowercased()
    }

    package var isEnded: Bool { endedOn != nil }
    package var title: String { "\(kind.title)（\(basis)\(number.map { " \($0)" } ?? "")）" }

    /// Whether it holds on a day, as far as its own paper says.
    package func isInForce(on day: Day) -> Bool { !isEnded && from <= day && day < until }
}
