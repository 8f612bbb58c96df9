@testable import LuoshiCore

/// Small files of each kind, made by hand.
enum SampleFiles {
    static let pdf = Array("%PDF-1.7\n%âãÏÓ\n1 0 obj".utf8)
    static let png: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
    static let jpeg: [UInt8] = [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF".utf8)
    static let docx = zip(["[Content_Types].xml", "_rels/.rels", "word/document.xml"])
    static let xlsx = zip(["[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"])
    static let ofd = zip(["OFD.xml", "Doc_0/Document.xml"])
    static let text = Array("姓名,单位\n甲,乙\n".utf8)
    /// 铝材 in GB18030, and a character of four bytes.
    static let gb18030: [UInt8] = [0xC2, 0xC1, 0xB2, 0xC4, 0x0D, 0x0A, 0x81, 0x30, 0x81, 0x30]

    /// An archive with entries of these names, stored, each holding one byte.
    static func zip(_ names: [String], flags: UInt16 = 0) -> [UInt8] {
        var body: [UInt8] = []
        var directory: [UInt8] = []
        for name in names {
            let name = Array(name.utf8)
            let sizes = two(0) + four(0) + four(1) + four(1) + two(UInt16(name.count)) + two(0)
            directory += [0x50, 0x4B, 1, 2] + two(20) + two(20) + two(flags) + two(0) + two(0) + sizes
            directory += two(0) + two(0) + two(0) + four(0) + four(UInt32(body.count)) + name
            body += [0x50, 0x4B, 3, 4] + two(20) + two(flags) + two(0) + two(0) + sizes + name + [0x78]
        }
        let count = UInt16(names.count)
        return body + directory + [0x50, 0x4B, 5, 6] + two(0) + two(0) + two(count) + two(count)
            + four(UInt32(directory.count)) + four(UInt32(body.count)) + two(0)
    }

    private static func two(_ number: UInt16) -> [UInt8] { [UInt8(number & 0xFF), UInt8(number >> 8)] }
    private static func four(_ number: UInt32) -> [UInt8] {
        two(UInt16(number & 0xFFFF)) + two(UInt16(number >> 16))
    }
}
