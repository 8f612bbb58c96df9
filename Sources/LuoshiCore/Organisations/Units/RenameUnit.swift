/// Gives a unit another name from a day on; the old one still finds it.
package struct RenameUnit: UnitEventCommand {
    package static let name = "unit.rename"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ unit: String, name: String, shortName: String = "", _ paper: UnitPaper) {
        self.content = .rename(unit: unit, name: name, shortName: shortName.isEmpty ? name : shortName)
        self.paper = paper
    }

    package var permission: Permission { "unit.rename" }
}
