import Database
import LuoshiCore
import Testing

/// A day by its text; a test that writes it wrong stops.
func day(_ text: String) throws -> Day { try #require(Day(text)) }

extension UnitPaper {
    /// A paper for tests.
    static func from(_ day: Day) -> UnitPaper { UnitPaper(from: day, basis: "某编发〔2022〕1 号") }
}

extension House {
    /// Enters a unit event as the system.
    @discardableResult func enter(_ command: some UnitEventCommand) async throws -> UnitEventOutcome {
        try await door.perform(command, as: .system("test"))
    }

    /// The refusal that a unit event meets; nil where it goes through.
    func refusal(_ command: some UnitEventCommand) async throws -> String? {
        do {
            try await enter(command)
            return nil
        } catch let refusal as Refusal { return refusal.code }
    }

    func unit(_ id: String, on past: Day? = nil) async throws -> UnitDetail? {
        try await door.ask(UnitByID(id), as: .system("test"), knownOn: past)
    }

    func units(on past: Day? = nil) async throws -> [String: String] {
        let units = try await door.ask(AllUnits(), as: .system("test"), knownOn: past)
        return Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0.shortName) })
    }

    func subtree(_ unit: String, along hierarchy: String = "administration", on day: Day) async throws -> Set<String> {
        try await database.read { try UnitStore($0).subtree(of: unit, along: hierarchy, on: InForce(day)) }
    }

    func members(_ group: String, on day: Day) async throws -> [String] {
        try await database.read { try UnitStore($0).members(of: group, on: InForce(day)) }
    }

    func heir(_ unit: String, _ subject: String? = nil, on day: Day, knownOn past: Day? = nil) async throws -> String {
        let inForce = past.map { InForce($0, asKnownThen: true) } ?? InForce(day)
        return try await database.read {
            try UnitEventStore($0).successions(inForce).answer(for: unit, subject: subject, on: day)
        }
    }
}
