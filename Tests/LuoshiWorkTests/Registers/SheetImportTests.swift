import DatabaseTesting
import LuoshiCore
import OfficeFiles
import Testing

@testable import LuoshiWork

@Suite struct SheetImportTests {
    private static func sheet(_ headings: [[String]], _ rows: [[CellValue]], merged: [CellRange] = []) throws -> [UInt8]
    {
        try WorkbookWriter.bytes { writer in
            var layout = SheetLayout("名单", columns: headings.last?.map { SheetColumn($0) } ?? [])
            layout.headings = headings
            layout.mergedRanges = merged
            let sheet = try writer.addSheet(layout)
            for row in rows { try sheet.append(row) }
        }
    }

    private static func keep(_ house: WorkHouse, _ bytes: [UInt8], as actor: Actor) async throws -> String {
        try await house.door.perform(
            KeepSheet("platforms", SentFile(name: "名单.xlsx", bytes: bytes)), as: actor)
    }

    private static func rows(_ count: Int) -> [[CellValue]] {
        (1...count).map { number in
            [
                .number("\(number)"), .text("平台第\(number)"), .text("东县"), .text(number % 2 == 0 ? "重点实验室" : "pilot"),
                .text("2022年1月\(number % 28 + 1)日"), .number("\(number).5"),
            ]
        }
    }

    private static let headings = [["序号", "平台名称", "依托单位", "平台类型", "认定日期", "面积（平方米）"]]

