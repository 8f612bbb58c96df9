import OfficeFiles
import Testing

/// Workbooks that go to other programs and come from them.
@Suite(.serialized) struct WorkbookPeerTests {
    private let day: SheetDate
    private let time: SheetTime

    init() throws {
        day = try #require(SheetDate(year: 2023, month: 5, day: 1))
        time = try #require(SheetTime(seconds: 34_200))
    }

    /// A template as the product makes one: every format, drop-downs of both kinds, notes, comments, marks.
    private func template(at path: String) throws -> [[CellValue]] {
        var properties = WorkbookProperties()
        (properties.title, properties.author, properties.created) = ("企业名单", "市科技局", 1_682_899_200)
        let workbook = try WorkbookWriter(path: path, properties: properties)
        var name = SheetColumn("名称", format: .text)
        name.comment = "填写营业执照上的全称。"
        name.prompt = "营业执照上的全称"
        var county = SheetColumn("县区")
        county.choices = ["右江区", "田阳区", "靖西市"]
        var industry = SheetColumn("行业")
        industry.choices = (1...300).map { "第\($0)类行业，含逗号" }
        industry.allowsOtherValues = true
        let columns = [
            name, county, industry, SheetColumn("金额", format: .money), SheetColumn("占比", format: .percent(decimals: 2)),
            SheetColumn("日期", format: .date), SheetColumn("时刻", format: .dateTime), SheetColumn("是否"),
            SheetColumn("数", format: .integer),
        ]
        let sheet = try workbook.addSheet(SheetLayout("企业", columns: columns))
        let rows: [[CellValue]] = [
            [
                .text("=甲+1"), .text("右江区"), .text("第7类行业，含逗号"), .number("1234567.89"),
                .number("0.125", isPercent: true), .date(day), .dateTime(day, time), .bool(true), .number("12"),
            ],
            [
                .text("00123"), .text("-"), .text("两\n行 "), .number("0.1"), .number("-0.5", isPercent: true),
                .date(day), .dateTime(day, time), .bool(false), .number("1.5"),
            ],
        ]
        try sheet.append(rows[0])
        try sheet.append(
            rows[1], marks: [CellMark(column: 1, comment: "没有这个县区"), CellMark(column: 9, kind: .hint, comment: "请补")])
        try workbook.finish()
        return [columns.map { .text($0.title) }] + rows
    }

