/// What happened to units, as it was entered: enough to say it again, or to enter it anew when it was wrong.
package enum UnitEventContent: Codable, Sendable, Hashable {
    /// Units that came in with an adoption of the package.
    case seed(adoption: Int)
    case open(NewUnit)
    case rename(unit: String, name: String, shortName: String)
    /// Several into one that exists, or into one that is opened by it.
    case merge(units: [String], into: String, opening: NewUnit?)
    /// Parts take subjects; what is not listed goes to `remainder`, and the unit ends. Without one it lives on with the rest.
    case split(unit: String, parts: [SplitPart], remainder: String?)
    /// A new parent in a named hierarchy; nil leaves the hierarchy.
    case move(unit: String, hierarchy: String, parent: String?)
    case close(unit: String, successor: String?)
    /// 职能划转: a function with the subjects it carries (`duty:2.3.4`, `target:T03`), between two that both live on.
    case transfer(function: String, from: String, to: String, subjects: [String])
    case alias(unit: String, alias: String, isAdded: Bool)
    /// The members of a group from a day on.
    case group(group: String, members: [String])

    package var kind: UnitEventKind {
        switch self {
        case .seed: .seed
        case .open: .open
        case .rename: .rename
        case .merge: .merge
        case .split: .split
        case .move: .move
        case .close: .close
        case .transfer: .transfer
        case .alias: .alias
        case .group: .group
        }
    }

    /// The command that enters it; nil for what only a package brings.
    package func command(_ paper: UnitPaper) -> (any UnitEventCommand)? {
        switch self {
        case .seed: nil
        case .open(let unit): OpenUnit(unit, paper)
        case .rename(let unit, let name, let short): RenameUnit(unit, name: name, shortName: short, paper)
        case .merge(let units, let into, let opening): MergeUnits(units, into: into, opening: opening, paper)
        case .split(let unit, let parts, let remainder): SplitUnit(unit, parts: parts, remainder: remainder, paper)
        case .move(let unit, let hierarchy, let parent): MoveUnit(unit, hierarchy: hierarchy, parent: parent, paper)
        case .close(let unit, let successor): CloseUnit(unit, successor: successor, paper)
        case .transfer(let function, let from, let to, let subjects):
            TransferFunction(function, from: from, to: to, subjects: subjects, paper)
        case .alias(let unit, let alias, true): AddAlias(alias, of: unit, paper)
        case .alias(let unit, let alias, false): RemoveAlias(alias, of: unit, paper)
        case .group(let group, let members): ChangeGroup(group, members: members, paper)
        }
    }

    /// Units that it names; for locks and scopes.
    package var units: [String] {
        switch self {
        case .seed, .group: []
        case .open(let unit): unit.parents.values.sorted()
        case .rename(let unit, _, _), .alias(let unit, _, _): [unit]
        case .merge(let units, let into, let opening): units + (opening == nil ? [into] : [])
        case .split(let unit, let parts, _): [unit] + parts.filter { $0.opening == nil }.map(\.unit)
        case .move(let unit, _, let parent): [unit] + [parent].compactMap { $0 }
        case .close(let unit, let successor): [unit] + [successor].compactMap { $0 }
        case .transfer(_, let from, let to, _): [from, to]
        }
    }
}

extension UnitEventContent {
    /// Every unit that a sentence about it names.
    var mentioned: [String] {
        switch self {
        case .merge(_, let into, _): units + [into]
        case .split(_, let parts, let remainder): units + parts.map(\.unit) + [remainder].compactMap { $0 }
        case .group(_, let members): members
        default: units
        }
    }
}

/// The kinds of unit events by their names in the table.
package enum UnitEventKind: String, Sendable, CaseIterable, Codable {
    case seed, open, rename, merge, split, move, close, transfer, alias, group

    package var title: String {
        switch self {
        case .seed: "纳入系统"
        case .open: "设立"
        case .rename: "更名"
        case .merge: "合并"
        case .split: "分设"
        case .move: "隶属调整"
        case .close: "撤销"
        case .transfer: "职能划转"
        case .alias: "简称别称"
        case .group: "统称成员"
        }
    }

    /// What entering it needs.
    package var permission: Permission {
        switch self {
        case .seed: "package.adopt"
        case .transfer: "unit.transfer_function"
        default: Permission("unit.\(rawValue)")
        }
    }

    /// As it stands behind a date, seen from the one that succeeds: 2022-07-20 并入.
    package var passing: String {
        switch self {
        case .merge: "并入"
        case .split: "分设"
        case .close: "撤销"
        case .transfer: "划转"
        default: title
        }
    }
}

/// A unit that an event opens.
package struct NewUnit: Codable, Sendable, Hashable {
    /// Empty: an enterprise's is its credit code, another's is made of the city's and the event's number.
    package var id: String
    package let kind: UnitKind
    package let name: String
    package let shortName: String
    /// Six digits of GB/T 2260.
    package let area: String?
    /// 18 characters of GB 32100; an enterprise must have one.
    package let creditCode: String?
    package let aliases: [String]
    /// Hierarchy → the unit above in it.
    package let parents: [String: String]
    package let isProvisional: Bool

    package init(
        id: String = "", kind: UnitKind, name: String, shortName: String = "", area: String? = nil,
        creditCode: String? = nil, aliases: [String] = [], parents: [String: String] = [:], isProvisional: Bool = false
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.shortName = shortName.isEmpty ? name : shortName
        self.area = area
        self.creditCode = creditCode
        self.aliases = aliases
        self.parents = parents
        self.isProvisional = isProvisional
    }
}

/// One part of a unit that is split: an existing unit or a new one, with the subjects it takes.
package struct SplitPart: Codable, Sendable, Hashable {
    package var unit: String
    package var opening: NewUnit?
    package let subjects: [String]

    package init(unit: String, opening: NewUnit? = nil, subjects: [String]) {
        self.unit = unit
        self.opening = opening
        self.subjects = subjects
    }
}

/// From when an event holds, and on what paper.
package struct UnitPaper: Codable, Sendable, Hashable {
    /// The effective day; in the past it is entered afterwards (补录), in the future it waits.
    package let from: Day
    /// The document's name and number.
    package let basis: String
    package let note: String

    package init(from: Day, basis: String, note: String = "") {
        self.from = from
        self.basis = basis
        self.note = note
    }
}

/// A unit event in the book.
package struct UnitEvent: Sendable, Hashable {
    /// How an entry that was wrong came to its end.
    package struct Ending: Sendable, Hashable {
        package let on: Day
        package let by: String
        package let reason: String
    }

    package let number: Int
    /// Its order among events of the same day: the number of the entry that it corrects, or its own.
    package let place: Int
    package let content: UnitEventContent
    package let paper: UnitPaper
    package let enteredBy: String
    package let enteredAt: Instant
    package let knownFrom: Day
    package let ending: Ending?

    /// Whether it was entered after the day from which it holds.
    package var isLate: Bool { paper.from < knownFrom && content.kind != .seed }
}

/// How a unit takes part in an event.
package enum UnitPart: String, Sendable {
    case opened, ended, changed
    /// Named without being changed, such as the parent of a new unit.
    case named
}
