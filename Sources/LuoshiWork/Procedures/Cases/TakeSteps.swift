package import LuoshiCore

/// Takes the same step of several cases of one procedure at once: of all of them, or of none.
package struct TakeSteps: Command {
    package static let name = "case.step_many"
    /// A case, and the stay in which it was seen.
    package struct Item: Sendable, Hashable, Codable {
        package let item: String
        package let stay: Int

        package init(_ item: String, stay: Int) {
            self.item = item
            self.stay = stay
        }
    }

    let items: [Item]
    let procedure: String
    let step: String

    package init(_ items: [Item], of procedure: String, step: String) {
        self.items = items
        self.procedure = procedure
        self.step = step
    }

    package var permission: Permission { Permission("case.step.\(procedure).\(step)") }

    package func subjects(in reading: Reading) throws -> [Subject] {
        guard !items.isEmpty else { throw Refusal("cases_none_chosen", "请先勾选要办理的事项。") }
        guard items.count <= 1000 else { throw Refusal("cases_too_many", "一次最多办理 1000 件，请分几次。") }
        return try steps.flatMap { try $0.subjects(in: reading) }
    }

    package func locks(in reading: Reading) throws -> [LockKey] { try steps.flatMap { try $0.locks(in: reading) } }

    private var steps: [TakeStep] {
        Set(items).sorted { $0.item < $1.item }.map { TakeStep($0.item, of: procedure, step: step, stay: $0.stay) }
    }

    /// Returns how many there were.
    package func run(_ change: inout Change) throws -> Int {
        for step in steps { _ = try step.run(&change) }
        return steps.count
    }
}
