import Testing

@testable import LuoshiCore

@Suite struct KeptTests {
    @Test func `what is decoded once is kept, also where it is asked for as something that may be missing`() throws {
        let kept = Kept()
        var decoded = 0
        for _ in 0..<2 {
            let plain: [String: Int] = try kept.value("numbers") {
                decoded += 1
                return ["a": 1]
            }
            #expect(plain == ["a": 1])
        }
        let optional: [String: Int]? = try kept.value("others") {
            decoded += 1
            return ["b": 2]
        }
        #expect(optional == ["b": 2])
        #expect(decoded == 2)
    }
}
