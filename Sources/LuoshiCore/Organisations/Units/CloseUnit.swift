/// Closes a unit; while it answers for anything it needs a successor.
package struct CloseUnit: UnitEventCommand {
    package static let name = "unit.close"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ unit: String, successor: String?, _ paper: UnitPaper) {
        self.content = .close(unit: unit, successor: successor)
        self.paper = paper
    }

    package var permission: Permission { "unit.close" }
}
