import Database
import DatabaseTesting
import LuoshiCore
import Testing

/// Successions against a naive model: every matter is walked through the days, one event after another.
@Suite struct SuccessionsTests {
    private static let units = ["u0", "u1", "u2", "u3", "u4", "u5"]
    private static let subjects = ["duty:1", "duty:2", "target:T1"]
    private static let first = Day(number: 19_000)

    /// Who holds each unit's matters at the end of a day, by doing what the events say in their order.
    private static func model(_ steps: [Successions.Step], on day: Day) -> [String: String] {
        var holder: [String: String] = [:]
        for unit in units { for subject in subjects + [""] { holder["\(unit)|\(subject)"] = unit } }
        let events = Dictionary(grouping: steps.filter { $0.day <= day }, by: \.place).values
            .sorted { ($0[0].day, $0[0].place) < ($1[0].day, $1[0].place) }
        for event in events {
            let before = holder
            for (matter, unit) in before {
                let subject = String(matter.split(separator: "|", omittingEmptySubsequences: false)[1])
                let named = event.first { $0.from == unit && $0.subject != nil && $0.subject == subject }
                if let step = named ?? event.first(where: { $0.from == unit && $0.subject == nil }) {
                    holder[matter] = step.to
                }
            }
        }
        return holder
    }

    /// Events of any kind in any order of days, there and back again among them.
    private static func randomSteps(_ random: inout SeededGenerator) -> [Successions.Step] {
        (1...Int.random(in: 1...12, using: &random)).flatMap { number -> [Successions.Step] in
            let from = units.randomElement(using: &random) ?? "u0"
            let others = units.filter { $0 != from }
            let day = first.adding(days: Int.random(in: 0...8, using: &random))
            func step(_ kind: UnitEventKind, _ subject: String?) -> Successions.Step {
                Successions.Step(
                    event: number, place: number, kind: kind, day: day, from: from,
                    to: others.randomElement(using: &random) ?? "u1", subject: subject, basis: "b")
            }
            switch Int.random(in: 0...2, using: &random) {
            case 0: return [step(.merge, nil)]
            case 1: return [step(.transfer, subjects.randomElement(using: &random))]
            default: return [step(.split, subjects[0]), step(.split, nil)]
            }
        }
    }

    @Test(arguments: 1...200)
    func `whoever answers is whom the naive model says, on every day`(seed: UInt64) {
        var random = SeededGenerator(seed)
        let steps = Self.randomSteps(&random)
        let successions = Successions(steps.shuffled(using: &random))
        for offset in -1...10 {
            let day = Self.first.adding(days: offset)
            let model = Self.model(steps, on: day)
            for unit in Self.units {
                for subject in Self.subjects + [""] {
                    let answer = successions.answer(for: unit, subject: subject.isEmpty ? nil : subject, on: day)
                    #expect(answer == model["\(unit)|\(subject)"], "\(unit) \(subject) on \(day)")
                }
            }
        }
    }

    @Test func `matters that go there and back end where they began`() throws {
        let there = Successions.Step(
            event: 1, place: 1, kind: .transfer, day: Self.first, from: "a", to: "b", subject: "duty:1", basis: "")
        let back = Successions.Step(
            event: 2, place: 2, kind: .transfer, day: Self.first.adding(days: 3), from: "b", to: "a", subject: "duty:1",
            basis: "")
        let successions = Successions([back, there])
        #expect(successions.answer(for: "a", subject: "duty:1", on: Self.first) == "b")
        #expect(successions.answer(for: "a", subject: "duty:1", on: Self.first.adding(days: 3)) == "a")
        #expect(successions.way(from: "a", subject: "duty:1", on: Self.first.adding(days: 9)).count == 2)
    }
}

/// Random reorganisations through the Door, entered on days that pass: what every past day showed, it still shows.
@Suite struct UnitStoryTests {
    private struct Shown: Equatable {
        var names: [String: String]
        var heirs: [String: String]
        var places: [String: String]
    }

    private static let subjects = ["duty:1", "duty:2"]
    private static let seeded = ["9000-a", "9000-b", "9001", "9001-p", "9002"]

