import OfficeFiles
import Testing

@Suite struct UnreadableDocumentTests {
    private func read(_ bytes: [UInt8], _ name: String = "a.docx", limits: ReadingLimits = .standard) throws {
        _ = try DocumentReader.read(bytes, name: name, limits: limits)
    }

    @Test func `an empty file is refused`() {
        #expect(throws: UnreadableDocument.empty) { try read([]) }
        #expect(throws: UnreadableDocument.noText(.txt)) { try read(Array(" \n\t\n".utf8), "a.txt") }
    }

    @Test func `a large file is refused and the limit is named`() {
        var limits = ReadingLimits.standard
        limits.maxFileBytes = 3 << 19
        #expect(throws: UnreadableDocument.tooLarge(limitBytes: 3 << 19)) {
            try read([UInt8](repeating: 0x41, count: 2 << 20), limits: limits)
        }
        #expect(UnreadableDocument.tooLarge(limitBytes: 3 << 19).message.contains("1.5 MB"))
        #expect(UnreadableDocument.tooLarge(limitBytes: 20 << 20).message.contains("20 MB"))
    }

    @Test func `a document with a password is said to be so`() throws {
        let parts = DocxFixture(DocxFixture.paragraph("甲")).parts
        let zip = try DocxFixture.zip(parts, password: "x")
        #expect(throws: UnreadableDocument.encrypted(.docx)) { try read(zip) }
        let container: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
        let name: [UInt8] = "EncryptedPackage".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }
        #expect(throws: UnreadableDocument.encrypted(.docx)) { try read(container + name) }
    }

    @Test func `an old or foreign format is named with what to do`() throws {
        let container: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]
        #expect(throws: UnreadableDocument.unsupported(.doc)) { try read(container, "a.doc") }
        #expect(throws: UnreadableDocument.unsupported(.wps)) { try read(container, "a.wps") }
        #expect(throws: UnreadableDocument.unsupported(.rtf)) { try read(Array("{\\rtf1".utf8), "a.doc") }
        #expect(throws: UnreadableDocument.unsupported(.image)) { try read([0x89, 0x50, 0x4E, 0x47, 1, 2], "a.pdf") }
        let kinds: [(String, UnsupportedFormat)] = [
            ("OFD.xml", .ofd), ("xl/workbook.xml", .spreadsheet), ("ppt/presentation.xml", .presentation),
            ("a.txt", .archive),
        ]
        for (entry, kind) in kinds {
            let zip = try DocxFixture.zip([(entry, Array("<x/>".utf8))])
            #expect(throws: UnreadableDocument.unsupported(kind)) { try read(zip) }
        }
        #expect(UnreadableDocument.unsupported(.wps).message.contains("另存为 docx"))
    }

    @Test func `the content decides what a file is, not its name`() throws {
        let docx = try DocxFixture(DocxFixture.paragraph("甲")).bytes()
        #expect(try DocumentReader.read(docx, name: "a.txt").format == .docx)
        #expect(try DocumentReader.read(Array("<html><p>甲".utf8), name: "a.txt").format == .html)
        #expect(try DocumentReader.read(Array("# 甲".utf8), name: "a.TXT").text == "# 甲\n")
    }

    @Test func `a document that is cut off or broken is damaged`() throws {
        let bytes = try DocxFixture(DocxFixture.paragraph("甲")).bytes()
        #expect(throws: UnreadableDocument.damaged(.docx)) { try read(Array(bytes.prefix(bytes.count / 2))) }
        #expect(throws: UnreadableDocument.damaged(.docx)) { try read(DocxFixture("<w:p>").bytes()) }
        let entity = Array("<!DOCTYPE w [<!ENTITY a \"b\">]><w>&a;</w>".utf8)
        let zip = try DocxFixture.zip([("word/document.xml", entity)])
        #expect(throws: UnreadableDocument.damaged(.docx)) { try read(zip) }
    }

    @Test func `a zip bomb is stopped by its ratio, its size or its entries`() throws {
        let bomb = try DocxFixture.zip([("word/document.xml", [UInt8](repeating: 0x20, count: 30 << 20))])
        #expect(bomb.count < 100_000)
        #expect(throws: UnreadableDocument.expandsTooMuch) { try read(bomb) }
        var limits = ReadingLimits.standard
        limits.maxExpandedBytes = 10_000
        let long = try DocxFixture(DocxFixture.paragraph(String(repeating: "长", count: 10_000))).bytes()
        #expect(throws: UnreadableDocument.expandsTooMuch) { try read(long, limits: limits) }
        limits = .standard
        limits.maxArchiveEntries = 3
        let many = try DocxFixture(DocxFixture.paragraph("甲")).bytes()
        #expect(throws: UnreadableDocument.expandsTooMuch) { try read(many, limits: limits) }
    }

    @Test(arguments: ["a.txt", "a.md", "a.html"])
    func `a text longer than the limit is refused`(name: String) {
        var limits = ReadingLimits.standard
        limits.maxTextScalars = 1_000
        #expect(throws: UnreadableDocument.tooMuchText(limitScalars: 1_000)) {
            try read(Array(String(repeating: "长文。\n<p>", count: 500).utf8), name, limits: limits)
        }
    }

    @Test func `cells that reach over many rows do not multiply a text without bound`() {
        var limits = ReadingLimits.standard
        limits.maxTextScalars = 100_000
        let rows = String(repeating: "<tr><td>1</td></tr>", count: 5_000)
        let page =
            "<table><tr><td rowspan=9999>\(String(repeating: "长", count: 1_000))</td><td>0</td></tr>\(rows)</table>"
        #expect(throws: UnreadableDocument.tooMuchText(limitScalars: 100_000)) {
            try read(Array(page.utf8), "a.html", limits: limits)
        }
    }

    @Test func `a document that takes too long is given up`() throws {
        var limits = ReadingLimits.standard
        limits.deadlineSeconds = 0
        let docx = try DocxFixture(DocxFixture.paragraph("甲")).bytes()
        #expect(throws: UnreadableDocument.timedOut(seconds: 0)) { try read(docx, limits: limits) }
        #expect(throws: UnreadableDocument.timedOut(seconds: 0)) { try read(Array("甲".utf8), "a.txt", limits: limits) }
    }

    @Test func `every error has a code of its own and says what to do`() {
        let errors: [UnreadableDocument] = [
            .empty, .tooLarge(limitBytes: 1), .encrypted(.pdf), .scanned, .garbled, .damaged(.pdf), .expandsTooMuch,
            .unsupported(.unknown), .undecodable, .noText(.txt), .tooManyPages(limit: 1), .tooMuchText(limitScalars: 1),
            .timedOut(seconds: 1), .pdfLibraryMissing,
        ]
        #expect(Set(errors.map(\.code)).count == errors.count)
        #expect(errors.allSatisfy { $0.message.contains("请") })
        #expect(UnsupportedFormat.allCases.allSatisfy { UnreadableDocument.unsupported($0).message.contains("上传") })
    }
}
