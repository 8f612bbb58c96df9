/// Transfers a function with its subjects between two units that live on (职能划转).
package struct TransferFunction: UnitEventCommand {
    package static let name = "unit.transfer_function"
    package let content: UnitEventContent
    package let paper: UnitPaper

    package init(_ function: String, from: String, to: String, subjects: [String], _ paper: UnitPaper) {
        self.content = .transfer(function: function, from: from, to: to, subjects: subjects)
        self.paper = paper
    }

    package var permission: Permission { "unit.transfer_function" }
}
