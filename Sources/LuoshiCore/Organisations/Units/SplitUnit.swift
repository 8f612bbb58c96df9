/// Splits a unit: each part takes its subjects, and `remainder` the rest; without one the unit lives on.
package struct SplitUnit: UnitEventCommand {
    package static let name = "unit.split"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ unit: String, parts: [SplitPart], remainder: String?, _ paper: UnitPaper) {
        self.content = .split(unit: unit, parts: parts, remainder: remainder)
        self.paper = paper
    }

    package var permission: Permission { "unit.split" }
}
