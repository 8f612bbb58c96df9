import Testing

@testable import LuoshiWeb

@Suite struct ProseTextTests {
    @Test func `lines cut by the paper are joined`() {
        let text = ProseText("4. 某任务。鼓励企\n\n业加大投入，到 2023\n 年达 10 家。")
        #expect(text.paragraphs(from: 0, to: 100, marks: []).text == "<p>4. 某任务。鼓励企业加大投入，到 2023年达 10 家。</p>")
        #expect(text.joined(from: 7, to: 14) == "鼓励企业加")
    }

    @Test func `lines that are paragraphs stay paragraphs`() {
        let text = ProseText("一、总体要求。\n（一）某事。\n（二）另一事。")
        #expect(text.paragraphs(from: 0, to: 100, marks: []).text == "<p>一、总体要求。</p><p>（一）某事。</p><p>（二）另一事。</p>")
    }

    @Test func `a marked stretch is a door to what it is tied to`() {
        let text = ProseText("到期达 10 家。余下")
        let mark = ProseText.Mark(start: 2, end: 8, tone: "target", address: "#t-T1", id: "s-T1")
        #expect(
            text.paragraphs(from: 0, to: 11, marks: [mark]).text
                == "<p>到期<a class=\"tie tie-target\" href=\"#t-T1\" id=\"s-T1\">达 10 家</a>。余下</p>")
    }

    @Test func `what stands in a document never becomes markup`() {
        let text = ProseText("<b>注</b>")
        #expect(text.paragraphs(from: 0, to: 8, marks: []).text == "<p>&lt;b&gt;注&lt;/b&gt;</p>")
    }

    @Test(arguments: [(-5, 3), (2, 1), (0, 99), (50, 60)])
    func `a span that lies outside shows what there is`(_ start: Int, _ end: Int) {
        let text = ProseText("某文件")
        let mark = ProseText.Mark(start: start, end: end, tone: "target", address: "#", id: nil)
        _ = text.paragraphs(from: start, to: end, marks: [mark])
        #expect("某文件".contains(text.joined(from: start, to: end)) || text.joined(from: start, to: end).isEmpty)
    }
}
