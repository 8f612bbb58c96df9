import Database
import DatabaseTesting
import LuoshiCore
import LuoshiWork
import Testing

@testable import LuoshiFigures

/// Figures of records: what stands, what happens, what is told apart, and what comes of two years.
@Suite struct RecordFigureTests {
    @Test func `the small package has no faults`() {
        let findings = TinyFigures.files.check(DefinitionKind.core + DefinitionKind.work + DefinitionKind.figures)
        #expect(findings.errors.map(\.description) == [])
    }

    @Test(arguments: TestDatabases.engines)
    func `a lapsed certificate leaves the stock the next day`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            _ = try await house.certificate("甲", "9001-f", from: "2019-08-10", until: "2022-08-10")
            #expect(try await house.figure("valid", "9000", "2022-08-09") == "1")
            #expect(try await house.figure("valid", "9000", "2022-08-10") == "0")
            #expect(try await house.figure("valid", "9001", "2022-08-09") == "1")
            #expect(try await house.figure("valid", "9002", "2022-08-09") == "0")
            #expect(try await house.figure("valid", "9000", "2019-08-09") == "0")
            #expect(try await house.figure("valid", "9000", "2019-08-10") == "1")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `figures reach as far as the days go, before and after they are kept further`(engine: TestEngine) async throws
    {
        try await FigureHouse.with(engine) { house in
            _ = try await house.certificate("甲", "9001-f", from: "2022-01-01", until: "2025-01-01")
            _ = try await house.certificate("乙", "9002-h", from: "2022-01-01", until: "2024-03-01")
            house.move(to: "2023-12-05")
            for _ in 0..<2 {
                #expect(try await house.figure("valid", "9000", "2024-02-29") == "2")
                #expect(try await house.figure("valid", "9000", "2024-12-31") == "1")
                #expect(try await house.figure("valid", "9000", "2025-01-01") == "0")
                #expect(try await house.differences() == [])
                try await house.door.followDay()
            }
            for (time, expected) in [
                ("2024-02-29", Day("2024-02-29")), ("2023-12-05", nil), ("2023", Day("2023-12-31")),
            ] {
                let figure = try await house.door.ask(FigureQuery("valid", of: "9000", at: time), as: house.system)
                #expect(figure.expectedOn == expected)
            }
            #expect(try await !house.door.ask(DayToFollow(), as: house.system))
            let known = try await house.database.read { try Horizon($0).known() }
            #expect(known == Month(year: 2024, month: 2))
            _ = try await house.certificate("丙", "9002-h", from: "2023-12-01", until: "2026-12-01")
            #expect(try await house.figure("valid", "9002", "2024-12-31") == "1")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a certificate revoked back to last year was none last year`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            let id = try await house.certificate("甲", "9001-f", from: "2020-08-10", until: "2023-08-10")
            #expect(try await house.figure("valid", "9000", "2021-12-31") == "1")
            let revoke = ChangeRecord(
                "certificates", id, revision: 1,
                RecordInput(texts: ["revoked_on": "2022-08-05", "revoked_back_to": "2021"]), reason: "取消资格")
            _ = try await house.door.perform(revoke, as: house.system)
            #expect(try await house.figure("valid", "9000", "2021-12-31") == "0")
            #expect(try await house.figure("valid", "9000", "2020-12-31") == "1")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a level that changes counts from its day, a correction from the first`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            let id = try await house.certificate(
                "甲", "9001-f", from: "2021-01-01", until: "2024-01-01", more: ["level": "municipal"])
            let change = ChangeRecord(
                "certificates", id, revision: 1, RecordInput(texts: ["level": "region"]), effective: Day("2022-03-01"))
            _ = try await house.door.perform(change, as: house.system)
            #expect(try await house.figure("regional", "9000", "2022-02-28") == "0")
            #expect(try await house.figure("regional", "9000", "2022-03-01") == "1")
            let correct = CorrectRecord(
                "certificates", id, revision: 2, RecordInput(texts: ["issued_on": "2022-04-01"]), reason: "日期写错")
            _ = try await house.door.perform(correct, as: house.system)
            #expect(try await house.figure("regional", "9000", "2022-03-15") == "0")
            #expect(try await house.figure("regional", "9000", "2022-04-01") == "1")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a struck record counts nowhere`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            let id = try await house.certificate("甲", "9001-f", from: "2021-01-01", until: "2024-01-01")
            _ = try await house.door.perform(
                StrikeRecord("certificates", id, revision: 1, reason: "重复"), as: house.system)
            #expect(try await house.figure("valid", "9000", "2022-03-01") == "0")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a holder of two certificates is one holder, in each county and in the city`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            _ = try await house.certificate("甲", "9001-f", from: "2021-01-01", until: "2022-06-01")
            _ = try await house.certificate("乙", "9001-f", from: "2022-01-01", until: "2025-01-01")
            _ = try await house.certificate("丙", "9002-h", from: "2022-01-01", until: "2025-01-01")
            #expect(try await house.figure("valid", "9000", "2022-03-01") == "3")
            #expect(try await house.figure("holders", "9000", "2022-03-01") == "2")
            #expect(try await house.figure("holders", "9001", "2022-03-01") == "1")
            #expect(try await house.figure("holders", "9001", "2022-07-01") == "1")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `what happens adds up by month, quarter and year, and is taken back on its own day`(
        engine: TestEngine
    ) async throws {
        try await FigureHouse.with(engine) { house in
            func contract(_ number: String, _ turnover: String, _ day: String, more: [String: String] = [:])
                async throws -> String
            {
                let texts = ["number": number, "seller": "9001-f", "turnover": turnover, "registered_on": day]
                return try await house.door.perform(
                    EnterRecord("contracts", RecordInput(texts: texts.merging(more) { $1 })), as: house.system)
            }
            _ = try await contract("一", "100.5", "2021-11-05")
            let second = try await contract("二", "200", "2022-05-10")
            _ = try await contract("三", "50", "2022-05-20")
            #expect(try await house.figure("turnover", "9000", "2022-05") == "250.00")
            #expect(try await house.figure("turnover", "9000", "2022Q2") == "250.00")
            #expect(try await house.figure("turnover", "9000", "2022-08-05") == "250.00")
            #expect(try await house.figure("turnover", "9000", "2021") == "100.50")
            #expect(try await house.figure("turnover_total", "9000", "2022-08-05") == "350.50")
            #expect(try await house.figure("turnover_since", "9000", "2022-08-05") == "50.00")
            #expect(try await house.figure("sellers", "9000", "2022Q2") == "1")
            let cancel = ChangeRecord(
                "contracts", second, revision: 1, RecordInput(texts: ["cancelled_on": "2022-07-01"]))
            _ = try await house.door.perform(cancel, as: house.system)
            #expect(try await house.figure("turnover", "9000", "2022-05") == "250.00")
            #expect(try await house.figure("turnover", "9000", "2022-07") == "-200.00")
            #expect(try await house.figure("turnover_total", "9000", "2022-08-05") == "150.50")
            #expect(try await house.differences() == [])
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `a unit without last year's ledger has not doubled`(engine: TestEngine) async throws {
        try await FigureHouse.with(engine) { house in
            func ledger(_ firm: String, _ year: Int, _ total: String) async throws -> String {
                let texts = ["firm": firm, "title": "\(firm) \(year)", "year": "\(year)", "total": total]
                return try await house.door.perform(EnterRecord("ledgers", RecordInput(texts: texts)), as: house.system)
            }
            _ = try await ledger("9001-f", 2021, "200")
            #expect(try await house.figure("doubled", "9000", "2021") == "0")
            let before = try await ledger("9001-f", 2020, "100")
            #expect(try await house.figure("doubled", "9000", "2021") == "1")
            #expect(try await house.figure("doubled", "9001", "2021") == "1")
            let correct = CorrectRecord(
                "ledgers", before, revision: 1, RecordInput(texts: ["total": "101"]), reason: "少记一笔")
            _ = try await house.door.perform(correct, as: house.system)
            #expect(try await house.figure("doubled", "9000", "2021") == "0")
            #expect(try await house.differences() == [])
        }
    }
}
