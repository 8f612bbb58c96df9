import CEL
import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiFigures

/// Figures as known on a past day are what the pages said that day.
@Suite struct PastFigureTests {
    @Test(arguments: TestDatabases.engines, [6] as [UInt64])
    func `what was known on a day is what was said on that day, and what it was made of`(
        engine: TestEngine, seed: UInt64
    ) async throws {
        try await FigureHouse.with(engine) { house in
            // What was known before the package was adopted, that day, is nothing.
            var world = RandomFigureWorld(seed: seed, from: Day("2022-08-06"))
            var said: [Day: [String]] = [:]
            for _ in 0..<30 {
                do {
                    try await world.step(in: house)
                } catch let refusal as any PublicError where refusal.status < 500 {
                    // What is refused changes nothing.
                }
                house.move(to: world.day.description)
                said[world.day] = try await house.door.ask(Said(), as: house.system)
            }
            let last = world.day
            house.move(to: last.adding(days: 1).description)
            #expect(said.count > 5)
            var different: Set<[String]> = []
            for (day, words) in said where day < last {
                different.insert(words)
                let known = try await house.door.ask(Said(), as: house.system, knownOn: day)
                let wrong = zip(known, words).filter { $0 != $1 }.prefix(3).map { "\($0), said \($1)" }
                #expect(wrong == [], "\(engine), seed \(seed), known on \(day)")
            }
            #expect(different.count > 4)
        }
    }
}

/// Every figure of some units in words, with how many contributions it is made of.
private struct Said: Query {
    static let name = "figure.said"
    var permission: Permission { "figure.read" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }

    func answer(in reading: Reading) throws -> [String] {
        var words: [String] = []
        for unit in ["9000", "9002-h"] {
            for time in ["2021Q4", "2022-01-31"] {
                for indicator in reading.indicators.indicators {
                    let trace = try TraceFigure(indicator.key, of: unit, at: time).answer(in: reading)
                    let text = trace.figure.text ?? trace.figure.absence?.title ?? ""
                    words.append("\(indicator.key) \(unit) \(time): \(text), \(trace.partsInAll)")
                }
            }
        }
        return words
    }
}
