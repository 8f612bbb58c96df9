/// Puts a wrong entry about units right, with a reason: known time keeps the wrong one and the right one.
package struct CorrectUnitEvent: Command {
    package static let name = "unit.correct"
    let number: Int
    let reason: String
    let content: UnitEventContent
    let paper: UnitPaper

    package init(_ number: Int, reason: String, to content: UnitEventContent, _ paper: UnitPaper) {
        self.number = number
        self.reason = reason
        self.content = content
        self.paper = paper
    }

    package var permission: Permission { "unit.correct" }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(ofUnitEvent: number) }

    package func locks(in reading: Reading) throws -> [LockKey] {
        let units = try UnitEventStore(reading.session).event(number)?.content.units ?? []
        return ["units"] + Set(units + content.units).map { LockKey("unit:\($0)") }
    }

    package func run(_ change: inout Change) throws -> UnitEventOutcome {
        try change.correct(number, reason: reason, to: content, paper)
    }
}

/// Takes an entry about units back that should never have been made: the unit is again what it was.
package struct RestoreUnit: Command {
    package static let name = "unit.restore"
    let number: Int
    let reason: String

    package init(undoing number: Int, reason: String) {
        self.number = number
        self.reason = reason
    }

    package var permission: Permission { "unit.correct" }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(ofUnitEvent: number) }

    package func locks(in reading: Reading) throws -> [LockKey] {
        let units = try UnitEventStore(reading.session).event(number)?.content.units ?? []
        return ["units"] + units.map { LockKey("unit:\($0)") }
    }

    package func run(_ change: inout Change) throws -> UnitEventOutcome {
        try change.correct(number, reason: reason, to: nil, nil)
    }
}

extension Reading {
    /// The units that an entry names; the city where it names none.
    func subjects(ofUnitEvent number: Int) throws -> [Subject] {
        let units = try UnitEventStore(session).event(number)?.content.units ?? []
        return units.isEmpty ? [.city] : units.map(Subject.unit)
    }
}
