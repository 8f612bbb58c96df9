/// Ends an alias from a day on.
package struct RemoveAlias: UnitEventCommand {
    package static let name = "unit.remove_alias"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ alias: String, of unit: String, _ paper: UnitPaper) {
        self.content = .alias(unit: unit, alias: alias, isAdded: false)
        self.paper = paper
    }

    package var permission: Permission { "unit.alias" }
}
