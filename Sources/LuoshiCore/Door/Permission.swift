/// One thing that can be allowed, by name: `plan.read`, `account.create`.
package struct Permission: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String

    package init(_ name: String) { self.name = name }
    package init(stringLiteral name: String) { self.name = name }
    package var description: String { name }

    /// `plan.*` covers `plan.read`; a name without a star covers only itself.
    package func isCovered(by pattern: String) -> Bool {
        if pattern.hasSuffix(".*") { return name.hasPrefix(pattern.dropLast()) }
        return pattern == name
    }
}

/// What a command or a query acts on, as far as rights are concerned.
package struct Subject: Sendable, Hashable {
    /// The units whose matter it is; empty for a matter of the whole city.
    package let units: Set<String>
    /// The units that lead the task it belongs to.
    package let leads: Set<String>
    /// The account that owns it, for what a person may do with what is theirs.
    package let account: String?
    /// Open to the public by its own attribute.
    package let isPublic: Bool

    package init(units: Set<String> = [], leads: Set<String> = [], account: String? = nil, isPublic: Bool = false) {
        self.units = units
        self.leads = leads
        self.account = account
        self.isPublic = isPublic
    }

    /// A matter of the whole city.
    package static let city = Subject()
    /// Something that anybody may see or do, such as signing in.
    package static let open = Subject(isPublic: true)

    package static func unit(_ id: String) -> Subject { Subject(units: [id]) }
    package static func account(_ id: String) -> Subject { Subject(account: id) }
}

/// How far a grant reaches (DESIGN §3).
package enum Scope: String, Sendable, CaseIterable, Codable {
    case own, subtree, task, all, `public`

    /// Whether a subject lies within this scope for somebody of this standing.
    package func contains(_ subject: Subject, for standing: Standing) -> Bool {
        switch self {
        case .all: return true
        case .public: return subject.isPublic
        case .own:
            if let account = subject.account { return standing.actor == .account(account) }
            return standing.unit.map { subject.units == [$0] } ?? false
        case .subtree: return !subject.units.isEmpty && subject.units.isSubset(of: standing.subtree)
        case .task: return standing.unit.map(subject.leads.contains) ?? false
        }
    }
}
