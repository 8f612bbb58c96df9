import Database
import LuoshiCore
import Synchronization

/// The units that should report beneath a unit on a day. Counted once for as long as nothing happens to units.
final class ExpectedUnits {
    private let reading: Reading
    private var counts: UnitCounts?
    /// The last one asked for: a page asks the same of every indicator.
    private var last: (question: UnitCounts.Question, day: Day, count: Int)?

    init(_ reading: Reading) { self.reading = reading }

    func count(_ kinds: [UnitKind], _ hierarchy: String, of unit: String, on day: Day) throws -> Int {
        if let last, last.day == day, last.question.kinds == kinds, last.question.hierarchy == hierarchy,
            last.question.unit == unit
        {
            return last.count
        }
        let question = UnitCounts.Question(kinds: kinds, hierarchy: hierarchy, unit: unit)
        let known = try counts ?? read()
        counts = known
        let count = try known.count(question, on: day) { day in
            try UnitStore(reading.session).count(of: kinds, beneath: unit, along: hierarchy, on: InForce(day))
        }
        last = (question, day, count)
        return count
    }

    func units(_ kinds: [UnitKind], _ hierarchy: String, of unit: String, on day: Day) throws -> Set<String> {
        let store = UnitStore(reading.session)
        let beneath = try store.subtree(of: unit, along: hierarchy, on: InForce(day))
        let found = try store.units(on: InForce(day)).filter { beneath.contains($0.id) && kinds.contains($0.kind) }
        return Set(found.map(\.id))
    }

    private func read() throws -> UnitCounts {
        // An event that is corrected is ended: the two numbers only grow.
        let stamp = try UnitStore(reading.session).stamp()
        return try reading.kept.value("unit-counts \(stamp)") {
            UnitCounts(days: try UnitStore(reading.session).days())
        }
    }
}

/// Counts of units in one state of what is known of them, filled as they are asked for.
final class UnitCounts: Sendable {
    struct Question: Hashable {
        let kinds: [UnitKind]
        let hierarchy: String
        let unit: String
    }

    private struct Place: Hashable {
        let question: Question
        let since: Day?
    }

    /// Days on which anything about units changes, in order: between two of them every count stays.
    private let days: [Day]
    private let counts = Mutex<[Place: Int]>([:])

    init(days: [Day]) { self.days = days }

    func count(_ question: Question, on day: Day, _ read: (Day) throws -> Int) rethrows -> Int {
        let place = Place(question: question, since: days.last { $0 <= day })
        if let known = counts.withLock({ $0[place] }) { return known }
        let count = try read(day)
        counts.withLock { counts in
            // Few are ever asked for; a limit all the same.
            if counts.count >= 10_000 { counts = [:] }
            counts[place] = count
        }
        return count
    }
}
