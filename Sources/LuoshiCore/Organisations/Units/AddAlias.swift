/// Lets a unit be found by another name from a day on.
package struct AddAlias: UnitEventCommand {
    package static let name = "unit.add_alias"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ alias: String, of unit: String, _ paper: UnitPaper) {
        self.content = .alias(unit: unit, alias: alias, isAdded: true)
        self.paper = paper
    }

    package var permission: Permission { "unit.alias" }
}
