import LuoshiCore

/// A unit as it is called on the day.
struct UnitSummary: Codable, Sendable {
    let id: String
    let kind: UnitKind
    let area: String?
    let name: String
    let shortName: String
    let isProvisional: Bool

    init(_ unit: Unit) {
        id = unit.id
        kind = unit.kind
        area = unit.area
        name = unit.name
        shortName = unit.shortName
        isProvisional = unit.isProvisional
    }
}

/// A unit with its other names and its place in the hierarchies.
struct UnitDetailAnswer: Codable, Sendable {
    struct AboveAnswer: Codable, Sendable {
        let hierarchy: String
        let unit: UnitSummary
    }

    let unit: UnitSummary
    let creditCode: String?
    /// The first day on which it no longer is.
    let closedOn: Day?
    /// The day on which it begins, where that is still to come.
    let opensOn: Day?
    let groups: [String]
    let aliases: [String]
    let above: [AboveAnswer]
    let below: [UnitSummary]

    init(_ detail: UnitDetail) {
        unit = UnitSummary(detail.unit)
        creditCode = detail.creditCode
        closedOn = detail.closedOn
        opensOn = detail.opensOn
        groups = detail.groups
        aliases = detail.aliases
        above = detail.above.map { AboveAnswer(hierarchy: $0.hierarchy, unit: UnitSummary($0.unit)) }
        below = detail.below.map(UnitSummary.init)
    }
}

/// A unit that is, was or will be.
struct RegisteredUnitAnswer: Codable, Sendable {
    let unit: UnitSummary
    let closedOn: Day?
    let opensOn: Day?

    init(_ known: KnownUnit) {
        unit = UnitSummary(known.unit)
        closedOn = known.closedOn
        opensOn = known.opensOn
    }
}

/// A wording that stands for several units; `awaiting` is the ruling that must decide which.
struct UnitGroupAnswer: Codable, Sendable {
    let key: String
    let name: String
    let awaiting: String?
    let members: [String]

    init(_ group: UnitGroup, _ members: [String]) {
        key = group.key
        name = group.name
        awaiting = group.awaiting
        self.members = members
    }
}

/// A named hierarchy of units.
struct HierarchyAnswer: Codable, Sendable {
    let key: String
    let title: String
}

/// Kinds of events that whoever asks may enter about a unit.
struct UnitActionsAnswer: Codable, Sendable {
    let kinds: [UnitEventKind]
    let mayCorrect: Bool
}
