import OfficeFiles
import Testing

@Suite struct MarkdownTests {
    private func text(_ source: String) throws -> String {
        let read = try DocumentReader.read(Array(source.utf8), name: "方案.md")
        #expect(read.format == .md)
        return read.text
    }

    @Test(arguments: [
        ("# 方案 #", "方案"), ("###### 六级", "六级"), ("#标签", "#标签"), ("方案\n====", "方案"), ("> 引用\n> 续行", "引用\n续行"),
        ("**重点：**推进*创新*和 __平台__、_强调_", "重点：推进创新和 平台、强调"), ("~~删去~~留", "删去留"), ("`R&D` 与 ``a`b``", "R&D 与 a`b"),
        ("[科技局](http://a.b/c_(d) \"题\")（市）", "科技局（市）"), ("![图](a.png)说明", "图说明"), ("[甲][1]乙\n\n[1]: http://a.b", "甲乙"),
        ("1\\. 不是列表 \\*", "1. 不是列表 *"), ("1. 第一\n2. 第二", "1. 第一\n2. 第二"), ("- [x] 完成\n* 圆点\n+ 加号", "完成\n圆点\n加号"),
        ("甲&amp;乙 &#x4E2D; &bogus;", "甲&乙 中 &bogus;"), ("甲<br>乙<u>丙</u> <http://a.b>", "甲 乙丙 http://a.b"),
        ("甲\n\n---\n\n乙", "甲\n\n乙"),
        ("<!-- 注\n释 -->\n正文", "正文"), ("```\n# 代码 **x**\n```", "# 代码 **x**"), ("***粗斜***", "粗斜"),
    ])
    func `syntax is taken out, text stays`(source: String, expected: String) throws {
        #expect(try text(source) == expected + "\n")
    }

    @Test(arguments: [
        "注：*表示约束性指标。", "5*3*2=30", "snake_case_name 与 A_B", "[责任单位：市科技局、各区（县）政府]", "（一）指导思想。",
        "到2025年，R&D投入>3%，<5%。", "一、总体要求\n（一）指导思想。\n1.人工智能。", "产值|税收", "＊注 #1 号", "60%~80%、10~20个", "[1]（市）", "１．项目",
    ])
    func `plain Chinese text is left alone`(source: String) throws {
        #expect(try text(source) == source + "\n")
    }

    @Test func `a table row is one line`() throws {
        let source = """
            表前
            | 序号 | 任务 | 单位 |
            |:--|:-:|--:|
            | 1 | 推进\\|建设 | **市科技局** |
            | 2 | 少一格 |

            表后
            """
        #expect(try text(source) == "表前\n序号\t任务\t单位\n1\t推进|建设\t市科技局\n2\t少一格\t\n\n表后\n")
    }

    @Test func `a paragraph wrapped at a width becomes one line`() throws {
        let lines = [
            "为贯彻落实自治区关于科技创新的决策部署，进一步推动科技创新在百色高", "质量发展中发挥战略支撑作用，结合我市实际情况，现就有关事项制定本实",
            "施方案。",
        ]
        #expect(try text(lines.joined(separator: "\n")) == lines.joined() + "\n")
    }
}
