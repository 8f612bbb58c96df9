/// Sets the members of a group from a day on.
package struct ChangeGroup: UnitEventCommand {
    package static let name = "unit.group"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ group: String, members: [String], _ paper: UnitPaper) {
        self.content = .group(group: group, members: members)
        self.paper = paper
    }

    package var permission: Permission { "unit.group" }
}
