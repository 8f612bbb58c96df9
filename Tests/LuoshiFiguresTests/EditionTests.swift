import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@testable import LuoshiFigures

/// Editions: they hold all that the pages show of a period, and nothing that comes later changes them.
@Suite struct EditionTests {
    private func report(
        _ unit: String, _ key: String, _ period: String, _ value: String, reason: String = "", in house: FigureHouse
    ) async throws {
        let input = CollectedInput(indicator: key, unit: unit, period: period, value: value, status: .quick)
        _ = try await house.door.perform(
            EnterReportedValues(unit: unit, report: "季报", values: [input], reason: reason), as: house.system)
    }

    private func enter(_ register: String, _ texts: [String: String], reason: String? = nil, in house: FigureHouse)
        async throws
    {
        _ = try await house.door.perform(
            EnterRecord(register, RecordInput(texts: texts), reason: reason), as: house.system)
    }

    private func contract(_ number: String, on day: String, reason: String? = nil, in house: FigureHouse) async throws {
        let texts = ["number": number, "seller": "9001-f", "turnover": "100", "registered_on": day]
        try await enter("contracts", texts, reason: reason, in: house)
    }

    /// Something of every kind in 2021 and in the first quarter of 2022; not everybody has reported.
    private func fill(_ house: FigureHouse) async throws {
        _ = try await house.certificate(
            "甲", "9001-f", from: "2021-01-01", until: "2024-01-01", more: ["level": "region"])
        for (number, day) in [("一", "2021-05-02"), ("二", "2022-02-01"), ("三", "2022-03-01")] {
            try await contract(number, on: day, in: house)
        }
        for (year, total) in [("2020", "10"), ("2021", "30")] {
            let texts = ["firm": "9001-f", "title": year, "year": year, "total": total]
            try await enter("ledgers", texts, in: house)
        }
        for quarter in ["2021Q4", "2022Q1"] {
            try await report("9001", "output", quarter, "10.5", in: house)
            try await report("9001", "staff", quarter, "100", in: house)
            try await report("9002", "staff", quarter, "300", in: house)
            try await report("9001", "output_ytd", quarter, "7", in: house)
        }
        let letter = RecordLetter(
            unit: "9000-a", number: "一号", title: "来函", issuer: "统计局", datedOn: try #require(Day("2022-08-01")),
            receivedOn: try #require(Day("2022-08-02")),
            values: [("gdp", "2020", "1200"), ("rd", "2020", "6"), ("gdp", "2021", "1500")].map {
                CollectedInput(indicator: $0.0, unit: "9000", period: $0.1, value: $0.2, status: .preliminary)
            }, reason: "")
        _ = try await house.door.perform(letter, as: house.system)
    }

    private func view(_ period: String, in house: FigureHouse) async throws -> EditionView {
        try #require(try await house.door.ask(EditionByPeriod(period), as: house.system))
    }

    private func published(_ key: String, _ view: EditionView, edition: Int = 1) -> PublishedFigure? {
        view.rows.first { $0.indicator == key }?.published[edition - 1]
    }

