import OfficeFiles
import Testing

@Suite struct WorkbookWriterTests {
    private let day: SheetDate
    private let time: SheetTime

    init() throws {
        day = try #require(SheetDate(year: 2023, month: 5, day: 1))
        time = try #require(SheetTime(seconds: 34_200))
    }

    private func reader(_ body: (WorkbookWriter) throws -> Void) throws -> WorkbookReader {
        try WorkbookReader(bytes: WorkbookWriter.bytes(body), name: "a.xlsx")
    }

    @Test func `values come back as they were written`() throws {
        let rows: [[CellValue]] = [
            [.text("百色市"), .number("0.1"), .number("-1234567.89"), .bool(true), .bool(false)],
            [.date(day), .dateTime(day, time), .time(time), .number("0.125", isPercent: true), .empty, .text(" 尾 ")],
            [.text("=1+1"), .text("+86"), .text("-"), .text("@甲"), .text("\t甲"), .text("\r乙"), .text("＝1")],
            [.text("行\n二\r\n三"), .text("_x000D_ & <b> \u{1}"), .text("\"引\""), .text("😀"), .text("123")],
        ]
        let reader = try reader { workbook in
            let sheet = try workbook.addSheet(SheetLayout("企业", columns: []))
            for row in rows { try sheet.append(row) }
        }
        #expect(try WorkbookFixture.rows(of: reader).map(\.values) == rows)
    }

    @Test func `a number of more digits than a spreadsheet keeps is a text with all of them`() throws {
        let reader = try reader {
            try $0.addSheet(SheetLayout("a", columns: [])).append([
                .number("451002199001011234"), .number("100000000000000000000"),
            ])
        }
        #expect(
            try WorkbookFixture.rows(of: reader).map(\.values) == [
                [.text("451002199001011234"), .number("100000000000000000000")]
            ])
    }

    @Test(arguments: [20, 60, 86, 120, 300])
    func `a drop-down of Chinese is written, however long it is`(_ count: Int) throws {
        var column = SheetColumn("类别")
        column.choices = (0..<count).map { "甲乙\($0 % 10)" }
        let reader = try reader { try $0.addSheet(SheetLayout("企业", columns: [column])).append([.text("甲乙1")]) }
        // What is too long to stand in the validation lies in a sheet of its own.
        #expect(reader.sheets.count == (count > 30 ? 2 : 1))
    }

    @Test func `headings come first, rows may leap, and sheets keep apart`() throws {
        let reader = try reader { workbook in
            var layout = SheetLayout("甲/乙", columns: [SheetColumn("名称"), SheetColumn("金额", format: .money)])
            layout.headings.insert(["企业名单"], at: 0)
            layout.mergedRanges = [CellRange(rows: 1...1, columns: 0...1)]
            let first = try workbook.addSheet(layout)
            let second = try workbook.addSheet(SheetLayout("甲:乙", columns: [SheetColumn("名称")]))
            try first.append([.text("一"), .number("1.5")])
            try second.append([.text("二")])
            try first.append([.text("三")], row: 9)
            #expect(throws: UnwritableWorkbook.rowsOutOfOrder) { try first.append([.text("四")], row: 9) }
        }
        #expect(reader.sheets.map(\.name) == ["甲_乙", "甲_乙(2)"])
        #expect(try WorkbookFixture.rows(of: reader).map(\.number) == [1, 2, 3, 9])
        #expect(try WorkbookFixture.rows(of: reader, sheet: 1).map(\.values) == [[.text("名称")], [.text("二")]])
        #expect(try reader.mergedRanges(ofSheet: 0) == [CellRange(rows: 1...1, columns: 0...1)])
    }
}
