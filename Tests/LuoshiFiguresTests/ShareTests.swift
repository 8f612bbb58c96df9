import Testing

@testable import LuoshiFigures

@Suite struct ShareTests {
    @Test func `an amount in shares adds up to itself, each within one of its part`() {
        for amount: Int64 in [0, 1, -1, 99, 100_001, -7_654_321, 9_007_199_254_740_993, .max] {
            for points: [Int64] in [
                [10_000], [6_000, 4_000], [3_333, 3_333, 3_334], [1, 9_999], [2_500, 2_500, 2_500, 2_500],
            ] {
                let parts = RecordContributions.shared(amount, by: points)
                #expect(parts.reduce(0, +) == amount, "\(amount) by \(points)")
                for (part, share) in zip(parts, points) {
                    let exact = Int128(amount) * Int128(share)
                    #expect((Int128(part) * 10_000 - exact).magnitude < 10_000, "\(part) of \(amount) by \(share)")
                }
            }
        }
        #expect(RecordContributions.shared(100, by: [3_333, 3_333, 3_334]) == [33, 33, 34])
        #expect(RecordContributions.shared(1, by: [5_000, 5_000]) == [1, 0])
    }
}
