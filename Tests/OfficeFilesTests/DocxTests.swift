import OfficeFiles
import Testing

@Suite struct DocxTests {
    private func text(_ fixture: DocxFixture) throws -> String {
        try DocumentReader.read(fixture.bytes(), name: "方案.docx").text
    }

    @Test func `a paragraph is one line, and its runs, breaks and tabs are kept`() throws {
        let body = """
            <w:p><w:r><w:t>为贯彻</w:t></w:r><w:r><w:t xml:space="preserve">落实 “精神”， </w:t></w:r></w:p><w:p/>
            <w:p><w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:noBreakHyphen/><w:t>丁</w:t></w:r></w:p>
            """
        #expect(try text(DocxFixture(body)) == "为贯彻落实 “精神”，\n甲 乙\n丙-丁\n")
    }

    @Test func `automatic numbers are printed as Word prints them`() throws {
        var fixture = DocxFixture(
            [
                DocxFixture.numbered("总体要求", list: 1), DocxFixture.numbered("指导思想", list: 1, level: 1),
                DocxFixture.numbered("主要目标", list: 1, level: 1), DocxFixture.numbered("5G应用", list: 1, level: 2),
                DocxFixture.numbered("重点任务", list: 1), DocxFixture.numbered("第一项", list: 1, level: 1),
                DocxFixture.numbered("另起", list: 2), DocxFixture.numbered("要点", list: 3),
                DocxFixture.numbered("不编号", list: 0),
            ].joined())
        fixture.numbering = Self.numbering
        #expect(
            try text(fixture)
                == "一、总体要求\n（一）指导思想\n（二）主要目标\n1. 5G应用\n二、重点任务\n（一）第一项\n五、另起\n要点\n不编号\n")
    }

    private static let numbering = """
        <w:abstractNum w:abstractNumId="7">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="japaneseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3."/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="8">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="8"/></w:num>
        """

    @Test(arguments: [
        (1, "chineseCounting", "一"), (10, "chineseCounting", "十"), (12, "japaneseCounting", "十二"),
        (20, "chineseCountingThousand", "二十"), (105, "chineseCounting", "一百零五"), (110, "chineseCounting", "一百一十"),
        (3, "ideographTraditional", "丙"), (3, "decimalEnclosedCircle", "③"), (21, "decimalEnclosedCircle", "㉑"),
        (2, "decimalEnclosedParen", "⑵"), (4, "upperRoman", "IV"), (28, "lowerLetter", "bb"), (7, "decimalZero", "07"),
        (12, "decimalFullWidth", "１２"), (2, "chineseLegalSimplified", "贰"), (9, "unheardOf", "9"),
    ])
    func `a number is written in the format of its list`(number: Int, format: String, expected: String) throws {
        var fixture = DocxFixture(DocxFixture.numbered("项", list: 1))
        fixture.numbering = """
            <w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="\(number)"/><w:numFmt w:val="\(format)"/>\
            <w:lvlText w:val="%1、"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
            """
        #expect(try text(fixture) == "\(expected)、项\n")
    }

    @Test func `a heading style brings its number`() throws {
        var fixture = DocxFixture(
            DocxFixture.paragraph("总则", properties: "<w:pStyle w:val=\"a1\"/>")
                + DocxFixture.paragraph("附则", properties: "<w:pStyle w:val=\"a1\"/>"))
        fixture.numbering = Self.numbering
        fixture.styles = """
            <w:style w:type="paragraph" w:styleId="a0"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
            <w:style w:type="paragraph" w:styleId="a1"><w:basedOn w:val="a0"/></w:style>
            """
        #expect(try text(fixture) == "一、总则\n二、附则\n")
    }

    @Test func `tracked insertions stay, deletions and hidden text go`() throws {
        let body = """
            <w:p><w:r><w:t>突破</w:t></w:r><w:del><w:r><w:delText>150</w:delText></w:r></w:del>\
            <w:ins><w:r><w:t>160</w:t></w:r></w:ins><w:r><w:t>亿元</w:t></w:r>\
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>。</w:t></w:r></w:p>
            <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>前半</w:t></w:r></w:p><w:p><w:r><w:t>后半</w:t></w:r></w:p>
            <w:p><w:moveFrom><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>移来</w:t></w:r></w:moveTo></w:p>
            """
        #expect(try text(DocxFixture(body)) == "突破160亿元。\n前半后半\n移来\n")
    }

    @Test func `footnotes follow their paragraph, the head of the page is dropped`() throws {
        var fixture = DocxFixture(
            "<w:p><w:r><w:t>高新区</w:t><w:footnoteReference w:id=\"2\"/><w:t>建设</w:t></w:r></w:p>"
                + DocxFixture.paragraph("下一段"))
        fixture.footnotes = """
            <w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>
            <w:footnote w:id="2"><w:p><w:r><w:footnoteRef/><w:t xml:space="preserve"> 指百色高新区。</w:t></w:r></w:p></w:footnote>
            """
        fixture.header = DocxFixture.paragraph("内部资料")
        #expect(try text(fixture) == "高新区建设\n注1：指百色高新区。\n下一段\n")
    }

    @Test func `a text box is read once`() throws {
        let box = "<w:txbxContent>\(DocxFixture.paragraph("机密★1年"))</w:txbxContent>"
        let body = """
            <w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>\(box)</wps:txbx></w:drawing></mc:Choice>\
            <mc:Fallback><w:pict><v:textbox>\(box)</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>\
            <w:r><w:t>关于印发方案的通知</w:t></w:r></w:p>
            """
        let read = try DocumentReader.read(DocxFixture(body).bytes(), name: "a.docx")
        #expect(read.text == "关于印发方案的通知\n机密★1年\n")
        #expect(read.classification == ClassificationMark(grade: .confidential, term: "1年"))
    }

    @Test func `a table row is one line and merged cells keep the columns`() throws {
        let cell = DocxFixture.cell
        let body = """
            <w:tbl><w:tr>\(cell("序号", ""))\(cell("任务", "<w:gridSpan w:val=\"2\"/>"))\(cell("单位", ""))</w:tr>\
            <w:tr>\(cell("1", ""))\(cell("甲", ""))<w:tc><w:p><w:r><w:t>第一行</w:t></w:r></w:p><w:p><w:r><w:t>第二行</w:t></w:r></w:p></w:tc>\
            \(cell("市科技局", "<w:vMerge w:val=\"restart\"/>"))</w:tr>\
            <w:tr><w:trPr><w:del/></w:trPr>\(cell("删", ""))</w:tr>\
            <w:tr>\(cell("2", ""))\(cell("", ""))\(cell("open", ""))\(cell("", "<w:vMerge/>"))</w:tr></w:tbl>
            """
        #expect(try text(DocxFixture(body)) == "序号\t任务\t\t单位\n1\t甲\t第一行第二行\t市科技局\n2\t\topen\t市科技局\n")
    }

    @Test func `a table within a cell is flattened, a table of one cell is running text`() throws {
        let inner = "<w:tbl><w:tr>\(DocxFixture.cell("内1"))\(DocxFixture.cell("内2"))</w:tr></w:tbl>"
        let outer = "<w:tbl><w:tr>\(DocxFixture.cell("外"))<w:tc>\(inner)<w:p/></w:tc></w:tr></w:tbl>"
        let frame =
            "<w:tbl><w:tr><w:tc>\(DocxFixture.paragraph("第一段"))\(DocxFixture.paragraph("第二段"))</w:tc></w:tr></w:tbl>"
        #expect(try text(DocxFixture(outer + frame)) == "外\t内1 内2\n第一段\n第二段\n")
    }

    @Test func `numbers of a numbered column are printed`() throws {
        func row(_ text: String) -> String {
            "<w:tr><w:tc>\(DocxFixture.numbered("", list: 1, level: 2))</w:tc>\(DocxFixture.cell(text))</w:tr>"
        }
        var fixture = DocxFixture("<w:tbl>\(row("甲"))\(row("乙"))</w:tbl>")
        fixture.numbering = Self.numbering
        #expect(try text(fixture) == "1.\t甲\n2.\t乙\n")
    }
}
