import Database
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiFigures

/// How many units should report is what the units' own history says, though it is counted once and kept.
@Suite struct ExpectedUnitsTests {
    @Test(arguments: TestDatabases.engines, [1, 2, 3] as [UInt64])
    func `kept counts follow units that open, move, merge and close on any day`(engine: TestEngine, seed: UInt64)
        async throws
    {
        try await FigureHouse.with(engine) { house in
            var drawn = Drawn(seed: seed)
            var units = ["9000-a", "9001", "9002", "9001-f", "9001-g", "9002-h"]
            var done = 0
            var seen: Set<Int> = []
            for step in 0..<16 {
                do {
                    if let opened = try await change(units, &drawn, in: house) { units.append(opened) }
                    done += 1
                } catch let refusal as any PublicError where refusal.status < 500 {
                    // A refused step changes nothing.
                }
                let compared = try await house.door.ask(
                    CompareExpected(units: units, seed: seed &+ 7), as: house.system)
                #expect(compared.faults == [], "\(engine), seed \(seed), step \(step)")
                seen.formUnion(compared.counts)
            }
            #expect(done > 3)
            #expect(seen.isSuperset(of: [0, 1, 2, 3]), "\(seen.sorted())")
        }
    }

    /// Returns the unit that was opened, if one was.
    private func change(_ units: [String], _ drawn: inout Drawn, in house: FigureHouse) async throws -> String? {
        let day = try #require(Day("2022-08-05")).adding(days: -drawn.below(700))
        let paper = UnitPaper(from: day, basis: "文件")
        let (unit, other) = (drawn.one(of: units), drawn.one(of: units + ["9000"]))
        switch drawn.below(5) {
        case 0, 1:
            let id = "9100-\(units.count)"
            let parents = ["territory": drawn.one(of: ["9000", "9001", "9002"]), "administration": "9000"]
            let new = NewUnit(
                id: id, kind: drawn.one(of: [.county, .institution]), name: "新\(units.count)单位", parents: parents)
            _ = try await house.door.perform(OpenUnit(new, paper), as: house.system)
            return id
        case 2:
            let move = MoveUnit(
                unit, hierarchy: drawn.one(of: ["territory", "administration"]), parent: other, paper)
            _ = try await house.door.perform(move, as: house.system)
        case 3: _ = try await house.door.perform(MergeUnits([unit], into: other, paper), as: house.system)
        default: _ = try await house.door.perform(CloseUnit(unit, successor: other, paper), as: house.system)
        }
        return nil
    }
}

/// Counts expected units for random questions, as they are kept and as the units' history says.
private struct CompareExpected: Query {
    static let name = "figure.compare_expected"
    let units: [String]
    let seed: UInt64

    struct Compared {
        var faults: [String] = []
        var counts: Set<Int> = []
    }

    var permission: Permission { "figure.read" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    func answer(in reading: Reading) throws -> Compared {
        var drawn = Drawn(seed: seed)
        var compared = Compared()
        let expected = ExpectedUnits(reading)
        for _ in 0..<60 {
            let kinds: [UnitKind] = drawn.one(of: [[.county], [.institution], [.county, .institution], [.enterprise]])
            let hierarchy = drawn.one(of: ["territory", "administration"])
            let unit = drawn.one(of: units + ["9000", "9000"])
            let day = reading.day.adding(days: 30 - drawn.below(760))
            let right = try Self.count(kinds, hierarchy, of: unit, on: day, reading.session)
            let found = try expected.count(kinds, hierarchy, of: unit, on: day)
            let listed = try expected.units(kinds, hierarchy, of: unit, on: day).count
            compared.counts.insert(right)
            if found != right || listed != right {
                compared.faults.append(
                    "\(kinds) of \(unit) along \(hierarchy) on \(day): \(right), counted \(found), listed \(listed)")
            }
        }
        return compared
    }

    /// By the tables alone: those that live on the day, and whose way up leads to the unit.
    private static func count(
        _ kinds: [UnitKind], _ hierarchy: String, of unit: String, on day: Day, _ session: any Session
    ) throws -> Int {
        func holds(_ row: Row) throws -> Bool {
            let until: Day? = try row["valid_to"]
            return try row["valid_from"] <= day && (until.map { day < $0 } ?? true)
        }
        var above: [String: String] = [:]
        try session.forEach(
            "SELECT child, parent, valid_from, valid_to FROM unit_edges WHERE hierarchy = \(hierarchy) AND known_to IS NULL"
        ) { row in if try holds(row) { above[try row["child"]] = try row["parent"] as String } }
        var living: Set<String> = []
        try session.forEach("SELECT unit, valid_from, valid_to FROM unit_names WHERE known_to IS NULL") { row in
            if try holds(row) { living.insert(try row["unit"]) }
        }
        let all: [(String, UnitKind)] = try session.all("SELECT id, kind FROM units") { (try $0["id"], try $0["kind"]) }
        return all.count { id, kind in
            guard kinds.contains(kind), living.contains(id) else { return false }
            var (at, met): (String?, Set<String>) = (id, [])
            while let here = at, met.insert(here).inserted {
                if here == unit { return true }
                at = above[here]
            }
            return false
        }
    }
}
