import OfficeFiles
import Testing

@Suite struct CsvTests {
    private func rows(_ bytes: [UInt8], name: String = "企业名单.csv") throws -> [SheetRow] {
        try WorkbookFixture.rows(of: WorkbookReader(bytes: bytes, name: name))
    }

    private func texts(_ text: String) throws -> [[String]] {
        try rows(Array(text.utf8)).map { $0.values.map(\.typed) }
    }

    @Test(arguments: [",", ";", "\t"])
    func `the separator is the one that the lines share`(separator: String) throws {
        let text =
            "名称\(separator)金额\(separator)备注\n甲\(separator)1\(separator)\"a\(separator)b,;\t\"\n乙\(separator)2\(separator)x"
        #expect(try texts(text) == [["名称", "金额", "备注"], ["甲", "1", "a\(separator)b,;\t"], ["乙", "2", "x"]])
        #expect(
            try texts("sep=\(separator)\r\na,b;c\(separator)d\r\n") == [
                separator == "," ? ["a", "b;c", "d"] : separator == ";" ? ["a,b", "c", "d"] : ["a,b;c", "d"]
            ])
    }

    @Test func `quotes, line ends and empty cells are read as Excel reads them`() throws {
        let text = "a,\"b\"\"c\",\"d\r\ne\"\r\n\r\n,,x\r,\ny,\"\",\n\"开,\"后,z"
        let read = try rows(Array(text.utf8))
        #expect(read.map(\.number) == [1, 3, 5, 6])
        #expect(
            read.map { $0.values.map(\.typed) } == [["a", "b\"c", "d\r\ne"], ["", "", "x"], ["y"], ["开,后", "z"]])
        #expect(try texts("\"没有关上,\n甲") == [["没有关上,\n甲"]])
        #expect(try texts("\n\n").isEmpty)
    }

    @Test func `the encoding is found out`() throws {
        let gb18030: [UInt8] = [
            0xC3, 0xFB, 0xB3, 0xC6, 0x2C, 0xBD, 0xF0, 0xB6, 0xEE, 0x0D, 0x0A, 0xB0, 0xD9, 0xC9, 0xAB, 0x2C, 0x31,
        ]
        #expect(try rows(gb18030).map { $0.values.map(\.typed) } == [["名称", "金额"], ["百色", "1"]])
        #expect(try rows([0xEF, 0xBB, 0xBF] + Array("名,1".utf8)).map { $0.values.map(\.typed) } == [["名", "1"]])
        let utf16: [UInt8] =
            [0xFF, 0xFE] + "名,1\r\n".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
        #expect(try rows(utf16).map { $0.values.map(\.typed) } == [["名", "1"]])
    }

    @Test func `a CSV file is a workbook of one sheet named like the file`() throws {
        let reader = try WorkbookReader(bytes: Array("甲".utf8), name: "2023.企业名单.csv")
        #expect(reader.format == .csv)
        #expect(reader.sheets.map(\.name) == ["2023.企业名单"])
        #expect(try reader.mergedRanges(ofSheet: 0).isEmpty)
        let file = try TemporaryFile(Array("甲,乙".utf8), suffix: ".csv")
        #expect(
            try WorkbookFixture.rows(of: WorkbookReader(path: file.path)).map(\.values) == [[.text("甲"), .text("乙")]])
    }

    @Test func `more columns than can be read are refused with the row`() {
        #expect(throws: UnreadableWorkbook.tooManyColumns(limit: 2_000, row: 2)) {
            try rows(Array(("a\n" + String(repeating: ",", count: 2_000) + "x").utf8))
        }
    }

    @Test func `what is written has a byte order mark and runs no formula`() throws {
        var writer = CsvWriter()
        let day = try #require(SheetDate(year: 2023, month: 5, day: 1))
        writer.append([.text("名称"), .text("=1+1"), .text("+86"), .text("-"), .text("@x"), .text("\tx"), .number("-5")])
        writer.append([
            .empty, .date(day), .number("0.125", isPercent: true), .text("a\"b,c"), .bool(true), .text(" x"),
        ])
        let bytes = writer.take()
        #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(
            String(decoding: bytes.dropFirst(3), as: UTF8.self)
                == "名称,'=1+1,'+86,'-,'@x,\"'\tx\",-5\r\n,2023-05-01,12.5%,\"a\"\"b,c\",TRUE,\" x\"\r\n")
        #expect(writer.take().isEmpty)
        #expect(
            try rows(bytes).map(\.values) == [
                ["名称", "=1+1", "+86", "-", "@x", "\tx", "-5"].map { .text($0) },
                [.empty, .text("2023-05-01"), .text("12.5%"), .text("a\"b,c"), .text("TRUE"), .text(" x")],
            ])
    }
}
