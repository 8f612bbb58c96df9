import Database
import LuoshiCore

/// A command that a test writes for itself.
struct Step: Command {
    static let name = "test.step"
    let label: String
    var permission: Permission = "note.write"
    var on: @Sendable (Reading) throws -> [Subject] = { _ in [.city] }
    var locking: @Sendable (Reading) throws -> [LockKey] = { _ in ["notes"] }
    var work: @Sendable (inout Change) throws -> Int = { _ in 0 }

    func subjects(in reading: Reading) throws -> [Subject] { try on(reading) }
    func locks(in reading: Reading) throws -> [LockKey] { try locking(reading) }

    func run(_ change: inout Change) throws -> Int {
        let outcome = try work(&change)
        change.touches("note:\(label)")
        change.note("记下 \(label)")
        try change.writeNote(label)
        return outcome
    }

    private enum CodingKeys: String, CodingKey { case label }
}

extension Step {
    /// A step on the city's matters.
    init(_ label: String, work: @escaping @Sendable (inout Change) throws -> Int) {
        self.init(label: label, work: work)
    }
}

extension Change {
    func writeNote(_ label: String) throws {
        try session.execute(
            """
            INSERT INTO test_notes (position, label, business_day, instant)
            SELECT COALESCE(MAX(position), 0) + 1, \(label), \(day), \(moment.instant) FROM test_notes
            """)
    }
}

/// Reads a counter, then writes it: two of them at once lose an addition unless they are kept apart.
struct AddToCounter: Command {
    static let name = "test.add"
    let counter: String
    let amount: Int

    var permission: Permission { "note.write" }
    func subjects(in reading: Reading) -> [Subject] { [.city] }
    func locks(in reading: Reading) -> [LockKey] { [LockKey("counter:\(counter)")] }

    func run(_ change: inout Change) throws -> Int {
        let before: Int? = try change.session.first("SELECT total FROM test_counters WHERE name = \(counter)") {
            try $0["total"]
        }
        let total = (before ?? 0) + amount
        if before == nil {
            try change.session.execute("INSERT INTO test_counters (name, total) VALUES (\(counter), \(total))")
        } else {
            try change.session.execute("UPDATE test_counters SET total = \(total) WHERE name = \(counter)")
        }
        return total
    }
}

/// A question that a test writes for itself.
struct Look: Query {
    static let name = "test.look"
    var permission: Permission = "note.write"
    var disclosure: [String]?
    var on: [Subject] = [.city]

    func subjects(in reading: Reading) -> [Subject] { on }

    func answer(in reading: Reading) throws -> Int {
        try reading.session.first("SELECT COUNT(*) AS n FROM test_notes") { try $0["n"] } ?? 0
    }
}
