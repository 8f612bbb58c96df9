import OfficeFiles
import Testing

@Suite struct WorkbookReaderTests {
    @Test func `shared and inline texts are read with their runs joined and without how they are pronounced`() throws {
        var fixture = WorkbookFixture(
            """
            <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>丙 &amp; 丁</t></is></c></row>
            <row r="2"><c r="A2" t="inlineStr"><is><r><t>百</t></r><r><rPr><b/></rPr><t xml:space="preserve">色 </t></r></is></c>\
            <c r="B2" t="str"><f>"x"&amp;"y"</f><v>xy&#10;z</v></c><c r="C2" t="s"><v>2</v></c></row>
            """)
        fixture.sharedStrings = [
            "<si><t>甲</t></si>", "<si><r><t>乙</t></r><r><t>二</t></r><rPh sb=\"0\" eb=\"1\"><t>yǐ</t></rPh></si>",
            "<si><t>行_x000D_尾_x005F_x000D_<![CDATA[<&]]></t></si>",
        ]
        let rows = try fixture.rows()
        #expect(rows.map(\.number) == [1, 2])
        #expect(rows[0].values == [.text("甲"), .text("乙二"), .text("丙 & 丁")])
        #expect(rows[1].values == [.text("百色 "), .text("xy\nz"), .text("行\r尾_x000D_<&")])
    }

    @Test(arguments: [
        ("0.1", "0.1"), ("1.1000000000000001", "1.1"), ("0.30000000000000004", "0.3"), ("1E-3", "0.001"),
        ("4.51E+17", "451000000000000000"), ("451002199001011234", "451002199001011234"), ("-0", "0"),
        ("-2.50", "-2.5"),
        ("100", "100"), ("0.0", "0"), ("007", "7"), ("123456789.12345678", "123456789.123457"), ("1e2", "100"),
        ("+5", "5"),
        ("9.9999999999999999E-5", "0.0001"),
    ])
    func `a number is spelled in plain digits without binary noise`(stored: String, expected: String) throws {
        let rows = try WorkbookFixture("<row><c><v>\(stored)</v></c></row>").rows()
        #expect(rows.first?[0] == .number(expected))
    }

    @Test func `other types are what they are, and what is empty is left out`() throws {
        let rows = try WorkbookFixture(
            """
            <row r="3" ht="20"><c r="B3" t="b"><v>1</v></c><c r="C3" t="b"><v>0</v></c><c r="D3" t="e"><v>#N/A</v></c>\
            <c r="E3" t="n"><v>5</v></c><c r="F3" s="0"/><c r="G3" t="str"><f>""</f><v></v></c></row>
            <row r="4"/><row r="5"><c r="A5" s="0"/></row>
            <row r="9"><c r="A9" t="d"><v>2023-05-01</v></c><c t="d"><v>2023-05-01T09:30:00Z</v></c><c t="d"><v>09:30</v></c></row>
            """
        ).rows()
        let day = try #require(SheetDate(year: 2023, month: 5, day: 1))
        let time = try #require(SheetTime(seconds: 34_200))
        #expect(rows.map(\.number) == [3, 9])
        #expect(rows[0].values == [.empty, .bool(true), .bool(false), .error("#N/A"), .number("5")])
        #expect(rows[0][5] == .empty && rows[0][900] == .empty)
        #expect(rows[1].values == [.date(day), .dateTime(day, time), .time(time)])
    }

    @Test func `cells and rows without a reference follow the one before`() throws {
        let rows = try WorkbookFixture(
            "<row><c><v>1</v></c><c><v>2</v></c></row><row r=\"5\"><c r=\"C5\"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>"
        ).rows()
        #expect(rows.map(\.number) == [1, 5, 6])
        #expect(rows[1].values == [.empty, .empty, .number("3"), .number("4")])
    }

    @Test func `prefixes, the strict namespace and absolute targets are read`() throws {
        var fixture = WorkbookFixture(
            "<x:row r=\"1\"><x:c r=\"A1\" t=\"s\"><x:v>0</x:v></x:c><x:c r=\"B1\" t=\"inlineStr\"><x:is><x:t>乙</x:t></x:is></x:c></x:row>"
        )
        fixture.prefix = "x:"
        fixture.namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main"
        fixture.relationshipNamespace = "http://purl.oclc.org/ooxml/officeDocument/relationships"
        fixture.sharedStrings = ["<x:si><x:t>甲</x:t></x:si>"]
        #expect(try fixture.rows().map(\.values) == [[.text("甲"), .text("乙")]])
        fixture.targetPrefix = "/xl/"
        #expect(try fixture.rows().map(\.values) == [[.text("甲"), .text("乙")]])
        fixture.targetPrefix = "../xl/./"
        #expect(try fixture.rows().map(\.values) == [[.text("甲"), .text("乙")]])
    }

    @Test func `elements of other namespaces are no cells`() throws {
        let rows = try WorkbookFixture(
            "<row r=\"1\"><x14:c xmlns:x14=\"urn:x\"><v>9</v></x14:c><c r=\"A1\"><x14:v>8</x14:v><v>1</v></c></row>",
            after: "<extLst><ext><row><c><v>2</v></c></row></ext></extLst>"
        ).rows()
        #expect(rows.map(\.values) == [[.number("1")]])
    }

    @Test func `sheets are listed in order, and hidden ones are said to be so`() throws {
        var fixture = WorkbookFixture("<row><c><v>1</v></c></row>")
        fixture.sheets.append(("选项 &amp; 值", "state=\"hidden\"", "<row><c><v>2</v></c></row>", ""))
        fixture.sheets.append(("深藏", "state=\"veryHidden\"", "", ""))
        let reader = try WorkbookReader(bytes: fixture.bytes(), name: "a.xlsx")
        #expect(reader.format == .xlsx)
        #expect(reader.sheets.map(\.name) == ["表一", "选项 & 值", "深藏"])
        #expect(reader.sheets.map(\.isHidden) == [false, true, true])
        #expect(try WorkbookFixture.rows(of: reader, sheet: 1).map(\.values) == [[.number("2")]])
        #expect(try WorkbookFixture.rows(of: reader, sheet: 2).isEmpty)
        #expect(try WorkbookFixture.rows(of: reader, sheet: 0).map(\.values) == [[.number("1")]])
    }

    @Test func `merged ranges are told`() throws {
        let fixture = WorkbookFixture(
            "<row><c t=\"str\"><v>企业</v></c></row>",
            after:
                "<mergeCells count=\"3\"><mergeCell ref=\"A1:C1\"/><mergeCell ref=\"$D$1:$D$2\"/><mergeCell ref=\"x\"/></mergeCells>"
        )
        let reader = try WorkbookReader(bytes: fixture.bytes(), name: "a.xlsx")
        #expect(
            try reader.mergedRanges(ofSheet: 0) == [
                CellRange(rows: 1...1, columns: 0...2), CellRange(rows: 1...2, columns: 3...3),
            ])
    }

    @Test func `the content of a file decides, and a file is read as its bytes are`() throws {
        let bytes = try WorkbookFixture("<row><c><v>1</v></c></row>").bytes()
        #expect(try WorkbookReader(bytes: bytes, name: "a.xls").format == .xlsx)
        let file = try TemporaryFile(bytes)
        #expect(try WorkbookFixture.rows(of: WorkbookReader(path: file.path)).map(\.values) == [[.number("1")]])
        #expect(throws: UnreadableWorkbook.missing) { try WorkbookReader(path: file.path + "x") }
    }
}
