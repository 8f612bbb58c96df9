/// Everything that is known of units, in memory: what an event would do can be seen before anything is written.
package struct UnitBook: Sendable {
    /// What of a unit does not change by events.
    struct Record: Sendable {
        let kind: UnitKind
        let area: String?
        let creditCode: String?
    }

    struct Hierarchy: Sendable {
        let key: String
        let title: String
        let root: String
    }

    var records: [String: Record]
    let hierarchies: [Hierarchy]
    /// Key → name.
    let groups: [String: String]
    /// The unit of the city, of which new ids are made.
    let city: String
    var chronicle: UnitChronicle
    /// Entries that are known, by number.
    var events: [Int: UnitEvent]
    /// Which units each known entry touches.
    var parts: [Int: [String: UnitPart]]
    private(set) var steps: [Successions.Step]
    var lastNumber: Int

    init(
        records: [String: Record], hierarchies: [Hierarchy], groups: [String: String], city: String,
        chronicle: UnitChronicle, events: [UnitEvent], parts: [Int: [String: UnitPart]], steps: [Successions.Step],
        lastNumber: Int
    ) {
        self.records = records
        self.hierarchies = hierarchies
        self.groups = groups
        self.city = city
        self.chronicle = chronicle
        self.events = Dictionary(uniqueKeysWithValues: events.map { ($0.number, $0) })
        self.parts = parts
        self.steps = steps
        self.lastNumber = lastNumber
    }

    package var successions: Successions { Successions(steps) }

    /// The short name that a unit goes by on a day, or went by last; its id where it never had one.
    package func title(_ unit: String, on day: Day) -> String {
        if let name = chronicle.name(unit, on: day) { return name.short }
        let stretches = chronicle.stretches(.name(unit: unit))
        return (stretches.last { $0.from <= day } ?? stretches.first)?.values[1] ?? unit
    }

    package func isAlive(_ unit: String, on day: Day) -> Bool { chronicle.isAlive(unit, on: day) }

    package func hierarchyTitle(_ key: String) -> String { hierarchies.first { $0.key == key }?.title ?? key }

    /// Adds an event as it would be entered, and holds what must hold of units on every day. Throws a refusal.
    mutating func enter(
        _ content: UnitEventContent, _ paper: UnitPaper, place: Int? = nil, by name: String, at moment: Moment
    ) throws -> UnitEntry {
        let number = lastNumber + 1
        let content = content.withIDs(city: city, number: number)
        try checkPaper(content, paper)
        let consequences = try UnitConsequences(of: content, from: paper.from, in: self)
        let event = UnitEvent(
            number: number, place: place ?? number, content: content, paper: paper, enteredBy: name,
            enteredAt: moment.instant, knownFrom: moment.day, ending: nil)
        let keys = add(event, consequences)
        try check(keys, touching: Set(consequences.parts.keys))
        return UnitEntry(event: event, consequences: consequences, keys: keys)
    }

    /// Takes an entry out again; returns the facts it spoke of. Throws a refusal where later entries rest on it.
    mutating func strike(_ number: Int, checks: Bool) throws -> Set<UnitFact.Key> {
        let touched = Set((parts[number] ?? [:]).keys)
        let keys = chronicle.remove(event: number)
        steps.removeAll { $0.event == number }
        events[number] = nil
        parts[number] = nil
        if checks { try check(keys, touching: touched) }
        return keys
    }

    private mutating func add(_ event: UnitEvent, _ consequences: UnitConsequences) -> Set<UnitFact.Key> {
        lastNumber = event.number
        chronicle.add(consequences.facts, event: event.number, place: event.place)
        events[event.number] = event
        parts[event.number] = consequences.parts
        for unit in consequences.opened {
            records[unit.id] = Record(kind: unit.kind, area: unit.area, creditCode: unit.creditCode)
        }
        steps += consequences.passages.map { $0.step(of: event) }
        return Set(consequences.facts.map(\.key))
    }
}

/// An event that has been thought through and may be written.
struct UnitEntry {
    let event: UnitEvent
    let consequences: UnitConsequences
    let keys: Set<UnitFact.Key>
}

extension UnitEventContent {
    /// New units without an id get one: an enterprise its credit code, another one the city's with the event's number.
    func withIDs(city: String, number: Int) -> UnitEventContent {
        func filled(_ unit: NewUnit, _ suffix: String = "") -> NewUnit {
            var unit = unit
            if unit.id.isEmpty { unit.id = unit.creditCode ?? "\(city)-u\(number)\(suffix)" }
            return unit
        }
        switch self {
        case .open(let unit): return .open(filled(unit))
        case .merge(let units, let into, let opening):
            let opening = opening.map { filled($0) }
            return .merge(units: units, into: opening?.id ?? into, opening: opening)
        case .split(let unit, let parts, let remainder):
            let filledParts = parts.enumerated().map { index, part in
                let opening = part.opening.map { filled($0, "-\(index + 1)") }
                return SplitPart(unit: opening?.id ?? part.unit, opening: opening, subjects: part.subjects)
            }
            return .split(unit: unit, parts: filledParts, remainder: remainder)
        default: return self
        }
    }
}
