import Database

/// What happened to a unit, the latest first (沿革).
package struct UnitHistory: Query {
    /// One entry with its sentence.
    package struct Line: Sendable {
        package let event: UnitEvent
        package let sentence: String
    }

    package static let name = "unit.history"
    let unit: String

    package init(_ unit: String) { self.unit = unit }

    package var permission: Permission { "unit.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }

    package func answer(in reading: Reading) throws -> [Line] {
        let store = UnitEventStore(reading.session)
        let events = try store.events(of: unit, reading.inForce)
        let book = try store.names(for: events)
        return events.map { Line(event: $0, sentence: book.sentence($0)) }
    }
}

/// One entry about units, to be looked at or put right.
package struct UnitEventByNumber: Query {
    package static let name = "unit.event"
    let number: Int

    package init(_ number: Int) { self.number = number }

    package var permission: Permission { "unit.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(ofUnitEvent: number) }

    package func answer(in reading: Reading) throws -> UnitHistory.Line? {
        let store = UnitEventStore(reading.session)
        guard let event = try store.event(number), event.content.kind != .seed else { return nil }
        let book = try store.names(for: [event])
        return UnitHistory.Line(event: event, sentence: book.sentence(event))
    }
}