    private static func shown(_ house: House, _ door: Door, on day: Day, knownOn past: Day?) async throws -> Shown {
        let units = try await door.ask(AllUnits(), as: .system("test"), knownOn: past)
        let inForce = past.map { InForce($0, asKnownThen: true) } ?? InForce(day)
        return try await house.database.read { session in
            let successions = try UnitEventStore(session).successions(inForce)
            var heirs: [String: String] = [:]
            for unit in seeded {
                for subject in subjects {
                    heirs["\(unit) \(subject)"] = successions.answer(for: unit, subject: subject, on: day)
                }
            }
            let places: [(String, String)] = try session.all(
                "SELECT child, parent FROM unit_edges e WHERE hierarchy = 'administration' AND \(sql: inForce.rows(of: "e"))"
            ) { (try $0["child"], try $0["parent"]) }
            #expect(Set(places.map(\.0)).count == places.count)
            return Shown(
                names: Dictionary(uniqueKeysWithValues: units.map { ($0.id, $0.shortName) }), heirs: heirs,
                places: Dictionary(uniqueKeysWithValues: places))
        }
    }

    private static func random(_ random: inout SeededGenerator, _ living: [String], _ number: Int, _ from: Day)
        -> any UnitEventCommand
    {
        let unit = living.randomElement(using: &random) ?? "9001"
        let other = living.randomElement(using: &random) ?? "9002"
        let paper = UnitPaper.from(from)
        switch Int.random(in: 0...6, using: &random) {
        case 0: return RenameUnit(unit, name: "单位\(number)", paper)
        case 1: return MergeUnits([unit], into: other, paper)
        case 2, 3:
            return TransferFunction(
                "职能", from: unit, to: other, subjects: subjects.shuffled(using: &random).suffix(1), paper)
        case 4: return MoveUnit(unit, hierarchy: "administration", parent: other, paper)
        case 5: return CloseUnit(unit, successor: other, paper)
        default:
            let part = NewUnit(
                id: "n\(number)", kind: .department, name: "新\(number)", parents: ["administration": "9000"])
            return SplitUnit(
                unit, parts: [SplitPart(unit: "n\(number)", opening: part, subjects: ["duty:1"])],
                remainder: Bool.random(using: &random) ? "n\(number)" : nil, paper)
        }
    }

    @Test(arguments: TestDatabases.engines, 1...8)
    func
        `whatever is entered, corrected and taken back, hierarchies are trees, heirs live, and the past shows what it showed`(
            engine: TestEngine, seed: UInt64
        ) async throws
    {
        let first = try day("2022-08-05")
        try await withHouse(engine, today: first) { house in
            var generator = SeededGenerator(seed)
            var then: [Day: Shown] = [:]
            var entered: [Int] = []
            var number = 0
            for offset in 0...6 {
                let today = first.adding(days: offset)
                let door = Door(
                    database: house.database, clock: house.clock.business(today: today), handlers: [.seedUnits])
                for _ in 0..<4 {
                    number += 1
                    let living = try await door.ask(AllUnits(), as: .system("test")).map(\.id).filter { $0 != "9000" }
                    let from = today.adding(days: Int.random(in: -5...2, using: &generator))
                    let command = Self.random(&generator, living, number, from)
                    do {
                        if let old = entered.randomElement(using: &generator),
                            Int.random(in: 0...3, using: &generator) == 0
                        {
                            entered.removeAll { $0 == old }
                            if Bool.random(using: &generator) {
                                _ = try await door.perform(RestoreUnit(undoing: old, reason: "误录"), as: .system("test"))
                            } else {
                                entered.append(
                                    try await door.perform(
                                        CorrectUnitEvent(old, reason: "误录", to: command.content, command.paper),
                                        as: .system("test")
                                    ).number)
                            }
                        } else {
                            entered.append(try await door.perform(command, as: .system("test")).number)
                        }
                    } catch let refusal as Refusal where refusal.status < 500 {}
                }
                let now = try await Self.shown(house, door, on: today, knownOn: nil)
                then[today] = now
                try Self.expectTree(now)
                for heir in now.heirs.values { #expect(now.names[heir] != nil, "\(heir) answers and is no more") }
            }
            #expect(entered.count > 2)
            let last = Door(database: house.database, clock: house.clock.business(today: first.adding(days: 7)))
            for (day, shown) in then {
                #expect(try await Self.shown(house, last, on: day, knownOn: day) == shown, "\(day)")
            }
        }
    }

    /// Every place leads up to the root over living units.
    private static func expectTree(_ shown: Shown) throws {
        for start in shown.places.keys {
            var at = start
            for _ in 0...shown.places.count { at = shown.places[at] ?? at }
            #expect(at == "9000", "\(start) leads to \(at)")
            #expect(shown.names[start] != nil)
        }
    }
}
