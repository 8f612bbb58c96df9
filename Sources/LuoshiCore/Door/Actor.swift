import Database

/// Who knocks: an account, a token of one, a part of the system acting for itself, or nobody known.
///
/// Only the identity; what it may do is read in the same transaction as the work itself, so a right withdrawn is withdrawn at once.
package enum Actor: Sendable, Hashable {
    case account(String)
    case token(String)
    case system(String)
    case anonymous

    /// The stable name under which audit entries and repeated requests are kept.
    package var key: String {
        switch self {
        case .account(let id): "account:\(id)"
        case .token(let id): "token:\(id)"
        case .system(let name): "system:\(name)"
        case .anonymous: "anonymous"
        }
    }
}
