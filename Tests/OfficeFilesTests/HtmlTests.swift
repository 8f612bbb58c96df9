import OfficeFiles
import Testing

@Suite struct HtmlTests {
    private func text(_ body: String) throws -> String {
        let read = try DocumentReader.read(Array("<!DOCTYPE html><html><body>\(body)</body></html>".utf8), name: "a")
        #expect(read.format == .html)
        return read.text
    }

    @Test(arguments: [
        ("<h1>方案</h1><p>第一段</p><div>第二段<br/>第三行</div>", "方案\n第一段\n第二段\n第三行"),
        ("<p>推动\n科技创新\n in the city</p>", "推动科技创新 in the city"),
        ("<p>a&nbsp;&amp;&#x4E2D;&ldquo;&mdash;</p>", "a &中“—"),
        ("<script>x='<p>'</script><style>p{}</style><nav>首页</nav><p hidden>藏</p><p style='DISPLAY : none'>藏</p>文", "文"),
        ("<ol><li>甲<li value=5>乙<ol type=a><li>子</ol></ol><ul><li>点</ul>", "1.甲\n5.乙\na.子\n点"),
        ("<ol start=3 style='list-style-type:cjk-ideographic'><li>中</ol>", "三、中"), ("<p>甲<p>乙", "甲\n乙"),
        ("<ruby>百<rt>bǎi</rt></ruby>色", "百色"), ("<pre>一\n二</pre>", "一\n二"), ("<p>— 3 —</p><p>文</p>", "文"),
    ])
    func `a page becomes lines`(body: String, expected: String) throws {
        #expect(try text(body) == expected + "\n")
    }

    @Test func `merged cells keep the columns aligned`() throws {
        let table = """
            <table><caption>表1</caption><tr><th rowspan=2>序号</th><th colspan=2>任务</th><th rowspan=2>单位</th></tr>
            <tr><th>内容</th><th>目标</th></tr><tr><td>1</td><td>甲<br>续</td><td></td><td rowspan=0>市科技局</td></tr>
            <tr><td>2</td><td><p>new</p><p>platform</p></td><td>5家</td></tr></table>
            """
        #expect(
            try text(table)
                == "表1\n序号\t任务\t\t单位\n序号\t内容\t目标\t单位\n1\t甲续\t\t市科技局\n2\tnew platform\t5家\t市科技局\n")
    }

    @Test func `a table that lays out the page is running text`() throws {
        let article = (1...15).map { "<p>第\($0)段，\(String(repeating: "推动创新", count: 12))。</p>" }.joined()
        let lines = try text("<table><tr><td>栏目</td><td>\(article)</td></tr></table>").split(separator: "\n")
        #expect(lines.count == 16 && lines[1].hasPrefix("第1段"))
        #expect(
            try text(
                "<table><tr><td><p>甲</p><table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table></td></tr></table>"
            ) == "甲\n1\t2\n3\t4\n")
    }

    @Test func `the encoding is the one the page is in, whatever it declares`() throws {
        let page = "<html><head><meta charset=\"gb2312\"></head><body><p>百色市方案，推动创新发展建设平台</p></body></html>"
        #expect(try DocumentReader.read(Array(page.utf8), name: "a.html").text == "百色市方案，推动创新发展建设平台\n")
        let gb: [UInt8] =
            Array("<html><meta charset=gbk><p>".utf8) + [0xB0, 0xD9, 0xC9, 0xAB, 0xCA, 0xD0] + Array("</p></html>".utf8)
        #expect(try DocumentReader.read(gb, name: "a.html").text == "百色市\n")
    }

    @Test func `nothing outside the page is loaded`() throws {
        let page = """
            <!DOCTYPE html SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>\
            <html><body><p>甲&x;乙</p><img src="http://127.0.0.1:9/y.png"></body></html>
            """
        let read = try DocumentReader.read(Array(page.utf8), name: "a.html").text
        #expect(!read.contains("root:") && read.contains("乙"))
    }
}