    @Test(arguments: TestDatabases.engines)
    func `a table as it was received is matched, tried and imported`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            let hash = try await Self.keep(house, Self.sheet(Self.headings, Self.rows(30)), as: county)
            let preview = try await house.door.ask(ImportPreview("platforms", file: hash), as: county)
            #expect(
                preview.mapping.columns == ["name": 1, "host": 2, "kind": 3, "certified_on": 4, "area": 5])
            #expect(preview.tally.entered == 30)
            #expect(preview.tally.faulty == 0)
            #expect(try await house.door.ask(RecordList("platforms"), as: county).total == 0)
            let command = ImportRecords("platforms", file: hash, mapping: preview.mapping)
            #expect(try await house.door.perform(command, as: county).entered == 30)
            let request = ListRequest(words: "平台第7", columns: ["area", "certified_on"])
            let page = try await house.door.ask(RecordList("platforms", request), as: county)
            #expect(page.rows.first?.words["area"] == "7.5")
            #expect(page.rows.first?.words["certified_on"] == "2022-01-08")
            // The same once more: all are there already; as an update nothing changes.
            let again = try await house.door.ask(
                ImportPreview("platforms", file: hash, mapping: preview.mapping), as: county)
            #expect(again.tally.faulty == 30)
            let update = try await house.door.ask(
                ImportPreview("platforms", file: hash, mapping: preview.mapping, mode: .update), as: county)
            #expect(update.tally.unchanged == 30)
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `bad cells come back marked in the same workbook, and nothing is imported unless it is asked for`(
        engine: TestEngine
    ) async throws {
        try await WorkHouse.with(engine) { house in
            var rows = Self.rows(40)
            rows[3][4] = .text("去年")
            rows[8][3] = .text("没有的类型")
            rows[9][1] = .text("平台第1")
            rows[20][2] = .text("西县")
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            let hash = try await Self.keep(house, Self.sheet(Self.headings, rows), as: county)
            let preview = try await house.door.ask(ImportPreview("platforms", file: hash), as: county)
            #expect(preview.tally.faulty == 4)
            #expect(
                preview.tally.faults.map { "\($0.row) \($0.column ?? -1)" } == ["5 4", "10 3", "11 1", "22 2"])
            let all = ImportRecords("platforms", file: hash, mapping: preview.mapping)
            await #expect(throws: Refusal.self) { try await house.door.perform(all, as: county) }
            #expect(try await house.door.ask(RecordList("platforms"), as: county).total == 0)
            let bytes = try await house.door.ask(
                ErrorWorkbook("platforms", file: hash, mapping: preview.mapping, mode: .enter), as: county)
            let marked = try WorkbookReader(bytes: bytes, name: "x.xlsx")
            let back = try marked.rows(ofSheet: 0)
            var values: [[CellValue]] = []
            while let row = try back.next() { values.append(row.values) }
            #expect(Array(values.dropFirst()) == rows)
            let good = ImportRecords("platforms", file: hash, mapping: preview.mapping, isPartial: true)
            #expect(try await house.door.perform(good, as: county).entered == 36)
        }
    }

    @Test func `merged headings hold for their columns, and a title above the table is none`() async throws {
        try await WorkHouse.with(.sqliteMemory) { house in
            let headings = [
                ["创新平台一览表", "", "", ""], ["名称", "依托单位", "认定情况", ""], ["", "", "类型", "认定日期"],
            ]
            let merged = ["A1:D1", "A2:A3", "B2:B3", "C2:D2"].compactMap { CellRange($0) }
            let rows: [[CellValue]] = [
                [
                    .text("甲平台"), .text("东县"), .text("重点实验室"),
                    .date(try #require(SheetDate(year: 2021, month: 5, day: 6))),
                ]
            ]
            let county = try await house.account("east", unit: "9001", roles: ["county"])
            let hash = try await Self.keep(house, Self.sheet(headings, rows, merged: merged), as: county)
            let preview = try await house.door.ask(ImportPreview("platforms", file: hash), as: county)
            #expect(preview.mapping.headingRow == 3)
            #expect(preview.mapping.columns == ["name": 0, "host": 1, "kind": 2, "certified_on": 3])
            #expect(preview.tally.entered == 1)
        }
    }

    @Test func `nobody opens the spreadsheet that another sent`() async throws {
        try await WorkHouse.with(.sqliteMemory) { house in
            let east = try await house.account("east", unit: "9001", roles: ["county"])
            let west = try await house.account("west", unit: "9002", roles: ["county"])
            let hash = try await Self.keep(house, Self.sheet(Self.headings, Self.rows(2)), as: east)
            await #expect(throws: Refusal.self) {
                try await house.door.ask(ImportPreview("platforms", file: hash), as: west)
            }
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `the template and the export are read again as they were`(engine: TestEngine) async throws {
        try await WorkHouse.with(engine) { house in
            _ = try await house.platform(
                "=甲", more: ["spent": "3.25", "certified_on": "2022-01-02", "phone": "13812345678"])
            let owner = try await house.account("owner", unit: "9000-a", roles: ["line"])
            _ = try await house.door.perform(
                SetPostLines(post: "9000-a/receiving", lines: ["register:platforms"]), as: house.system)
            let bytes = try await house.door.ask(RegisterExport("platforms", ListRequest()), as: owner)
            let workbook = try WorkbookReader(bytes: bytes, name: "x.xlsx")
            let register = try #require(RegisterSet(TinyRegisters.files, Findings()).register("platforms"))
            let mapping = try SheetMapping(guessing: workbook, for: register)
            #expect(mapping.columns.count == register.fields.filter { $0.computed == nil && $0.isInSheets }.count)
            let rows = try workbook.rows(ofSheet: 0)
            _ = try rows.next()
            let row = try #require(try rows.next())
            #expect(row[mapping.columns["name"] ?? 0] == .text("=甲"))
            #expect(row[mapping.columns["spent"] ?? 0] == .number("3.25"))
            #expect(row[mapping.columns["phone"] ?? 0] == .text("138＊＊＊＊5678"))
            let template = try await house.door.ask(RegisterTemplate("platforms"), as: owner)
            let empty = try SheetMapping(guessing: WorkbookReader(bytes: template, name: "x.xlsx"), for: register)
            #expect(
                empty.columns == mapping.columns.filter { $0.key != "years" }
                    || empty.columns.count == mapping.columns.count)
        }
    }
}
