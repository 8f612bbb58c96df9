import OfficeFiles
import Testing

/// Broken documents of each kind: a reader gives a text or an `UnreadableDocument`, in time, and nothing else.
@Suite struct MutationFuzzTests {
    @Test func `any text is read or refused`() throws {
        try fuzz(Array("密级：机密★1年\n— 1 —\n一、总体要求。\u{FEFF}\t责任单位：市科技局\r\n第3页 共10页\n１２\n".utf8), "a.txt", iterations: 400)
    }

    @Test func `any Markdown is read or refused`() throws {
        let source =
            "# 方案\n\n> **重点：**[甲](http://a_b) `c`\n1. 一\n- [x] 二\n\n|a|b|\n|-|-|\n|1|~~2~~|\n```\nx\n```\n<!-- c -->\n"
        try fuzz(Array(source.utf8), "a.md", iterations: 400)
    }

    @Test func `any web page is read or refused`() throws {
        let source = """
            <!DOCTYPE html><html><head><meta charset=utf-8></head><body><ol start=2><li>甲<li>乙</ol><table><tr><td rowspan=2>丙
            <td colspan=3>丁<tr><td><table><tr><td>戊</table></table><p hidden>己<pre>庚\n辛</pre>&amp;&#20013;<script>x</script></body></html>
            """
        try fuzz(Array(source.utf8), "a.html", iterations: 400)
    }

    @Test func `any archive is read or refused`() throws {
        try fuzz(try Self.document.bytes(), "a.docx", iterations: 200)
    }

    @Test func `any Word document is read or refused`() throws {
        let parts = Self.document.parts
        var random = Random(seed: 7)
        let budget = Budget(iterations: 200)
        while budget.goesOn() {
            var broken = parts
            let index = random.below(broken.count)
            broken[index].content = random.mutated(broken[index].content)
            try check(DocxFixture.zip(broken), "a.docx")
        }
    }

    @Test(.needsPdfium) func `any PDF is read or refused`() throws {
        var fixture = PdfFixture()
        for _ in 1...2 {
            fixture.page(
                PdfFixture.lines(["机密★1年", "第一行", "第二行"]), PdfFixture.line(80, 600, 500, 600),
                PdfFixture.line(80, 500, 500, 500),
                PdfFixture.line(80, 550, 500, 550), PdfFixture.line(80, 600, 80, 500),
                PdfFixture.line(300, 600, 300, 500),
                PdfFixture.line(500, 600, 500, 500), "10 10 200 1 re f 0 0 1 rg 5 5 m 9 9 l 20 5 l h B",
                PdfFixture.text("格", x: 100, y: 560))
        }
        try fuzz(fixture.bytes(), "a.pdf", iterations: 300)
    }

    @Test(.needsPdfium, .needsSharedDocuments) func `any broken real PDF is read or refused`() throws {
        let bytes = try Surroundings.file((Surroundings.shared ?? "") + "/plans/09-zhejiang-new-scenarios.pdf")
        try fuzz(bytes, "a.pdf", iterations: 5)
    }

    private static let document: DocxFixture = {
        var fixture = DocxFixture(
            DocxFixture.numbered("总体要求", list: 1) + DocxFixture.numbered("目标", list: 1, level: 1)
                + "<w:p><w:r><w:t>甲</w:t><w:br/><w:footnoteReference w:id=\"2\"/></w:r><w:del><w:r><w:delText>x</w:delText></w:r></w:del></w:p>"
                + "<w:tbl><w:tr>\(DocxFixture.cell("乙", "<w:gridSpan w:val=\"2\"/>"))\(DocxFixture.cell("丙", "<w:vMerge w:val=\"restart\"/>"))</w:tr>"
                + "<w:tr>\(DocxFixture.cell("丁"))\(DocxFixture.cell("戊"))\(DocxFixture.cell("", "<w:vMerge/>"))</w:tr></w:tbl>"
        )
        fixture.numbering = """
            <w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>\
            <w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1.%2"/></w:lvl></w:abstractNum>\
            <w:num w:numId="1"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
            """
        fixture.styles =
            "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:basedOn w:val=\"a\"/><w:rPr><w:vanish/></w:rPr></w:style>"
        fixture.footnotes = "<w:footnote w:id=\"2\"><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>"
        fixture.header = DocxFixture.paragraph("机密")
        return fixture
    }()

    private func fuzz(_ bytes: [UInt8], _ name: String, iterations: Int) throws {
        var random = Random(seed: UInt64(bytes.count))
        let budget = Budget(iterations: iterations)
        while budget.goesOn() { try check(random.mutated(bytes), name) }
    }

    private func check(_ bytes: [UInt8], _ name: String) throws {
        do {
            let text = try DocumentReader.read(bytes, name: name).text
            #expect(!text.unicodeScalars.contains("\0") && text.hasSuffix("\n"))
        } catch let error as UnreadableDocument {
            #expect(error != .timedOut(seconds: ReadingLimits.standard.deadlineSeconds))
        }
    }
}

/// How long a fuzz test goes on: a number of rounds, or as many seconds as the environment says.
final class Budget {
    private var left: Int
    private let end: ContinuousClock.Instant?

    init(iterations: Int) {
        left = iterations
        end = Surroundings.fuzzSeconds.map { ContinuousClock.now + .milliseconds(Int($0 * 1_000)) }
    }

    func goesOn() -> Bool {
        if let end { return ContinuousClock.now < end }
        left -= 1
        return left >= 0
    }
}

/// A generator of the same mutations every time (SplitMix64).
struct Random {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(max(1, limit))) }

    /// The bytes with a few changed, cut out, doubled, moved or put in.
    mutating func mutated(_ source: [UInt8]) -> [UInt8] {
        var bytes = source
        for _ in 0...below(6) {
            guard !bytes.isEmpty else { return [0] }
            let at = below(bytes.count)
            let length = min(bytes.count - at, 1 + below(below(3) == 0 ? 400 : 8))
            switch below(8) {
            case 0: bytes[at] = UInt8(truncatingIfNeeded: next())
            case 1: bytes[at] ^= 1 << UInt8(below(8))
            case 2: bytes.removeSubrange(at..<(at + length))
            case 3: bytes.insert(contentsOf: bytes[at..<(at + length)], at: below(bytes.count))
            case 4: for _ in 0...below(20) { bytes.insert(contentsOf: bytes[at..<(at + length)], at: at) }
            case 5:
                bytes.replaceSubrange(
                    at..<(at + length), with: Array("\(Int64(bitPattern: next()) >> Int64(below(64)))".utf8))
            case 6:
                bytes[at] = [0, 0x0A, 0x20, 0x22, 0x28, 0x3C, 0x3E, 0x5B, 0x7C, 0xFF].randomElement(using: &self) ?? 0
            default: if below(6) == 0 { bytes.removeSubrange(at...) } else { bytes.swapAt(at, below(bytes.count)) }
            }
        }
        return bytes
    }
}

extension Random: RandomNumberGenerator {}