    @Test(.needsOpenpyxl) func `openpyxl finds the values, formats, drop-downs and comments that were written`() throws
    {
        let file = try TemporaryFile()
        _ = try template(at: file.path)
        let lines = try Peers.openpyxl("show", file.path)
        for expected in [
            "properties|企业名单|市科技局|2023-05-01 00:00:00", "sheet|企业|visible|A2|A1:I3|", "sheet|选项_|hidden|None|None|",
            "cell|企业|A2|s|@|'=甲+1'", "cell|企业|A3|s|@|'00123'", "cell|企业|D2|n|#,##0.00|1234567.89",
            "cell|企业|E2|n|0.00%|0.125", "cell|企业|F2|d|yyyy\\-mm\\-dd|datetime.datetime(2023, 5, 1, 0, 0)",
            "cell|企业|G2|d|yyyy\\-mm\\-dd\\ hh:mm|datetime.datetime(2023, 5, 1, 9, 30)", "cell|企业|H2|b|General|True",
            "cell|企业|I2|n|0|12", "cell|企业|I3|n|General|1.5", "cell|企业|B3|s|@|'-'", "fill|企业|B3|FFFFC7CE",
            "fill|企业|J3|FFFFEB9C",
            "comment|企业|B3|没有这个县区", "comment|企业|J3|请补", "comment|企业|A1|填写营业执照上的全称。",
            "validation|企业|A2:A1048576|None|None|False|stop|名称|营业执照上的全称",
            "validation|企业|B2:B1048576|list|\"右江区,田阳区,靖西市\"|False|stop|None|None",
            "validation|企业|C2:C1048576|list|'选项_'!$A$1:$A$300|False|warning|None|None",
            "cell|选项_|A300|s|@|'第300类行业，含逗号'",
        ] { #expect(lines.contains(expected), "\(expected)\n\(lines.prefix(60).joined(separator: "\n"))") }
        #expect(!lines.contains { $0.hasPrefix("cell|") && $0.contains("|f|") })
    }

    @Test(.needsOpenpyxl) func `a workbook of openpyxl is read`() throws {
        let file = try TemporaryFile()
        _ = try Peers.openpyxl("make", file.path)
        let reader = try WorkbookReader(path: file.path)
        try expectMade(reader, cachesFormulas: false)
        _ = try Peers.openpyxl("from1904", file.path)
        let rows = try WorkbookFixture.rows(of: WorkbookReader(path: file.path))
        #expect(rows.map { $0.values.map(\.typed) } == [["2023-05-01", "1904-01-02 12:00"]])
    }

    @Test(.needsOpenpyxl, .needsOffice) func `a workbook of openpyxl that LibreOffice saved again is read the same`()
        throws
    {
        let (file, folder) = (try TemporaryFile(), try TemporaryFolder())
        _ = try Peers.openpyxl("make", file.path)
        let saved = try Peers.savedByOffice(file.path, into: folder.path)
        try expectMade(WorkbookReader(path: saved), cachesFormulas: true)
        _ = try Peers.openpyxl("from1904", file.path)
        let rows = try WorkbookFixture.rows(of: WorkbookReader(path: Peers.savedByOffice(file.path, into: folder.path)))
        #expect(rows.map { $0.values.map(\.typed) } == [["2023-05-01", "1904-01-02 12:00"]])
        let old = try Peers.savedByOffice(file.path, as: "xls", into: folder.path)
        #expect(throws: UnreadableWorkbook.unsupported(.xls)) { try WorkbookReader(path: old) }
        let ods = try Peers.savedByOffice(file.path, as: "ods", into: folder.path)
        #expect(throws: UnreadableWorkbook.unsupported(.ods)) { try WorkbookReader(path: ods) }
    }

    private func expectMade(_ reader: WorkbookReader, cachesFormulas: Bool) throws {
        #expect(reader.sheets.map(\.name) == ["企业 & 名单", "选项"])
        #expect(reader.sheets.map(\.isHidden) == [false, true])
        #expect(try reader.mergedRanges(ofSheet: 0) == [CellRange(rows: 9...10, columns: 0...2)])
        let rows = try WorkbookFixture.rows(of: reader)
        let span = try #require(SheetTime(seconds: 131_400))
        #expect(rows.map(\.number) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 20])
        guard rows.count == 10 else { return }
        #expect(rows[1].values == [.text("百色市 <甲>"), .number("0.1")])
        #expect(rows[2].values == [.date(day), .dateTime(day, time)])
        #expect(rows[3].values == [.time(time), .time(span)])
        #expect(rows[4].values == [.bool(true), .bool(false)])
        #expect(rows[5].values == [.text("富文本"), .text("行一\n行二")])
        #expect(
            rows[6].values == [
                .number("0.125", isPercent: true), .number("1234567.89"),
                .number("451002199001011000"), .number("0.333333333333333"),
                .number("-0.0000001"),
            ])
        #expect(rows[7].values == (cachesFormulas ? [.number("2"), .error("#N/A")] : [.empty, .error("#N/A")]))
        #expect(rows[9].values == [.empty, .empty, .empty, .empty, .text("远")])
    }

    @Test(.needsOffice) func `LibreOffice keeps the values and types of what was written`() throws {
        let (file, folder) = (try TemporaryFile(), try TemporaryFolder())
        let rows = try template(at: file.path)
        let saved = try Peers.savedByOffice(file.path, into: folder.path)
        let reader = try WorkbookReader(path: saved)
        #expect(reader.sheets.map(\.isHidden) == [false, true])
        #expect(try WorkbookFixture.rows(of: reader).map(\.values) == rows)
        if Peers.python != nil {
            // It shortens what concerns whole columns, and keeps no views without a window.
            let lines = try Peers.openpyxl("show", saved)
            let expected: [(String, String)] = [
                ("validation|企业|B2:", "|list|\"右江区,田阳区,靖西市\"|False|stop|None|None"),
                ("validation|企业|C2:", "|list|选项_!$A$1:$A$300|False|warning|None|None"),
                ("validation|企业|A2:", "|名称|营业执照上的全称"), ("comment|企业|B3|没有这个县区", ""), ("fill|企业|B3|FFFFC7CE", ""),
                ("cell|企业|A2|s|@|'=甲+1'", ""), ("sheet|企业|visible|", "|A1:I3|"),
            ]
            for (start, end) in expected {
                let isThere = lines.contains { $0.hasPrefix(start) && $0.hasSuffix(end) }
                #expect(isThere, "\(start)…\(end)\n\(lines.prefix(60).joined(separator: "\n"))")
            }
        }
        // As CSV the texts stay texts too.
        let csv = try Peers.savedByOffice(saved, as: "csv", into: folder.path)
        let typed = try WorkbookFixture.rows(of: WorkbookReader(path: csv)).map { $0.values.map(\.typed) }
        let expected = rows.map { row in row.prefix(3).map(\.typed) }
        #expect(typed.map { Array($0.prefix(3)) } == expected)
    }
}
