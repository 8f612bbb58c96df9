import OfficeFiles
import CLibZip
import Testing

@Suite(.needsPdfium) struct PdfTests {
    private func text(_ fixture: PdfFixture) throws -> String {
        try DocumentReader.read(fixture.bytes(), name: "方案.pdf").text
    }

    @Test func `wrapped lines become paragraphs where paragraphs are indented`() throws {
        var fixture = PdfFixture()
        let full = String(repeating: "推动科技创新发展", count: 3)
        let body: [(String, Double)] = [
            ("标题居中", 240.0), ("　　", 90), (full, 122), (full + "强市", 90), ("结束。", 90), (full, 122), ("再完。", 90),
            ("（一）" + full.dropLast(3), 122), ("到此。", 90),
        ]
        fixture.page(
            body.enumerated().map { PdfFixture.text(String($1.0), x: $1.1, y: 700 - Double($0) * 28) }.joined(
                separator: "\n"))
        #expect(
            try text(fixture)
                == "标题居中\n\(full)\(full)强市结束。\n\(full)再完。\n（一）\(full.dropLast(3))到此。\n")
    }

    @Test func `a table with borders is read by its cells, merged ones repeated`() throws {
        var fixture = PdfFixture()
        let borders = [
            PdfFixture.line(80, 600, 500, 600), PdfFixture.line(80, 560, 500, 560), PdfFixture.line(80, 500, 380, 500),
            PdfFixture.line(80, 440, 500, 440), PdfFixture.line(80, 600, 80, 440), PdfFixture.line(140, 600, 140, 440),
            PdfFixture.line(380, 600, 380, 440), PdfFixture.line(500, 600, 500, 440),
        ]
        let words = [
            ("序号", 90.0, 575.0), ("任务", 150, 575), ("单位", 390, 575), ("1", 90, 525), ("建设创新平台，推动重点", 150, 540),
            ("实验室重组", 150, 515), ("市科技局", 390, 500), ("2", 90, 465), ("培育企业", 150, 465),
        ]
        fixture.page(
            PdfFixture.text("附表", x: 270, y: 640), borders.joined(separator: "\n"),
            words.map { PdfFixture.text($0, x: $1, y: $2, size: 14) }.joined(separator: "\n"),
            PdfFixture.text("表后", x: 90, y: 380))
        #expect(try text(fixture) == "附表\n序号\t任务\t单位\n1\t建设创新平台，推动重点实验室重组\t市科技局\n2\t培育企业\t市科技局\n表后\n")
    }

    @Test func `a table that goes on over the page is one table`() throws {
        func page(_ rows: [[String]]) -> String {
            let bottom = 700 - Double(rows.count) * 40
            var pieces = (0...rows.count).map { PdfFixture.line(80, 700 - Double($0) * 40, 500, 700 - Double($0) * 40) }
            for x in [80.0, 140, 240, 500] { pieces.append(PdfFixture.line(x, 700, x, bottom)) }
            for (row, cells) in rows.enumerated() {
                for (column, cell) in cells.enumerated() {
                    pieces.append(
                        PdfFixture.text(cell, x: [85.0, 145, 245][column], y: 675 - Double(row) * 40, size: 12))
                }
            }
            return pieces.joined(separator: "\n")
        }
        var fixture = PdfFixture()
        fixture.page(page([["序号", "领域", "任务"], ["1", "农业", "甲任务"], ["2", "工业", "乙任务的"]]))
        fixture.page(page([["序号", "领域", "任务"], ["", "", "后一半"], ["3", "林业", "丙任务"]]))
        fixture.page(page([["序号", "领域", "任务"], ["4", "", "丁任务"]]))
        #expect(
            try text(fixture)
                == "序号\t领域\t任务\n1\t农业\t甲任务\n2\t工业\t乙任务的后一半\n3\t林业\t丙任务\n4\t林业\t丁任务\n")
    }

    @Test func `lines whose parts stand under each other are rows`() throws {
        var fixture = PdfFixture()
        let rows = [["指标", "2021年", "2022年"], ["研发投入", "0.5%", "0.6%"], ["企业", "50家", "60家"]]
        let cells = rows.enumerated().flatMap { row, cells in
            cells.enumerated().map {
                PdfFixture.text($1, x: [90.0, 230, 390][$0], y: 600 - Double(row) * 30, size: 14)
            }
        }
        fixture.page(PdfFixture.text("以下为指标。", x: 90, y: 650), cells.joined(separator: "\n"))
        #expect(try text(fixture) == "以下为指标。\n指标\t2021年\t2022年\n研发投入\t0.5%\t0.6%\n企业\t50家\t60家\n")
    }

    @Test func `running heads and page numbers are taken out`() throws {
        var fixture = PdfFixture()
        for number in 1...4 {
            fixture.page(
                PdfFixture.text("百色市科技创新方案", x: 200, y: 800, size: 9), PdfFixture.text("第\(number)条正文", x: 90, y: 600),
                PdfFixture.text("2022", x: 90, y: 400),
                PdfFixture.text(number < 3 ? "— \(number) —" : "\(number)", x: 280, y: 40, size: 12))
        }
        #expect(try text(fixture) == "第1条正文\n2022\n第2条正文\n2022\n第3条正文\n2022\n第4条正文\n2022\n")
    }

    @Test func `a page set sideways is read upright`() throws {
        var fixture = PdfFixture()
        fixture.pageEntries = "/Rotate 90"
        fixture.page("0 1 -1 0 595 0 cm", PdfFixture.lines(["第一行", "第二行"], y: 500))
        #expect(try text(fixture) == "第一行\n第二行\n")
    }

    @Test func `a mark of secrecy on the first page is recognised`() throws {
        var fixture = PdfFixture()
        fixture.page(PdfFixture.text("机密★1年", x: 90, y: 780), PdfFixture.text("关于印发方案的通知", x: 180, y: 600))
        let read = try DocumentReader.read(fixture.bytes(), name: "a.pdf")
        #expect(read.classification == ClassificationMark(grade: .confidential, term: "1年"))
    }

    @Test func `a page of pictures is a scan`() throws {
        var fixture = PdfFixture()
        fixture.page("0 0 500 500 re f")
        fixture.page("0 0 500 500 re f", PdfFixture.text("1", x: 280, y: 40))
        #expect(throws: UnreadableDocument.scanned) { try text(fixture) }
    }

    @Test func `a PDF that is cut off is damaged, whatever could be repaired of it`() throws {
        var fixture = PdfFixture()
        for _ in 1...20 { fixture.page(PdfFixture.lines(["第一行", "第二行"])) }
        let bytes = fixture.bytes()
        #expect(throws: UnreadableDocument.damaged(.pdf)) {
            try DocumentReader.read(Array(bytes.prefix(bytes.count * 2 / 3)), name: "a.pdf")
        }
        #expect(throws: UnreadableDocument.damaged(.pdf)) {
            try DocumentReader.read(Array("%PDF-1.7 broken %%EOF".utf8), name: "a.pdf")
        }
    }

    @Test func `more pages than the limit are refused`() throws {
        var fixture = PdfFixture()
        for _ in 1...5 { fixture.page(PdfFixture.text("页", x: 90, y: 700)) }
        var limits = ReadingLimits()
        limits.maxPages = 4
        #expect(throws: UnreadableDocument.tooManyPages(limit: 4)) {
            try DocumentReader.read(fixture.bytes(), name: "a.pdf", limits: limits)
        }
    }

    @Test func `streams that expand beyond measure are stopped before they are read`() throws {
        var size = UInt(1 << 20)
        var packed = [UInt8](repeating: 0, count: 1 << 20)
        let blank = [UInt8](repeating: 0x20, count: 2 << 20)
        #expect(compress(&packed, &size, blank, UInt(blank.count)) == Z_OK)
        let bomb = Array("%PDF-1.4\n1 0 obj << /Filter /FlateDecode >> stream\n".utf8) + packed.prefix(Int(size))
        var limits = ReadingLimits.standard
        limits.maxExpandedBytes = 1 << 20
        #expect(throws: UnreadableDocument.expandsTooMuch) {
            try DocumentReader.read(bomb + Array("\nendstream %%EOF".utf8), name: "a.pdf", limits: limits)
        }
        var fixture = PdfFixture()
        fixture.page(String(repeating: "q ", count: 2_100_000))
        #expect(throws: UnreadableDocument.expandsTooMuch) { try text(fixture) }
    }

    @Test func `a PDF with a password is said to be so`() throws {
        // A handler with a wrong key: pdfium asks for the password.
        let encryption = """
            << /Filter /Standard /V 1 /R 2 /P -4 /O <\(String(repeating: "ab", count: 32))> \
            /U <\(String(repeating: "cd", count: 32))> >>
            """
        var fixture = PdfFixture()
        fixture.page(PdfFixture.text("页", x: 90, y: 700))
        let plain = String(decoding: fixture.bytes(), as: UTF8.self)
        let locked = plain.replacing("/Root 1 0 R", with: "/Root 1 0 R /ID [<00> <00>] /Encrypt \(encryption)")
        #expect(throws: UnreadableDocument.encrypted(.pdf)) {
            try DocumentReader.read(Array(locked.utf8), name: "a.pdf")
        }
    }

    @Test func `the time for reading is bounded`() throws {
        var fixture = PdfFixture()
        for _ in 1...50 { fixture.page(PdfFixture.lines(["第一行", "第二行"])) }
        var limits = ReadingLimits()
        limits.deadlineSeconds = 0
        #expect(throws: UnreadableDocument.timedOut(seconds: 0)) {
            try DocumentReader.read(fixture.bytes(), name: "a.pdf", limits: limits)
        }
    }

    @Test func `several documents may be read at once`() async throws {
        var fixture = PdfFixture()
        fixture.page(PdfFixture.lines(["第一行", "第二行"]))
        let bytes = fixture.bytes()
        let texts = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 1...8 { group.addTask { try DocumentReader.read(bytes, name: "a.pdf").text } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(texts == Array(repeating: "第一行\n第二行\n", count: 8))
    }
}
