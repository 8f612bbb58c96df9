import Database
import DatabaseTesting
import LuoshiCore
import LuoshiPlan
import LuoshiWork
import Testing

@testable import LuoshiFigures

/// Figures that compare with a base year which a ruling gives, from the day on which it holds.
@Suite struct RulingFigureTests {
    private static let files: PackageFiles = {
        var texts = TinyFigures.files.texts
        texts["plan/clauses.yaml"] = """
            clauses:
              - {path: "1", label: 一、, kind: undertaking, title: 投入}
              - {path: "1.1", label: 1., kind: task, title: 增加投入, responsibility: {lead: [市甲局]}}
            """
        texts["plan/targets.yaml"] = "targets: []\n"
        texts["plan/rulings.yaml"] = """
            rulings:
              - key: base
                clause: "1.1"
                title: 基期
                question: 与哪一年比？
                takes: year
                options: [{key: y2020, title: 2020 年, value: "2020"}, {key: before, title: 上一年, value: previous_year}]
                targets: []
                decided_by: 市甲局
            """
        texts["indicators/grown.yaml"] = """
            indicator: grown
            clause: "1.1"
            title: 增长单位
            unit: 家
            means: 研发费达到基期两倍的单位数
            units_where: "figure('spend') >= 2 * base('spend')"
            among: institution
            ruling: base
            quality: {source: 台账, check: 核对, accuracy: 准确, limits: 无, remedy: 更正}
            """
        return PackageFiles(texts: texts)
    }()

    @Test(arguments: TestDatabases.engines)
    func `a ruling that holds from a later day moves the figure on that day, once`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine, Self.files) { house in
            for (year, total) in [("2020", "100"), ("2021", "200"), ("2022", "300")] {
                let texts = ["firm": "9001-f", "title": "台账 \(year)", "year": year, "total": total]
                _ = try await house.door.perform(EnterRecord("ledgers", RecordInput(texts: texts)), as: house.system)
            }
            #expect(try await house.figure("grown", "9000", "2022") == nil)
            let ground = Ground(kind: .minutes, title: "纪要", number: nil, day: try #require(Day("2022-06-30")))
            _ = try await house.door.perform(
                Rule(
                    ruling: "base", choice: RulingChoice(option: "y2020"), ground: ground,
                    from: Day("2022-08-10"), reason: "先定"), as: house.system)
            for day in ["2022-08-05", "2022-08-09"] {
                house.move(to: day)
                try await house.door.followDay()
                #expect(try await house.figure("grown", "9000", "2022") == nil)
            }
            // A closed year is revised, and nobody is there who could say why.
            _ = try await house.door.perform(ClosePeriod("2021", reason: ""), as: house.system)
            house.move(to: "2022-08-10")
            #expect(try await house.door.ask(DayToFollow(), as: house.system))
            try await house.door.followDay()
            #expect(try await house.figure("grown", "9000", "2022") == "1")
            #expect(try await house.figure("grown", "9001", "2021") == "1")
            let closed = try #require(try await house.door.ask(EditionByPeriod("2021"), as: house.system))
            #expect(closed.revisions.contains { $0.indicator == "grown" && $0.reason == "口径裁定生效" })
            #expect(try await house.differences() == [])
            #expect(try await !house.door.ask(DayToFollow(), as: house.system))
        }
    }
}
