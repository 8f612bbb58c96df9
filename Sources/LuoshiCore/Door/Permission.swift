/// One thing that can be allowed, by name: `plan.read`, `account.create`.
package struct Permission: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let name: String

    package init(_ name: String) { self.name = name }
    package init(stringLiteral name: String) { self.name = name }
    package var description: String { name }

    /// `plan.*` covers `plan.read`; a name without a star covers only itself.
    package func isCovered(by pattern: String) -> Bool {
        if pattern.hasSuffix(".*") { return name.hasPrefix(String(pattern.dropLast())) }
        return pattern == name
    }
}

/// What a command or a query acts on, as far as rights are concerned.
package struct Subject: Sendable, Hashable {
    /// The units whose matter it is; empty for a matter of the whole city.
    package let units: Set<String>
    /// The units that lead the task it belongs to.
    package let leads: Set<String>
    /// The lines it belongs to (条块): `register:platforms`.
    package let lines: Set<String>
    /// Posts and accounts it was handed to: `post:451082/receiving`, `account:a-li`.
    package let assignees: Set<String>
    /// The account that owns it, for what a person may do with what is theirs.
    package let account: String?
    /// Where it stands in its course, for grants that hold in some states only.
    package let state: String?
    /// Open to the public by its own attribute.
    package let isPublic: Bool

    package init(
        units: Set<String> = [], leads: Set<String> = [], lines: Set<String> = [], assignees: Set<String> = [],
        account: String? = nil, state: String? = nil, isPublic: Bool = false
    ) {
        self.units = units
        self.leads = leads
        self.lines = lines
        self.assignees = assignees
        self.account = account
        self.state = state
        self.isPublic = isPublic
    }

    /// Nobody's in particular: neither a unit's, nor a line's, nor a person's.
    package var isCityMatter: Bool {
        units.isEmpty && leads.isEmpty && lines.isEmpty && assignees.isEmpty && account == nil
    }

    /// A matter of the whole city.
    package static let city = Subject()
    /// Something that anybody may see or do, such as signing in.
    package static let open = Subject(isPublic: true)

    package static func unit(_ id: String) -> Subject { Subject(units: [id]) }
    package static func account(_ id: String) -> Subject { Subject(account: id) }
}