    @Test(arguments: TestDatabases.engines)
    func `an edition says of every kind of figure what the pages said that day`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            try await fill(house)
            for period in ["2021", "2022Q1", "2022-03", "2021H2"] {
                _ = try await house.door.perform(ClosePeriod(period, reason: ""), as: house.system)
                let view = try await view(period, in: house)
                #expect(view.rows.isEmpty == false)
                for row in view.rows {
                    let now = try #require(row.now)
                    #expect(row.published == [PublishedFigure(now)], "\(period) \(row.indicator)")
                }
            }
            let year = try await view("2021", in: house)
            #expect(year.rows.count == TinyFigures.indicators.count)
            #expect(published("intensity", year)?.text == "未到统计时点")
            #expect(published("intensity_rise", year)?.text == "未到统计时点")
            #expect(published("doubled", year)?.text == "1")
            #expect(published("spend", year)?.text == "30.00")
            #expect(published("sellers", year)?.text == "1")
            let quarter = try await view("2022Q1", in: house)
            #expect(published("per_head", quarter)?.text == "0.105", "the one county with both halves")
            #expect(published("per_head", quarter)?.coverage == Figure.Coverage(reported: 1, expected: 2))
            #expect(published("output", quarter)?.coverage == Figure.Coverage(reported: 1, expected: 2))
            #expect(published("turnover_total", quarter)?.text == "300.00")
            #expect(published("turnover_since", quarter)?.text == "0.00")
            #expect(published("sellers", quarter)?.text == "1")
            // What comes by the year has no quarter, and what comes by the quarter no month.
            #expect(quarter.rows.contains { $0.indicator == "spend" } == false)
            let month = try await view("2022-03", in: house)
            #expect(published("turnover", month)?.text == "100.00")
            #expect(month.rows.contains { $0.indicator == "output" } == false)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `nothing that comes later changes an edition`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            try await fill(house)
            var before: [String: [EditionView.Row]] = [:]
            for period in ["2021", "2022Q1"] {
                _ = try await house.door.perform(ClosePeriod(period, reason: ""), as: house.system)
                before[period] = try await view(period, in: house).rows
            }
            // Reports, a letter, records, units and definitions: all of them move what is live.
            try await report("9002", "output", "2022Q1", "5", reason: "补报", in: house)
            try await report("9002", "output", "2021Q4", "5", reason: "补报", in: house)
            try await contract("四", on: "2021-03-01", reason: "漏登", in: house)
            let certificate = [
                "number": "乙", "holder": "9002-h", "issued_on": "2021-02-01", "valid_until": "2023-01-01",
            ]
            try await enter("certificates", certificate, reason: "漏登", in: house)
            let census = RecordLetter(
                unit: "9000-a", number: "二号", title: "来函", issuer: "统计局", datedOn: try #require(Day("2022-08-03")),
                receivedOn: try #require(Day("2022-08-03")),
                values: [CollectedInput(indicator: "rd", unit: "9000", period: "2021", value: "12", status: .final)],
                reason: "普查")
            _ = try await house.door.perform(census, as: house.system)
            var texts = TinyFigures.files.texts
            texts["indicators/doubled.yaml"] = nil
            texts["indicators/turnover_since.yaml"] = texts["indicators/turnover_since.yaml"]?
                .replacing("2022-05-19\"}", with: "2021-01-01\"}").replacing("印发以来成交额", with: "两年成交额")
            texts["units.yaml"] = texts["units.yaml"]?.replacing(
                "name: 西县}\n", with: "name: 西县}\n  - {code: \"9003\", kind: county, name: 北县}\n")
            try await house.adopt(PackageFiles(texts: texts))
            house.move(to: "2022-09-30")
            var moved: Set<String> = []
            for (period, rows) in before {
                let after = try await view(period, in: house)
                for row in rows {
                    let now = try #require(after.rows.first { $0.indicator == row.indicator }, "\(row.indicator)")
                    #expect(now.published == row.published, "\(period) \(row.indicator)")
                    if now.now.map(PublishedFigure.init) != now.published.last { moved.insert(row.indicator) }
                }
            }
            #expect(
                moved.isSuperset(of: [
                    "output", "per_head", "turnover", "turnover_total", "turnover_since", "valid", "intensity",
                    "doubled",
                ]), "\(moved.sorted())")
            let gone = try #require(try await view("2021", in: house).rows.first { $0.indicator == "doubled" })
            #expect(gone.now == nil && gone.title == "倍增单位")
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a late report of nothing revises the ratio, and the next edition takes it in`(engine: TestEngine) async throws
    {
        try await FigureHouse.with(engine) { house in
            try await fill(house)
            _ = try await house.door.perform(ClosePeriod("2022Q1", reason: ""), as: house.system)
            try await report("9002", "output", "2022Q1", "0", reason: "补报", in: house)
            let revised = try await view("2022Q1", in: house)
            #expect(revised.revisions.map(\.indicator) == ["output"])
            #expect(try await house.door.perform(PublishEdition("2022Q1", reason: "补报"), as: house.system) == 2)
            let view = try await view("2022Q1", in: house)
            #expect(view.rows.first { $0.indicator == "per_head" }?.published.map { $0?.text } == ["0.105", "0.026"])
            #expect(view.rows.first { $0.indicator == "per_head" }?.published.map { $0?.coverage?.reported } == [1, 2])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what a sum since the plan's first day is made of is closed with it`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            try await fill(house)
            _ = try await house.door.perform(ClosePeriod("2022Q1", reason: ""), as: house.system)
            await #expect(throws: Refusal.self) { try await contract("四", on: "2021-03-01", in: house) }
            // Before the plan, and after the quarter, nothing of it is in the quarter.
            try await contract("五", on: "2020-12-31", in: house)
            try await contract("六", on: "2022-04-01", in: house)
            try await contract("四", on: "2021-03-01", reason: "漏登", in: house)
            _ = try await house.door.perform(PublishEdition("2022Q1", reason: "补登"), as: house.system)
            let view = try await view("2022Q1", in: house)
            #expect(
                view.rows.first { $0.indicator == "turnover_total" }?.published.map { $0?.text } == [
                    "300.00", "400.00",
                ])
            #expect(view.revisions.map(\.reason) == ["漏登"])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `an edition from before its words were kept says what its amounts come to`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            try await fill(house)
            _ = try await house.door.perform(ClosePeriod("2022Q1", reason: ""), as: house.system)
            try await house.database.write { _ = try $0.execute("DELETE FROM figure_published") }
            try await contract("四", on: "2022-03-03", reason: "漏登", in: house)
            let view = try await view("2022Q1", in: house)
            #expect(published("turnover", view)?.text == "200.00")
            #expect(published("valid", view)?.text == "1")
            #expect(view.rows.first { $0.indicator == "turnover_total" }?.published == [nil])
        }
    }
}
