import OfficeFiles
import Testing

@Suite struct UnreadableWorkbookTests {
    private func read(_ bytes: [UInt8], _ name: String = "a.xlsx", limits: WorkbookLimits = .standard) throws {
        let reader = try WorkbookReader(bytes: bytes, name: name, limits: limits)
        for index in reader.sheets.indices {
            let rows = try reader.rows(ofSheet: index)
            while try rows.next() != nil {}
            _ = try reader.mergedRanges(ofSheet: index)
        }
    }

    private func refused(_ rows: String, limits: WorkbookLimits = .standard) throws -> UnreadableWorkbook? {
        do { try read(WorkbookFixture(rows).bytes(), limits: limits) } catch let error as UnreadableWorkbook {
            return error
        }
        return nil
    }

    @Test func `other formats are known by their first bytes, with what to do`() throws {
        let container: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]
        let password: [UInt8] = "EncryptedPackage".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }
        let table = Array("\u{FEFF} <html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table><tr><td>1".utf8)
        let files: [([UInt8], String, UnreadableWorkbook)] = [
            ([], "a.xlsx", .empty), (container, "a.xls", .unsupported(.xls)), (container, "a.xlsx", .unsupported(.xls)),
            (container, "a.et", .unsupported(.et)), (container + password, "a.xlsx", .encrypted),
            ([0x09, 0x04, 0x06, 0, 0, 0, 0x10, 0, 0], "a.xls", .unsupported(.xls)),
            (Array("名称,金额\n甲,1".utf8), "a.xlsx", .unsupported(.renamedText)),
            (Array("名称,金额\n甲,1".utf8), "a.xls", .unsupported(.renamedText)), (table, "导出.xls", .unsupported(.html)),
            (
                Array("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?><Workbook/>".utf8), "a.xls",
                .unsupported(.xmlSpreadsheet)
            ),
            (Array("%PDF-1.7".utf8), "a.xlsx", .unsupported(.pdf)),
            ([0x89, 0x50, 0x4E, 0x47, 1, 2], "a.csv", .unsupported(.image)),
            (Array("Rar!x".utf8), "a.rar", .unsupported(.archive)),
            (Array("{\\rtf1".utf8), "a.doc", .unsupported(.document)),
            (Array("甲".utf8), "a.md", .unsupported(.unknown)),
            ([0, 1, 2, 3, 0xFE, 0, 9, 9, 0, 0, 0, 0, 0], "a.xlsx", .damaged),
            ([0, 1, 2, 3, 0xFE, 0, 9, 9, 0, 0, 0, 0, 0], "a.csv", .undecodable),
        ]
        for (bytes, name, expected) in files {
            #expect(throws: expected, "\(name) \(bytes.prefix(8))") { try read(bytes, name) }
        }
        let archives: [(String, UnsupportedWorkbook)] = [
            ("xl/workbook.bin", .xlsb), ("OFD.xml", .ofd), ("word/document.xml", .document),
            ("ppt/presentation.xml", .presentation), ("a.txt", .archive),
        ]
        for (entry, kind) in archives {
            let zip = try DocxFixture.zip([(entry, Array("<x/>".utf8))])
            #expect(throws: UnreadableWorkbook.unsupported(kind)) { try read(zip) }
        }
        let ods = try DocxFixture.zip([("mimetype", [0x61]), ("content.xml", [0x61])])
        #expect(throws: UnreadableWorkbook.unsupported(.ods)) { try read(ods) }
    }

    @Test func `a workbook with a password is said to be so`() throws {
        let zip = try DocxFixture.zip(WorkbookFixture().parts, password: "x")
        #expect(throws: UnreadableWorkbook.encrypted) { try read(zip) }
    }

    @Test func `a workbook cut off anywhere is damaged`() throws {
        let bytes = try WorkbookFixture("<row><c><v>1</v></c></row>").bytes()
        for part in 1..<8 {
            #expect(throws: UnreadableWorkbook.damaged) { try read(Array(bytes.prefix(bytes.count * part / 8))) }
        }
    }

    @Test(arguments: [
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c>", "<row r=\"1\"><c r=\"A1\"><v>1</c></v></row>", "<row r=\"0\"/>",
        "<row r=\"x\"/>",
        "<row r=\"1048577\"/>", "<row r=\"99999999999999999999\"/>", "<row r=\"2\"/><row r=\"1\"/>",
        "<row r=\"1\"/><row r=\"1\"/>",
        "<row r=\"1\"><c r=\"1A\"><v>1</v></c></row>", "<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"ZZZZZZZZZZZZZ1\"><v>1</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>-1</v></c></row>", "<row><c><v>&unknown;</v></c></row>",
        "<row><c><v>&#0;</v></c></row>",
        "<row><c><v>&#xFFFFFFFFFF;</v></c></row>", "<row><c><v>&amp</v></c></row>", "<row <c/></row>", "<row a=1/>",
        "<row a=\"<\"/>",
        "<row a></row>", "<!DOCTYPE x>", "<![CDATA[", "<!-- ", "</row>", "<>", "<row/ >",
        "<row><c t=\"inlineStr\"><is><t>" + String(repeating: "长", count: 400_000) + "</t></is></c></row>",
        String(repeating: "<a>", count: 100), "<a " + (0..<300).map { "b\($0)=\"\"" }.joined(separator: " ") + "/>",
    ])
    func `a sheet that is no XML, or refers to what is not there, is damaged`(rows: String) throws {
        #expect(try refused(rows) == .damaged)
    }

    @Test func `entities that expand are refused before they do`() throws {
        var parts = WorkbookFixture("<row/>").parts
        let bomb = """
            <?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>&b;</sheetData></worksheet>
            """
        for name in ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "_rels/.rels"] {
            let index = try #require(parts.firstIndex { $0.name == name })
            let whole = parts[index].content
            parts[index].content = Array(bomb.utf8)
            #expect(throws: UnreadableWorkbook.damaged) { try read(DocxFixture.zip(parts)) }
            parts[index].content = whole
        }
        let external = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><worksheet/>"
        parts[2].content = Array(external.utf8)
        #expect(throws: UnreadableWorkbook.damaged) { try read(DocxFixture.zip(parts)) }
    }

    @Test func `a sheet of seventeen million columns costs nothing`() throws {
        let wide = "<row r=\"1\"><c r=\"XFD1\"/><c r=\"A1\"><v>1</v></c></row>"
        #expect(try refused(wide) == nil)
        let full = "<row r=\"7\">" + String(repeating: "<c><v>1</v></c>", count: 2_001) + "</row>"
        #expect(try refused(full) == .tooManyColumns(limit: 2_000, row: 7))
        let cells = "<row r=\"7\">" + String(repeating: "<c/>", count: 100_000) + "<c><v>1</v></c></row>"
        #expect(try refused(cells) == .tooManyColumns(limit: 2_000, row: 7))
    }

    @Test func `a part that expands beyond its limits is given up`() throws {
        var limits = WorkbookLimits.standard
        limits.maxExpandedBytes = 1_000
        #expect(try refused(String(repeating: "<row/>", count: 1_000), limits: limits) == .expandsTooMuch)
        #expect(
            try refused(String(repeating: "<row>\(String(repeating: "<c/>", count: 100_000))</row>", count: 50))
                == .expandsTooMuch)
        limits = .standard
        limits.maxParts = 3
        #expect(try refused("", limits: limits) == .expandsTooMuch)
        limits = .standard
        limits.maxSharedTextBytes = 100
        var fixture = WorkbookFixture("<row><c t=\"s\"><v>0</v></c></row>")
        fixture.sharedStrings = (0..<50).map { "<si><t>甲\($0)</t></si>" }
        let bytes = try fixture.bytes()
        #expect(throws: UnreadableWorkbook.expandsTooMuch) { try read(bytes, limits: limits) }
        #expect(throws: UnreadableWorkbook.tooLarge(limitBytes: 1 << 20)) {
            limits.maxFileBytes = 1 << 20
            try read([UInt8](repeating: 0x50, count: 2 << 20), limits: limits)
        }
    }

    @Test func `sheets that are none, too many or missing are told apart`() throws {
        var fixture = WorkbookFixture()
        var limits = WorkbookLimits.standard
        limits.maxSheets = 1
        fixture.sheets.append(("二", "", "", ""))
        let bytes = try fixture.bytes()
        #expect(throws: UnreadableWorkbook.tooManySheets(limit: 1)) { try read(bytes, limits: limits) }
        fixture.sheets = []
        #expect(throws: UnreadableWorkbook.noSheet) { try read(fixture.bytes()) }
        let parts = WorkbookFixture().parts.filter { $0.name != "xl/worksheets/sheet1.xml" }
        #expect(throws: UnreadableWorkbook.damaged) { try read(DocxFixture.zip(parts)) }
    }

    @Test func `more shared texts than are held in memory are all found again`() throws {
        let count = 500_000
        var fixture = WorkbookFixture()
        fixture.sharedStrings = [(0..<count).map { "<si><t>百色市右江区第\($0)号企业</t></si>" }.joined()]
        fixture.sheets[0].rows = stride(from: 0, to: count, by: 997).map {
            "<row><c t=\"s\"><v>\($0)</v></c><c t=\"s\"><v>\(count - 1 - $0)</v></c></row>"
        }.joined()
        let rows = try fixture.rows()
        for (index, row) in rows.enumerated() {
            #expect(
                row.values == [.text("百色市右江区第\(index * 997)号企业"), .text("百色市右江区第\(count - 1 - index * 997)号企业")])
        }
        #expect(rows.count == count / 997 + 1)
    }

    @Test func `every error has a code of its own and says what to do`() {
        let errors: [UnreadableWorkbook] = [
            .empty, .missing, .tooLarge(limitBytes: 1), .encrypted, .damaged, .expandsTooMuch,
            .tooManyColumns(limit: 1, row: 1),
            .tooManySheets(limit: 1), .noSheet, .unsupported(.unknown), .undecodable, .noTemporarySpace,
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(errors.allSatisfy { $0.message.contains("请") })
        #expect(
            UnsupportedWorkbook.allCases.allSatisfy { UnreadableWorkbook.unsupported($0).message.contains(".xlsx") })
        let unwritable: [UnwritableWorkbook] = [
            .notWritten, .textTooLong(row: 1, column: 27), .tooLarge, .rowsOutOfOrder,
        ]
        #expect(Set(unwritable.map(\.code)).count == unwritable.count)
        #expect(unwritable.allSatisfy { $0.message.contains("请") })
        #expect(UnwritableWorkbook.textTooLong(row: 1, column: 27).message.contains("AB 列"))
    }
}
