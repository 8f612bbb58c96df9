import Foundation
import Testing

@testable import LuoshiCore

@Suite struct FileKindTests {
    private static func code(_ bytes: [UInt8], _ name: String) -> String {
        do { return try FileKind(of: bytes, name: name).rawValue } catch {
            return (error as? Refusal)?.code ?? "\(error)"
        }
    }

    @Test(arguments: [
        (SampleFiles.pdf, "合同.pdf", FileKind.pdf), (SampleFiles.png, "图.png", .png), (SampleFiles.jpeg, "照片", .jpeg),
        (SampleFiles.docx, "说明.pdf", .docx), (SampleFiles.xlsx, "表.xls", .xlsx), (SampleFiles.ofd, "批文.ofd", .ofd),
        (SampleFiles.text, "名单.CSV", .csv), (SampleFiles.text, "名单.exe", .txt), (SampleFiles.gb18030, "说明.txt", .txt),
    ])
    func `a file is what its content says, whatever its name`(bytes: [UInt8], name: String, kind: FileKind) throws {
        #expect(try FileKind(of: bytes, name: name) == kind)
    }

    @Test(arguments: [
        ["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"],
        ["[Content_Types].xml", "xl/workbook.xml", "XL\\VBAPROJECT.BIN"],
        ["[Content_Types].xml", "xl/workbook.xml", "xl/macrosheets/sheet1.xml"],
        ["[Content_Types].xml", "word/document.xml", "word/activeX/activeX1.bin"],
    ])
    func `macros and controls are refused under any name`(parts: [String]) {
        #expect(Self.code(SampleFiles.zip(parts), "表.xlsx") == "file_with_macros")
    }

    @Test(arguments: [
        ([UInt8](), "file_empty"), (SampleFiles.zip(["a.txt"]), "file_kind"),
        (SampleFiles.zip(["[Content_Types].xml", "ppt/presentation.xml"]), "file_kind"),
        (SampleFiles.zip(["[Content_Types].xml", "word/document.xml"], flags: 1), "file_kind"),
        (SampleFiles.zip(["[Content_Types].xml", "word/document.xml", "xl/workbook.xml"]), "file_kind"),
        (Array(SampleFiles.docx.dropLast()), "file_kind"), (SampleFiles.docx + [0], "file_kind"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "file_kind"), (Array("GIF89a".utf8), "file_kind"),
        (Array("  <!DOCTYPE html><script>".utf8), "file_kind"), (Array("\u{FEFF}<svg onload=x>".utf8), "file_kind"),
        (Array("<?xml version=\"1.0\"?>".utf8), "file_kind"), (Array("#!/bin/sh".utf8), "file_kind"),
        ([0x4D, 0x5A, 0x90, 0x00], "file_kind"), ([0x61, 0x00, 0x62], "file_kind"), ([0xC2, 0xC1, 0xFF], "file_kind"),
    ])
    func `everything else is refused`(bytes: [UInt8], code: String) throws {
        #expect(Self.code(bytes, "一个文件.pdf") == code)
        let refusal = #expect(throws: Refusal.self) { try FileKind(of: bytes, name: "一个文件.pdf") }
        #expect(refusal?.message.contains("一个文件.pdf") == true)
    }

    @Test func `a text that only begins like markup is text`() throws {
        #expect(try FileKind(of: Array("<5 万元的合同".utf8), name: "a.txt") == .txt)
    }

    @Test func `any bytes are told or refused, never a crash`() {
        var generator = SystemRandomNumberGenerator()
        let samples = [
            SampleFiles.pdf, SampleFiles.docx, SampleFiles.xlsx, SampleFiles.ofd, SampleFiles.text, SampleFiles.gb18030,
        ]
        let seconds = ProcessInfo.processInfo.environment["LUOSHI_FUZZ_SECONDS"].flatMap(Double.init)
        let end = Date().addingTimeInterval(seconds.map { $0 / 5 } ?? 1)
        while Date() < end {
            var bytes = samples.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
                let at = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[at] = UInt8.random(in: .min ... .max, using: &generator)
                case 1: bytes.remove(at: at)
                case 2: bytes.insert(0xFF, at: at)
                default: bytes = Array(bytes.prefix(at))
                }
            }
            if let kind = try? FileKind(of: bytes, name: "a"), kind == .docx || kind == .xlsx {
                #expect(ZipDirectory.names(in: bytes)?.contains { $0.lowercased().contains("vbaproject") } == false)
            }
        }
    }

    @Test(arguments: [
        ("C:\\资料\\合同.pdf", "合同.pdf"), ("../../etc/passwd", "passwd"), ("a\u{202E}fdp.exe", "afdp.exe"),
        ("名\u{0}字\r\n.txt", "名字.txt"), ("", "附件"), ("..", "附件"), (" 表 .xlsx ", "表 .xlsx"),
    ])
    func `a name is kept for people, harmless`(given: String, kept: String) { #expect(FileName.clean(given) == kept) }

    @Test func `a long name keeps its ending`() {
        let name = FileName.clean(String(repeating: "长", count: 300) + ".xlsx")
        #expect(name.count == 120)
        #expect(name.hasSuffix("长.xlsx"))
    }

    @Test func `a download's name says what the file is`() {
        #expect(FileKind.xlsx.fitting("表.xlsm") == "表.xlsm.xlsx")
        #expect(FileKind.jpeg.fitting("照片.JPEG") == "照片.JPEG")
        #expect(FileKind.pdf.fitting("合同") == "合同.pdf")
    }
}
