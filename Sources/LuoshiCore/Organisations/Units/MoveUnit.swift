/// Puts a unit under another parent in a named hierarchy, or takes it out of it.
package struct MoveUnit: UnitEventCommand {
    package static let name = "unit.move"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ unit: String, hierarchy: String, parent: String?, _ paper: UnitPaper) {
        self.content = .move(unit: unit, hierarchy: hierarchy, parent: parent)
        self.paper = paper
    }

    package var permission: Permission { "unit.move" }
}
