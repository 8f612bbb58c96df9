import Database
import LuoshiCore

/// Who stands above a unit in a hierarchy, over time: the line that what it brings goes up.
///
/// A unit that was merged or closed is stood for by whoever succeeds it. Before its first known place a unit has stood there from
/// the first: what lies before is entered afterwards.
struct UnitLine: Sendable, Hashable {
    struct Stretch: Sendable, Hashable, Codable {
        let from: Day
        /// The unit that answers and all above it, the nearest first.
        let units: [String]
    }

    /// In order, the first from `UnitLines.always`.
    let stretches: [Stretch]

    func units(on day: Day) -> [String] { stretches.last { $0.from <= day }?.units ?? [] }

    /// The stretches that meet the days, each cut to them.
    func cut(from: Day, until: Day?) -> [(from: Day, until: Day?, units: [String])] {
        var result: [(Day, Day?, [String])] = []
        for (index, stretch) in stretches.enumerated() {
            let end = index + 1 < stretches.count ? stretches[index + 1].from : nil
            let begins = max(stretch.from, from)
            let ends = [end, until].compactMap(\.self).min()
            if let ends, ends <= begins { continue }
            result.append((begins, ends, stretch.units))
        }
        return result
    }
}

/// Reads lines of units, each once.
final class UnitLines {
    /// Before all days that anything is dated by.
    static let always = Day(number: -719_162)

    private let session: any Session
    private let inForce: InForce
    private var lines: [String: UnitLine] = [:]
    private var edges: [String: [(from: Day, until: Day?, parent: String)]] = [:]
    /// Hierarchies whose places were all read: who is not among them stands nowhere.
    private var learnt: Set<String> = []
    private var roots: [String: String?] = [:]
    private var successions: Successions?

    /// As known now, or on a past day.
    init(_ session: any Session, _ inForce: InForce) {
        self.session = session
        self.inForce = inForce
    }

    /// Reads where all units of a hierarchy stood, at once.
    func learn(_ hierarchy: String) throws {
        guard learnt.insert(hierarchy).inserted else { return }
        var found: [String: [(from: Day, until: Day?, parent: String)]] = [:]
        try session.forEach(
            """
            SELECT e.child, e.parent, e.valid_from, e.valid_to FROM unit_edges e
            WHERE e.hierarchy = \(hierarchy) AND \(sql: inForce.known("e")) ORDER BY e.child, e.valid_from
            """
        ) { row in
            found[try row["child"], default: []].append((try row["valid_from"], try row["valid_to"], try row["parent"]))
        }
        for (child, places) in found { edges["\(hierarchy)/\(child)"] = Self.fromTheFirst(places) }
    }

    /// Before its first known place a unit has stood there from the first.
    private static func fromTheFirst(
        _ places: [(from: Day, until: Day?, parent: String)]
    ) -> [(from: Day, until: Day?, parent: String)] {
        guard let first = places.first else { return [] }
        return [(always, first.until, first.parent)] + places.dropFirst()
    }

    /// Sees places and successions anew.
    func forget() {
        lines = [:]
        edges = [:]
        learnt = []
        successions = nil
    }

    func root(of hierarchy: String) throws -> String? {
        if let known = roots[hierarchy] { return known }
        let root = try UnitStore(session).root(of: hierarchy)
        roots[hierarchy] = root
        return root
    }

    func line(of unit: String, along hierarchy: String) throws -> UnitLine {
        let name = "\(hierarchy)/\(unit)"
        if let known = lines[name] { return known }
        let passes = try self.successionsInForce()
        // All days on which anything about the line may change.
        var days: Set<Day> = [Self.always]
        var open = [unit]
        var seen: Set<String> = []
        while let next = open.popLast() {
            guard seen.insert(next).inserted else { continue }
            for step in passes.steps where step.from == next && step.subject == nil {
                days.insert(step.day)
                open.append(step.to)
            }
            for edge in try places(of: next, hierarchy) {
                days.insert(edge.from)
                if let until = edge.until { days.insert(until) }
                open.append(edge.parent)
            }
        }
        var stretches: [UnitLine.Stretch] = []
        for day in days.sorted() {
            let units = try above(passes.answer(for: unit, on: day), hierarchy, on: day)
            if stretches.last?.units != units { stretches.append(UnitLine.Stretch(from: day, units: units)) }
        }
        let line = UnitLine(stretches: stretches)
        lines[name] = line
        return line
    }

    private func above(_ unit: String, _ hierarchy: String, on day: Day) throws -> [String] {
        var units = [unit]
        var at = unit
        // Who stands nowhere in the hierarchy, as departments in the territory, counts for its head alone.
        if try places(of: unit, hierarchy).isEmpty, let root = try root(of: hierarchy), root != unit {
            return [unit, root]
        }
        while let edge = try places(of: at, hierarchy).last(where: {
            $0.from <= day && ($0.until.map { day < $0 } ?? true)
        }),
            !units.contains(edge.parent)
        {
            at = edge.parent
            units.append(at)
        }
        return units
    }

    private func places(of unit: String, _ hierarchy: String) throws -> [(from: Day, until: Day?, parent: String)] {
        let name = "\(hierarchy)/\(unit)"
        if let known = edges[name] { return known }
        if learnt.contains(hierarchy) { return [] }
        let found: [(from: Day, until: Day?, parent: String)] = try session.all(
            """
            SELECT e.parent, e.valid_from, e.valid_to FROM unit_edges e
            WHERE e.hierarchy = \(hierarchy) AND e.child = \(unit) AND \(sql: inForce.known("e")) ORDER BY e.valid_from
            """
        ) { (try $0["valid_from"], try $0["valid_to"], try $0["parent"]) }
        let places = Self.fromTheFirst(found)
        edges[name] = places
        return places
    }

    private func successionsInForce() throws -> Successions {
        if let successions { return successions }
        let found = try UnitEventStore(session).successions(inForce)
        successions = found
        return found
    }
}
