import Database
import Foundation
import LuoshiCore

/// What a plan version leaves open, and where it does not say the same twice.
extension PlanStore {
    /// One question of the version that counts on the day.
    func ruling(_ key: String, _ inForce: InForce) throws -> RulingQuestion? {
        guard let number = try version(inForce)?.number else { return nil }
        return try session.first("SELECT * FROM plan_rulings WHERE version = \(number) AND key = \(key)", Self.ruling)
    }

    /// One contradiction of the version that counts on the day.
    func contradiction(_ key: String, _ inForce: InForce) throws -> Contradiction? {
        guard let number = try version(inForce)?.number else { return nil }
        return try session.first(
            "SELECT * FROM plan_contradictions WHERE version = \(number) AND key = \(key)", Self.contradiction)
    }

    static func ruling(_ row: Row) throws -> RulingQuestion {
        RulingQuestion(
            key: try row["key"], clause: try row["clause"], title: try row["title"], question: try row["question"],
            why: try row["why"], options: try list(row["options"]), targets: try list(row["targets"]),
            decidedBy: try row["decided_by"], consults: try list(row["consults"]), takes: try row["takes"],
            isFree: try row["free"])
    }

    static func contradiction(_ row: Row) throws -> Contradiction {
        Contradiction(
            key: try row["key"], title: try row["title"], clauses: try list(row["clauses"]),
            targets: try list(row["targets"]), explanation: try row["explanation"])
    }

    /// A list as it is stored, in JSON.
    static func list<T: Decodable>(_ text: String) throws -> [T] {
        try JSONDecoder().decode([T].self, from: Data(text.utf8))
    }
}
