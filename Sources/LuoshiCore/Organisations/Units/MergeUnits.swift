/// Merges several units into one that exists, or into one opened by it: duties, members and those beneath follow.
package struct MergeUnits: UnitEventCommand {
    package static let name = "unit.merge"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ units: [String], into: String = "", opening: NewUnit? = nil, _ paper: UnitPaper) {
        self.content = .merge(units: units, into: into, opening: opening)
        self.paper = paper
    }

    package var permission: Permission { "unit.merge" }
}
