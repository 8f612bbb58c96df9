import OfficeFiles
import Testing

/// Broken workbooks: the reader gives rows or an `UnreadableWorkbook`, and nothing else.
@Suite struct WorkbookFuzzTests {
    @Test func `any archive of a workbook is read or refused`() throws {
        try fuzz(Self.workbook.bytes(), "a.xlsx", iterations: 300)
    }

    @Test func `any part of a workbook is read or refused`() throws {
        let parts = Self.workbook.parts
        var random = Random(seed: 11)
        let budget = Budget(iterations: 300)
        while budget.goesOn() {
            var broken = parts
            for _ in 0...random.below(2) {
                let index = random.below(broken.count)
                broken[index].content = random.mutated(broken[index].content)
            }
            try check(DocxFixture.zip(broken), "a.xlsx")
        }
    }

    @Test func `any CSV file is read or refused`() throws {
        try fuzz(Array("名称,金额;备注\r\n\"甲\"\"乙\n丙\",1,'=1\nsep=;\t\u{FEFF},,\n".utf8), "a.csv", iterations: 500)
    }

    private static let workbook: WorkbookFixture = {
        var fixture = WorkbookFixture(
            """
            <row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t xml:space="preserve"> 乙&amp;</t></r></is></c></row>
            <!-- 注 --><row r="3"><c r="A3" s="1"><v>45047.5</v></c><c s="2"><v>1.1000000000000001</v></c><c t="d"><v>2023-05-01T09:30:00</v></c></row>
            <row><c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="str"><f>A1</f><v><![CDATA[x_x000D_]]></v></c><c r="XFD4"/></row>
            """,
            after: "<mergeCells><mergeCell ref=\"A1:B2\"/></mergeCells><extLst><x14:a xmlns:x14=\"urn:x\"/></extLst>")
        fixture.sheets.append(("二", "state=\"hidden\"", "<row><c><v>2</v></c></row>", ""))
        fixture.sharedStrings = ["<si><t>甲</t><rPh sb=\"0\" eb=\"1\"><t>jiǎ</t></rPh></si>", "<si/>"]
        fixture.numberFormats = [176: "yyyy&quot;年&quot;m月;@", 177: "[h]:mm:ss;0.0%"]
        fixture.styles = [0, 176, 177, 14, 9]
        fixture.workbookProperties = "<workbookPr date1904=\"1\"/>"
        return fixture
    }()

    private func fuzz(_ bytes: [UInt8], _ name: String, iterations: Int) throws {
        var random = Random(seed: UInt64(bytes.count))
        let budget = Budget(iterations: iterations)
        while budget.goesOn() { try check(random.mutated(bytes), name) }
    }

    private func check(_ bytes: [UInt8], _ name: String) throws {
        do {
            let reader = try WorkbookReader(bytes: bytes, name: name)
            for index in reader.sheets.indices {
                let rows = try reader.rows(ofSheet: index)
                var last = 0
                while let row = try rows.next() {
                    #expect(row.number > last && row.values.last.map { $0 != .empty } == true)
                    last = row.number
                }
                _ = try reader.mergedRanges(ofSheet: index)
            }
        } catch is UnreadableWorkbook {}
    }
}
