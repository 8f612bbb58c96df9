import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import LuoshiWork
import Testing

@testable import LuoshiFigures

/// What a target is held to by the region and by each year's task, beside what the plan says.
@Suite struct TargetLevelTests {
    private static let files: PackageFiles = {
        var texts = TinyFigures.files.texts
        texts["plan/clauses.yaml"] = """
            clauses:
              - {path: "1", label: 一、, kind: undertaking, title: 证书}
              - {path: "1.1", label: 1., kind: task, title: 发证, responsibility: {lead: [市甲局]}}
            """
        texts["plan/targets.yaml"] = """
            targets:
              - id: T01
                key: valid
                title: 有效证书
                kind: level
                source: register
                owner: 市甲局
                expressions: [{clause: "1.1", comparator: ">=", value: "10", unit: 张, deadline: "2023"}]
              - id: T02
                key: turnover
                title: 成交额
                kind: level
                source: register
                owner: 市甲局
                expressions: [{clause: "1.1", comparator: ">", value: "160", unit: 亿元, deadline: "2023"}]
            """
        texts["plan/rulings.yaml"] = "rulings: []\n"
        return PackageFiles(texts: texts)
    }()

    private static let march = Day(number: 19_052)
    private static let notice = TargetLevel.Basis(title: "关于下达任务的通知", number: "某字〔2022〕1 号", datedOn: march)

    private func set(
        _ layer: TargetLayer, _ year: Int, _ value: String, target: String = "T01", reason: String = "",
        in house: FigureHouse
    ) async throws {
        _ = try await house.door.perform(
            SetTargetLevel(target, layer, year: year, .atLeast, value, basis: Self.notice, reason: reason),
            as: house.system)
    }

    private func levels(_ house: FigureHouse, of target: String = "T01", knownOn past: Day? = nil) async throws
        -> TargetLevels
    {
        let found = try await house.door.ask(TargetLevelsByTarget(target), as: house.system, knownOn: past)
        return try #require(found)
    }

    @Test(arguments: TestDatabases.engines)
    func `a year's task says how much of it is done, by the figure of that year`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine, Self.files) { house in
            _ = try await house.certificate("甲", "9001-f", from: "2021-02-01", until: "2022-02-01")
            _ = try await house.certificate("乙", "9001-f", from: "2021-02-01", until: "2025-02-01")
            _ = try await house.certificate("丙", "9002-h", from: "2022-02-01", until: "2025-02-01")
            try await set(.task, 2021, "4", in: house)
            try await set(.task, 2022, "3", in: house)
            try await set(.region, 2023, "12", in: house)
            let found = try await levels(house)
            #expect(
                found.levels.map { "\($0.year) \($0.layer) \($0.value)" } == [
                    "2021 task 4", "2022 task 3", "2023 region 12",
                ])
            #expect(found.levels.map { found.share(of: $0) } == ["50", "66.7", nil])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a value is replaced with a reason, and stays as it was known`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine, Self.files) { house in
            try await set(.region, 2022, "8", in: house)
            let refusal = await #expect(throws: Refusal.self) { try await set(.region, 2022, "9", in: house) }
            #expect(refusal?.code == "reason" && refusal?.message.contains("不低于 8") == true)
            house.move(to: "2022-09-01")
            try await set(.region, 2022, "9", reason: "自治区调整", in: house)
            let now = try await levels(house)
            #expect(now.levels.map(\.value) == ["9", "8"])
            #expect(now.levels.filter { $0.until == nil }.map(\.value) == ["9"])
            let then = try await levels(house, knownOn: Day("2022-08-31"))
            #expect(then.levels.map(\.value) == ["8"] && then.levels[0].until == nil)
            _ = try await house.door.perform(
                WithdrawTargetLevel("T01", .region, year: 2022, reason: "误登"), as: house.system)
            #expect(try await levels(house).levels.allSatisfy { $0.until != nil })
            let again = await #expect(throws: Refusal.self) {
                try await house.door.perform(
                    WithdrawTargetLevel("T01", .region, year: 2022, reason: "误登"), as: house.system)
            }
            #expect(again?.code == "level_absent")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `in another measure than the figure nothing is divided`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine, Self.files) { house in
            try await set(.task, 2022, "100", target: "T02", in: house)
            let found = try await levels(house, of: "T02")
            #expect(found.figures[2022]?.text == "0.00")
            #expect(found.share(of: found.levels[0]) == nil)
        }
    }

    @Test func `what cannot be a level is refused at its field`() async throws {
        try await FigureHouse.with(.sqliteMemory, Self.files) { house in
            let cases: [(Int, Comparator, String, String, String, String)] = [
                (22, .atLeast, "8", "通知", "2022-03-01", "year"), (2022, .rises, "8", "通知", "2022-03-01", "comparator"),
                (2022, .atLeast, "八", "通知", "2022-03-01", "value"), (2022, .atLeast, "8", " ", "2022-03-01", "basis"),
                (2022, .atLeast, "8", "通知", "2023-03-01", "dated_on"),
            ]
            for (year, comparator, value, basis, day, field) in cases {
                let refusal = await #expect(throws: Refusal.self) {
                    try await house.door.perform(
                        SetTargetLevel(
                            "T01", .task, year: year, comparator, value,
                            basis: TargetLevel.Basis(title: basis, number: nil, datedOn: try #require(Day(day)))),
                        as: house.system)
                }
                #expect(refusal?.code == field)
            }
        }
    }
}
