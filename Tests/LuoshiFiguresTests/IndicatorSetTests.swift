import DatabaseTesting
import LuoshiCore
import Testing

@testable import LuoshiFigures

/// Indicators of a package are made once.
@Suite struct IndicatorSetTests {
    @Test func `who reads under a package while another is adopted has the same indicators throughout`() async throws {
        var texts = TinyFigures.files.texts
        texts["indicators/doubled.yaml"] = nil
        let others = PackageFiles(texts: texts)
        try await FigureHouse.with(.sqliteMemory, others) { other in
            let newer = other
            try await FigureHouse.with(.sqliteMemory) { house in
                let first = try await house.door.ask(IndicatorsAtHand(), as: house.system)
                _ = try await newer.figure("per_head", "9000", "2021")
                let second = try await house.door.ask(IndicatorsAtHand(), as: house.system)
                #expect(first.count == second.count && zip(first, second).allSatisfy { $0 === $1 })
            }
        }
    }
}

private struct IndicatorsAtHand: Query {
    static let name = "figure.at_hand"
    var permission: Permission { "figure.read" }
    func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    func answer(in reading: Reading) throws -> [Indicator] { reading.indicators.indicators }
}
