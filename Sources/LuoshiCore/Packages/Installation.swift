package import Database

/// Facts about an installation as a whole.
package struct Installation: Sendable, Equatable {
    /// The data is made up: every page, figure, export and print says so.
    package let isDemonstration: Bool
    /// The short title of the plan in force.
    package let planTitle: String?

    package static func isDemonstration(in session: any Session) throws -> Bool {
        try session.first("SELECT value FROM installation WHERE key = 'demonstration'") { try $0["value"] as String }
            != nil
    }
}

/// What this installation is; asked by the server at its start.
package struct ReadInstallation: Query {
    package static let name = "installation.read"

    package init() {}

    package var permission: Permission { "installation.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func answer(in reading: Reading) throws -> Installation {
        Installation(
            isDemonstration: try Installation.isDemonstration(in: reading.session),
            planTitle: reading.package?.manifest.shortTitle)
    }
}

/// Marks an installation as a demonstration, for good.
package struct MarkDemonstration: Command {
    package static let name = "installation.mark_demonstration"

    package init() {}

    package var permission: Permission { "installation.mark" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    package func run(_ change: inout Change) throws -> Bool {
        try change.session.execute(
            "INSERT INTO installation (key, value) VALUES ('demonstration', 'true') ON CONFLICT (key) DO NOTHING")
        change.note("标明本系统的数据是演示数据")
        return true
    }
}
