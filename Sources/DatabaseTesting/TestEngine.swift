package import Database

/// A database that a test can have for itself.
package enum TestEngine: String, Sendable, CaseIterable, CustomStringConvertible {
    case sqliteMemory = "SQLite in memory"
    case sqliteFile = "SQLite file"
    case postgreSQL = "PostgreSQL"

    package var description: String { rawValue }

    /// What `Session.engine` will say.
    package var engine: Engine { self == .postgreSQL ? .postgreSQL : .sqlite }
}
