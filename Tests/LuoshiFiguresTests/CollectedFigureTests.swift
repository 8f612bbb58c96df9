import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@testable import LuoshiFigures

/// Figures that letters and reports bring: missing is not zero, a later letter revises, a half is not a ratio.
@Suite struct CollectedFigureTests {
    private func day(_ text: String) throws -> Day { try #require(Day(text)) }

    private func letter(
        _ number: String, _ values: [(String, String, String)], status: FigureStatus = .annual, reason: String = "",
        in house: FigureHouse
    ) async throws -> String {
        let (dated, received) = (try day("2022-08-01"), try day("2022-08-02"))
        return try await house.door.perform(
            RecordLetter(
                unit: "9000-a", number: number, title: "来函", issuer: "统计局", datedOn: dated,
                receivedOn: received,
                values: values.map {
                    CollectedInput(indicator: $0.0, unit: "9000", period: $0.1, value: $0.2, status: status)
                },
                reason: reason), as: house.system)
    }

    private func report(
        _ unit: String, _ key: String, _ period: String, _ value: String, reason: String = "", in house: FigureHouse
    ) async throws {
        _ = try await house.door.perform(
            EnterReportedValues(
                unit: unit, report: "季报",
                values: [
                    CollectedInput(indicator: key, unit: unit, period: period, value: value, status: .quick)
                ], reason: reason), as: house.system)
    }

    @Test(arguments: TestDatabases.engines)
    func `a half is no ratio, and a census revises a year that was known`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            _ = try await letter(
                "一号", [("gdp", "2021", "1500"), ("gdp", "2020", "1200"), ("rd", "2020", "6")], in: house)
            #expect(try await house.figure("intensity", "9000", "2021") == nil)
            #expect(try await house.figure("intensity", "9000", "2020") == "0.50")
            _ = try await letter("二号", [("rd", "2021", "12")], in: house)
            #expect(try await house.figure("intensity", "9000", "2021") == "0.80")
            #expect(try await house.figure("intensity_rise", "9000", "2021") == "0.30")
            house.move(to: "2022-08-10")
            let census = try await letter("三号", [("gdp", "2021", "1600")], status: .final, reason: "普查修订", in: house)
            #expect(try await house.figure("intensity", "9000", "2021") == "0.75")
            #expect(try await house.figure("intensity", "9000", "2021", knownOn: Day("2022-08-09")) == "0.80")
            let figure = try await house.door.ask(FigureQuery("gdp", of: "9000", at: "2021"), as: house.system)
            #expect(figure.status == .final)
            _ = try await house.door.perform(WithdrawLetter(census, reason: "登错"), as: house.system)
            #expect(try await house.figure("intensity", "9000", "2021") == "0.80")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is not there yet is told from what nobody gave`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            let early = try await house.door.ask(FigureQuery("rd", of: "9000", at: "2021"), as: house.system)
            let due = try day("2022-09-27")
            #expect(early.absence == .notYetDue(due))
            let late = try await house.door.ask(FigureQuery("rd", of: "9000", at: "2020"), as: house.system)
            #expect(late.absence == .noData)
            #expect(late.value == nil)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a county that has not reported is missing, not zero`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            try await report("9001", "output", "2022Q1", "10.5", in: house)
            var figure = try await house.door.ask(FigureQuery("output", of: "9000", at: "2022Q1"), as: house.system)
            #expect(figure.text == "10.50")
            #expect(figure.coverage == Figure.Coverage(reported: 1, expected: 2))
            #expect(try await house.figure("output", "9002", "2022Q1") == nil)
            try await report("9001", "staff", "2022Q1", "100", in: house)
            try await report("9002", "staff", "2022Q1", "300", in: house)
            figure = try await house.door.ask(FigureQuery("per_head", of: "9000", at: "2022Q1"), as: house.system)
            #expect(figure.text == "0.105", "only the county with both halves")
            #expect(figure.coverage?.reported == 1)
            try await report("9002", "output", "2022Q1", "0", in: house)
            #expect(try await house.figure("per_head", "9000", "2022Q1") == "0.026")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what is reported summed up since January falls to its own quarters`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            try await report("9001", "output_ytd", "2022Q2", "30", in: house)
            #expect(try await house.figure("output_ytd", "9000", "2022Q2") == "30.00")
            try await report("9001", "output_ytd", "2022Q1", "10", in: house)
            #expect(try await house.figure("output_ytd", "9000", "2022Q2") == "20.00")
            try await report("9001", "output_ytd", "2022Q1", "12", reason: "更正", in: house)
            #expect(try await house.figure("output_ytd", "9000", "2022Q2") == "18.00")
            #expect(try await house.figure("output_ytd", "9000", "2022-08-05") == "30.00")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a moved unit takes its stock along on the day; its flows stay`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            _ = try await house.certificate("甲", "9001-f", from: "2021-01-01", until: "2024-01-01")
            let contract = ["number": "一", "seller": "9001-f", "turnover": "100", "registered_on": "2022-02-01"]
            _ = try await house.door.perform(EnterRecord("contracts", RecordInput(texts: contract)), as: house.system)
            let move = MoveUnit(
                "9001-f", hierarchy: "territory", parent: "9002", UnitPaper(from: try day("2022-07-01"), basis: "文件"))
            _ = try await house.door.perform(move, as: house.system)
            #expect(try await house.figure("valid", "9001", "2022-06-30") == "1")
            #expect(try await house.figure("valid", "9001", "2022-07-01") == "0")
            #expect(try await house.figure("valid", "9002", "2022-07-01") == "1")
            #expect(try await house.figure("valid", "9000", "2022-07-01") == "1")
            #expect(try await house.figure("turnover", "9001", "2022") == "100.00")
            #expect(try await house.figure("turnover", "9002", "2022") == "0.00")
            let trend = try await house.door.ask(
                FigureTrend("turnover", of: "9002", from: Day("2022-02-01"), isOnTodaysBoundaries: true),
                as: house.system)
            #expect(trend.first?.text == "100.00", "on today's boundaries")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what touches a closed quarter needs a reason, moves what is live and leaves the edition`(
        engine: TestEngine
    ) async throws {
        try await FigureHouse.with(engine) { house in
            try await report("9001", "output", "2022Q1", "10", in: house)
            #expect(try await house.door.perform(ClosePeriod("2022Q1", reason: ""), as: house.system) == 1)
            await #expect(throws: Refusal.self) { try await report("9001", "output", "2022Q1", "12", in: house) }
            #expect(try await house.figure("output", "9000", "2022Q1") == "10.00")
            try await report("9001", "output", "2022Q1", "12", reason: "漏报一家", in: house)
            #expect(try await house.figure("output", "9000", "2022Q1") == "12.00")
            var view = try await house.door.ask(EditionByPeriod("2022Q1"), as: house.system)
            let row = try #require(view?.rows.first { $0.indicator == "output" })
            #expect(row.published.map { $0?.value } == ["10.00"])
            #expect(row.now?.text == "12.00")
            #expect(view?.revisions.map(\.reason) == ["漏报一家"])
            #expect(try await house.door.perform(PublishEdition("2022Q1", reason: "公布修订"), as: house.system) == 2)
            view = try await house.door.ask(EditionByPeriod("2022Q1"), as: house.system)
            #expect(view?.rows.first { $0.indicator == "output" }?.published.map { $0?.value } == ["10.00", "12.00"])
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a wrong letter is refused with what would be right, and nothing of it is kept`(engine: TestEngine)
        async throws
    {
        try await FigureHouse.with(engine) { house in
            for wrong in [
                ("gdp", "2022Q1", "1"), ("gdp", "2021", "一千"), ("valid", "2021", "1"), ("gdp", "2021", "1.234"),
            ] {
                await #expect(throws: Refusal.self) { _ = try await letter("坏", [wrong], in: house) }
            }
            #expect(try await house.door.ask(LetterList(), as: house.system).isEmpty)
            _ = try await letter("好", [("gdp", "2021", "1,500.5")], in: house)
            #expect(try await house.figure("gdp", "9000", "2021") == "1500.50")
            await #expect(throws: Refusal.self) { _ = try await letter("好", [("gdp", "2021", "1")], in: house) }
        }
    }
}
