#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import OfficeFiles
import Testing

@Suite struct PlainTextTests {
    private static let plan = "百色市科技创新行动方案\n一、总体要求。到2023年，投入强度突破０．８％，“四个面向”。\n　　（一）指导思想。\n"

    private func text(_ bytes: [UInt8], _ name: String = "方案.txt") throws -> String {
        try DocumentReader.read(bytes, name: name).text
    }

    private func encoded(_ text: String, _ encoding: String) throws -> [UInt8] {
        let descriptor = try #require(iconv_open(encoding, "UTF-8"))
        defer { iconv_close(descriptor) }
        var input = Array(text.utf8)
        var output = [UInt8](repeating: 0, count: input.count * 4)
        return input.withUnsafeMutableBytes { source in
            output.withUnsafeMutableBytes { target in
                var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
                var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
                var (left, room) = (source.count, target.count)
                iconv(descriptor, &from, &left, &to, &room)
                return Array(target.prefix(target.count - room))
            }
        }
    }

    @Test(arguments: ["UTF-8", "GB18030", "GBK", "UTF-16LE", "UTF-16BE"])
    func `a text is read in the encodings that people use`(encoding: String) throws {
        #expect(try text(encoded(Self.plan, encoding)) == Self.plan)
    }

    @Test func `a byte order mark decides and is not part of the text`() throws {
        #expect(try text([0xEF, 0xBB, 0xBF] + Array(Self.plan.utf8)) == Self.plan)
        #expect(try text([0xFF, 0xFE] + encoded(Self.plan, "UTF-16LE")) == Self.plan)
        #expect(try text([0xFE, 0xFF] + encoded(Self.plan, "UTF-16BE")) == Self.plan)
    }

    @Test func `a damaged byte costs a character and not the document`() throws {
        var bytes = Array(Self.plan.utf8)
        bytes[4] = 0xFF
        let read = try text(bytes)
        #expect(read.contains("\u{FFFD}") && read.hasSuffix("行动方案\n一、总体要求。到2023年，投入强度突破０．８％，“四个面向”。\n　　（一）指导思想。\n"))
    }

    @Test func `characters of GB18030 with four bytes are read`() throws {
        #expect(try text(encoded("㐀𠮷市方案，推动产业发展，建设创新平台。", "GB18030")) == "㐀𠮷市方案，推动产业发展，建设创新平台。\n")
    }

    @Test func `bytes that are no text are refused`() {
        let noise = (0..<4_000).map { UInt8(truncatingIfNeeded: ($0 &* 2_654_435_761) >> 7) }
        #expect(throws: UnreadableDocument.undecodable) { try text(noise) }
        #expect(throws: UnreadableDocument.unsupported(.unknown)) { try text(noise, "a.bin") }
        #expect(throws: UnreadableDocument.damaged(.docx)) { try text(noise, "a.docx") }
    }

    @Test func `line ends become LF, control characters and spaces at line ends go`() throws {
        let source = "第一行 \t\r\n第二\u{0}行\u{7}\u{200B}\r第三行\u{2028}第四行　\n\n\n\n甲\t乙\n\n"
        #expect(try text(Array(source.utf8)) == "第一行\n第二行\n第三行\n第四行\n\n甲\t乙\n")
    }
}

@Suite struct PageFurnitureTests {
    private func text(_ source: String) throws -> String {
        try DocumentReader.read(Array(source.utf8), name: "a.txt").text
    }

    @Test(arguments: ["— 3 —", "- 3 -", "–3–", "－ 12 －", "—３—", "第3页 共10页", "第 三 页", "Page 3 of 10", "·2·"])
    func `a page number is taken out`(number: String) throws {
        #expect(try text("责任单位：市科技局、\n\(number)\n市财政局\n") == "责任单位：市科技局、\n市财政局\n")
    }

    @Test(arguments: ["3", "——", "2022", "第3页的表", "1-2", "— 三年行动 —", "－5%"])
    func `what is no page number stays`(line: String) throws {
        #expect(try text("甲\n\(line)\n乙\n") == "甲\n\(line)\n乙\n")
    }

    @Test func `bare numbers that count the pages go, those of a list stay`() throws {
        let page = (1...10).map { "正文第\($0)行" }.joined(separator: "\n")
        let pages = (1...4).map { "\(page)\n\($0)\n" }.joined()
        #expect(try text(pages) == String(repeating: page + "\n", count: 4))
        let list = (1...4).map { "\($0)\n任务\n单位\n" }.joined()
        #expect(try text(list) == list)
    }

    @Test func `heads that repeat after form feeds go`() throws {
        let pages = "甲乙丙丁".enumerated().map { "百色市文件 \($0 + 1)\n\($1)段正文" }.joined(separator: "\n\u{C}")
        #expect(try text(pages) == "甲段正文\n乙段正文\n丙段正文\n丁段正文\n")
    }
}

@Suite struct ClassificationMarkTests {
    private func mark(_ source: String) throws -> ClassificationMark? {
        try DocumentReader.read(Array(source.utf8), name: "a.txt").classification
    }

    @Test(
        arguments: [
            ("机密★1年\n关于印发", .confidential, "1年"), ("000001\n绝 密 ★ 长 期\n特急\n", .topSecret, "长期"),
            ("秘密\n通知", .secret, nil), ("密级：机密\n通知", .confidential, nil), ("【秘密】\n通知", .secret, nil),
            ("秘密★\n通知", .secret, nil), ("机　密\n通知", .confidential, nil), ("密级和保密期限：秘密★10年\n", .secret, "10年"),
            ("000012 机密★6个月\n", .confidential, "6个月"), ("机密★启用前\n", .confidential, "启用前"),
            ("机\n密\n通知", .confidential, nil),
            ("秘密★5年 特急\n", .secret, "5年"), ("份号\t000123\n密级\t绝密\n", .topSecret, nil),
        ] as [(String, ClassificationMark.Grade, String?)])
    func `a mark at the head is recognised`(source: String, grade: ClassificationMark.Grade, term: String?) throws {
        #expect(try mark(source) == ClassificationMark(grade: grade, term: term))
    }

    @Test(arguments: [
        "关于保护商业秘密的通知\n", "★\n关于印发\n", "商业秘密\n保护办法", "密级：公开\n通知", "秘密工作\n", "机密性要求\n", "密级：内部\n",
        "通知\n一、总体要求\n机密\n", "通知\n各县（市、区）党委和人民政府，市委各部委办局，市级国家机关各单位，各人民团体，各大中专学校，驻百色各有关单位，市直各企事业单位：\n机密\n",
    ])
    func `what only looks like a mark is none`(source: String) throws {
        #expect(try mark(source) == nil)
    }

    @Test func `only the first lines count`() throws {
        let lines = (1...15).map { "第\($0)行" } + ["机密★1年"]
        #expect(try mark(lines.joined(separator: "\n")) == nil)
    }

    @Test func `a mark in the head of a Word page is recognised`() throws {
        var fixture = DocxFixture(DocxFixture.paragraph("关于印发方案的通知"))
        fixture.header = DocxFixture.paragraph("机密★长期")
        let read = try DocumentReader.read(fixture.bytes(), name: "a.docx")
        #expect(read.classification == ClassificationMark(grade: .confidential, term: "长期"))
        #expect(read.text == "关于印发方案的通知\n")
    }
}
