/// Opens a unit of any kind: codes checked (GB/T 2260, GB 32100), with its place in each hierarchy.
package struct OpenUnit: UnitEventCommand {
    package static let name = "unit.open"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ unit: NewUnit, _ paper: UnitPaper) {
        self.content = .open(unit)
        self.paper = paper
    }

    package var permission: Permission { "unit.open" }
}
