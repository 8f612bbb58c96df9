import Testing

@testable import LuoshiCore
@testable import LuoshiPlan

@Suite struct WordingTests {
    @Test func `clauses stand in the order of their numbers, annexes last`() {
        let sorted = ["A1", "10", "2.10", "2.9", "2", "A1.2", "0", "2.1.1"].sorted { ClausePath($0) < ClausePath($1) }
        #expect(sorted == ["0", "2", "2.1.1", "2.9", "2.10", "10", "A1", "A1.2"])
    }

    @Test(arguments: [
        ("2.3.4", true), ("0", true), ("A1", true), ("A1.2", true), ("", false), ("2.", false), ("2..3", false),
        ("二", false), ("2.a", false), ("1.2.3.4.5.6.7.8.9", false),
    ])
    func `a number of a clause is written with points`(path: String, isValid: Bool) {
        #expect(ClausePath.isValid(path) == isValid)
    }

    @Test(arguments: [
        ("成 70", 4, 10), ("建\n成", 3, 5), ("平台", 1, 3), ("没有", nil, nil), ("", nil, nil), ("个。", 10, 12),
    ])
    func `words are found however the lines are broken`(words: String, start: Int?, end: Int?) {
        let found = Passage.find(words, in: Array("在平台建成\n 7 0个。".unicodeScalars), from: 0)
        #expect(found?.lowerBound == start)
        #expect(found?.upperBound == end)
    }

    private static func county(_ id: String, _ name: String) -> Unit {
        Unit(
            id: id, kind: .county, area: nil, name: name + "人民政府", shortName: name, tile: nil, isProvisional: false)
    }

    private static let units = [
        county("1", "东县"), county("2", "南区"), county("3", "西市"), county("4", "北各族自治县"),
    ]

    @Test(arguments: [
        ("各县（市、区）人民政府", 4, true), ("各县（区）人民政府", 3, false), ("各县", 2, false), ("各市", 1, false), ("各园区管委会", 0, false),
        ("有关县（市、区）人民政府", 0, false), ("市科技局", 0, false),
    ])
    func `a wording for the counties names those that its letters do, and asks about the rest`(
        wording: String, count: Int, isComplete: Bool
    ) {
        let counties = CountyWording(wording, Self.units)
        #expect(counties.literal.count == count)
        #expect(counties.isComplete == isComplete)
        #expect((counties.doubt != nil) == (count > 0 && !isComplete))
    }

    @Test func `what it leaves out is named`() {
        #expect(CountyWording("各县（区）人民政府", Self.units).doubt?.contains("不含西市") == true)
    }
}
