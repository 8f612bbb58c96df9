/// What an actor is on this day: a name, and the capacities it acts in, as the organisation's records say.
package struct Standing: Sendable, Equatable {
    package let actor: Actor
    package let name: String
    /// The account behind the actor; nil for the system and for nobody.
    package let account: String?
    /// The unit whose people it belongs to: its entries go to that unit's audit stream.
    package let unit: String?
    package let capacities: [Capacity]
    /// Where a token reaches no further than some permissions: their patterns; nil is no limit.
    package let patterns: [String]?

    package init(
        actor: Actor, name: String, account: String? = nil, unit: String? = nil, capacities: [Capacity] = [],
        patterns: [String]? = nil
    ) {
        self.actor = actor
        self.name = name
        self.account = account
        self.unit = unit
        self.capacities = capacities
        self.patterns = patterns
    }

    static let nobody = Standing(actor: .anonymous, name: "未登录")

    /// All roles of all capacities, each once.
    package var roles: [String] { Set(capacities.flatMap(\.roles)).sorted() }
    /// The units it acts for.
    package var units: Set<String> { Set(capacities.compactMap(\.unit)) }
    package var posts: Set<String> { Set(capacities.compactMap(\.post)) }
    /// Those units and all that stand under them in the `administration` hierarchy today.
    package var subtree: Set<String> { capacities.reduce(into: []) { $0.formUnion($1.subtree) } }

    /// The audit stream its commands are written to: its county, department or park; else the city's.
    package var stream: String { unit.map { "unit:\($0)" } ?? "city" }
}

/// One footing on which somebody acts: a post they hold, or a power given to them for a time.
package struct Capacity: Sendable, Equatable {
    package enum Basis: Sendable, Equatable {
        case post(title: String, isActing: Bool)
        case mandate(id: String, title: String)
    }

    package let basis: Basis
    package let post: String?
    package let unit: String?
    package let roles: Set<String>
    /// The unit and all beneath it.
    package let subtree: Set<String>
    /// Registers, forms and indicators the post is in charge of across units (条块): `register:platforms`.
    package let lines: Set<String>
    /// A mandate may reach no further than some permissions; nil is no limit.
    package let patterns: [String]?
    package let isReadOnly: Bool

    package init(
        basis: Basis, post: String? = nil, unit: String?, roles: Set<String>, subtree: Set<String>,
        lines: Set<String> = [], patterns: [String]? = nil, isReadOnly: Bool = false
    ) {
        self.basis = basis
        self.post = post
        self.unit = unit
        self.roles = roles
        self.subtree = subtree
        self.lines = lines
        self.patterns = patterns
        self.isReadOnly = isReadOnly
    }

    /// As a decision names it: 以“收文岗”的身份.
    package var title: String {
        switch basis {
        case .post(let title, let isActing): isActing ? "\(title)（代理）" : title
        case .mandate(_, let title): title
        }
    }

    func covers(_ permission: Permission, writing: Bool) -> Bool {
        if writing && isReadOnly { return false }
        return patterns?.contains { permission.isCovered(by: $0) } ?? true
    }
}
