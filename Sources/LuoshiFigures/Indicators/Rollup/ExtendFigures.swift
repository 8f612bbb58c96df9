package import LuoshiCore

/// Keeps the openings of stocks far enough ahead of the day: done by the system alone. Without it every figure stays right, and
/// those of late months take longer.
package struct ExtendFigures: Command {
    package static let name = "figure.extend"

    package init() {}

    package var permission: Permission { "figure.extend" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    /// Returns whether there was anything to do.
    package func run(_ change: inout Change) throws -> Bool {
        // No writer may be half way between the old horizon and the new one.
        try FigureStore(change.session).hold()
        guard try Horizon(change.session).extend(today: change.day) else { return false }
        change.note("各月期初数续存一年")
        return true
    }
}

/// Whether `ExtendFigures` has anything to do.
package struct FiguresToExtend: Query {
    package static let name = "figure.to_extend"

    package init() {}

    package var permission: Permission { "figure.extend" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func answer(in reading: Reading) throws -> Bool { try Horizon(reading.session).isNear(today: reading.day) }
}

extension Door {
    /// Lets kept figures reach further; running it again does nothing more.
    package func extendFigures() async throws {
        let system = Actor.system("figures")
        if try await ask(FiguresToExtend(), as: system) { _ = try await perform(ExtendFigures(), as: system) }
    }
}
