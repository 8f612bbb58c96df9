import CEL
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiFigures

/// Many figures read at once are those read one by one.
@Suite struct FiguresAtOnceTests {
    @Test(arguments: TestDatabases.engines, [4, 5] as [UInt64])
    func `many indicators at once, and months in a row, give what each gives alone`(engine: TestEngine, seed: UInt64)
        async throws
    {
        try await FigureHouse.with(engine) { house in
            var world = RandomFigureWorld(seed: seed)
            for step in 0..<45 {
                do {
                    try await world.step(in: house)
                } catch let refusal as any PublicError where refusal.status < 500 {
                    // What is refused changes nothing.
                }
                guard step % 15 == 14 else { continue }
                var reader = house
                reader.move(to: world.day.description)
                let compared = try await reader.door.ask(CompareAtOnce(seed: seed &+ UInt64(step)), as: house.system)
                #expect(compared.faults.prefix(5) == [], "\(engine), seed \(seed), step \(step)")
                #expect(compared.values > 100)
                // As known on a day before: worked out from the history, at once and alone.
                let past = world.day.adding(days: -30)
                let known = try await reader.door.ask(
                    CompareAtOnce(seed: seed, rounds: 6), as: house.system, knownOn: past)
                #expect(known.faults.prefix(5) == [], "\(engine), seed \(seed), step \(step), known on \(past)")
            }
        }
    }
}

/// Reads random indicators of random units at random times, in both ways.
private struct CompareAtOnce: Query {
    static let name = "figure.compare_at_once"
    let seed: UInt64
    var rounds = 40

    struct Compared {
        var faults: [String] = []
        /// How many of the figures had a value that is not nothing.
        var values = 0
    }

    var permission: Permission { "figure.read" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    func answer(in reading: Reading) throws -> Compared {
        var drawn = Drawn(seed: seed)
        var compared = Compared()
        let all = reading.indicators.indicators
        for round in 0..<rounds {
            let unit = drawn.one(of: ["9000", "9000", "9001", "9002", "9001-f", "9002-h", "9000-a", "nowhere"])
            // Few are read by their numbers, many as one range.
            let wanted = drawn.onceIn(3) ? drawn.some(of: all, atLeast: 1) : all.shuffled(using: &drawn)
            let time = Self.time(reading.day, &drawn)
            let together = try FigureReader(reading).figures(wanted, of: unit, at: time)
            for (indicator, figure) in zip(wanted, together) {
                let alone = try FigureReader(reading).figure(indicator, of: unit, at: time)
                if figure != alone {
                    compared.faults.append("\(indicator.key) of \(unit) at \(time.text): \(figure) for \(alone)")
                }
                if figure.value.map({ $0.text != "0" }) ?? false { compared.values += 1 }
            }
            guard round % 8 == 0 else { continue }
            let key = drawn.one(of: all).key
            for figure in try FigureTrend(key, of: unit).answer(in: reading) {
                let alone = try FigureQuery(key, of: unit, at: figure.time.text).answer(in: reading)
                if figure != alone {
                    compared.faults.append("trend of \(key) of \(unit): \(figure) for \(alone)")
                }
            }
        }
        return compared
    }

    private static func time(_ today: Day, _ drawn: inout Drawn) -> FigureTime {
        let day = today.adding(days: 40 - drawn.below(900))
        return drawn.onceIn(3) ? .day(day) : .period(Period(drawn.one(of: Period.Length.allCases), containing: day))
    }
}
