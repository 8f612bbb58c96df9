import Database
import Foundation
import Testing

@testable import luoshi

/// What keeps a server of the version before at work while the next one has already changed the tables.
@Suite struct MigrationRuleTests {
    /// Came before the rule: all servers stop for it (`docs/running.md`).
    private static let exceptions: Set<String> = ["core-007-posts", "core-012-unit-events"]

    @Test func `every migration only adds`() {
        #expect(Self.exceptions.isSubset(of: Composition.migrations.map(\.id)))
        for migration in Composition.migrations where !Self.exceptions.contains(migration.id) {
            let text = migration.sql.replacing(/--[^\n]*/, with: "")
            for part in text.split(separator: /;[ \t]*(\n|$)/) {
                let statement = part.trimmingCharacters(in: .whitespacesAndNewlines)
                if statement.isEmpty { continue }
                let adds = statement.firstMatch(
                    of: /^(CREATE TABLE|CREATE (UNIQUE )?INDEX|ALTER TABLE \w+ ADD COLUMN|INSERT INTO|UPDATE)\b/)
                #expect(adds != nil, "\(migration.id): \(statement.prefix(60))")
                // The older server does not know the column and leaves it out.
                let demands = statement.hasPrefix("ALTER TABLE") && statement.contains("NOT NULL")
                #expect(!demands || statement.contains("DEFAULT"), "\(migration.id): \(statement.prefix(60))")
            }
        }
    }
}
