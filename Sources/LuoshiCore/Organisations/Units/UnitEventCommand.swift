/// A command that enters one unit event.
package protocol UnitEventCommand: Command where Outcome == UnitEventOutcome {
    var content: UnitEventContent { get }
    var paper: UnitPaper { get }
}

extension UnitEventCommand {
    package func subjects(in reading: Reading) throws -> [Subject] {
        let units = content.units
        return units.isEmpty ? [.city] : units.map(Subject.unit)
    }

    /// `units` keeps all events apart: trees and names concern all units at once.
    package func locks(in reading: Reading) throws -> [LockKey] {
        ["units"] + content.units.map { LockKey("unit:\($0)") }
    }

    package func run(_ change: inout Change) throws -> UnitEventOutcome { try change.enter(content, paper) }
}
