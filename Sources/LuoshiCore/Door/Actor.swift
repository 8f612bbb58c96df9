import Database

/// Who knocks: an account, a part of the system acting for itself, or nobody known.
///
/// Only the identity; what it may do is read in the same transaction as the work itself, so a right withdrawn is withdrawn at once.
package enum Actor: Sendable, Hashable {
    case account(String)
    case system(String)
    case anonymous

    /// The stable name under which audit entries and repeated requests are kept.
    package var key: String {
        switch self {
        case .account(let id): "account:\(id)"
        case .system(let name): "system:\(name)"
        case .anonymous: "anonymous"
        }
    }
}

/// What an actor is on this day: name, unit and roles, as the organisation's records say.
package struct Standing: Sendable, Equatable {
    package let actor: Actor
    package let name: String
    package let unit: String?
    package let roles: [String]
    /// The unit and all that stand under it in the `administration` hierarchy today.
    package let subtree: Set<String>

    package init(actor: Actor, name: String, unit: String?, roles: [String], subtree: Set<String>) {
        self.actor = actor
        self.name = name
        self.unit = unit
        self.roles = roles
        self.subtree = subtree
    }

    /// The audit stream its commands are written to: its county, department or park; else the city's.
    package var stream: String { unit.map { "unit:\($0)" } ?? "city" }
}
