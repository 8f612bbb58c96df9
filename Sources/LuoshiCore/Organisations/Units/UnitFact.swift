import Database

/// What a unit event makes so from a day on, until another event says otherwise.
struct UnitFact: Sendable, Hashable {
    /// What it is about: a name, a place in a hierarchy, a membership, an alias.
    enum Key: Sendable, Hashable {
        case name(unit: String)
        case parent(hierarchy: String, child: String)
        case member(group: String, unit: String)
        case alias(alias: String, unit: String)
    }

    let key: Key
    let from: Day
    /// A name and a short name; a parent; nothing for what only is or is not. Nil: it no longer holds.
    let values: [String]?
}

extension UnitFact.Key {
    /// The word in the table of facts.
    var fact: String {
        switch self {
        case .name: "name"
        case .parent: "parent"
        case .member: "member"
        case .alias: "alias"
        }
    }

    var parts: (first: String, second: String) {
        switch self {
        case .name(let unit): (unit, "")
        case .parent(let hierarchy, let child): (hierarchy, child)
        case .member(let group, let unit): (group, unit)
        case .alias(let alias, let unit): (alias, unit)
        }
    }

    init?(fact: String, first: String, second: String) {
        switch fact {
        case "name": self = .name(unit: first)
        case "parent": self = .parent(hierarchy: first, child: second)
        case "member": self = .member(group: first, unit: second)
        case "alias": self = .alias(alias: first, unit: second)
        default: return nil
        }
    }

    /// The unit that it is about.
    var unit: String {
        switch self {
        case .name(let unit): unit
        case .parent(_, let child): child
        case .member(_, let unit): unit
        case .alias(_, let unit): unit
        }
    }

    /// The dated table that shows it, and the row's key there.
    var row: (table: DatedTable, key: [SQLValue]) {
        switch self {
        case .name(let unit): (UnitStore.names, [.text(unit)])
        case .parent(let hierarchy, let child): (UnitStore.edges, [.text(hierarchy), .text(child)])
        case .member(let group, let unit): (UnitStore.members, [.text(group), .text(unit)])
        case .alias(let alias, let unit): (UnitStore.aliases, [.text(alias), .text(unit)])
        }
    }
}
