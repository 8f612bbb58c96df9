/// The names of a zip archive's entries, read from its central directory alone: nothing is unpacked in this process.
enum ZipDirectory {
    private static let entryLimit = 10_000
    private static let endMark: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
    private static let entryMark: [UInt8] = [0x50, 0x4B, 0x01, 0x02]

    /// The names in their order; nil where the archive is cut off, split, encrypted, or longer than any office file.
    static func names(in bytes: [UInt8]) -> [String]? {
        guard let end = end(of: bytes) else { return nil }
        let count = number(bytes, end + 10, 2)
        let size = number(bytes, end + 12, 4)
        var at = number(bytes, end + 16, 4)
        guard count > 0, count <= entryLimit, number(bytes, end + 4, 4) == 0, at + size == end else { return nil }
        var names: [String] = []
        for _ in 0..<count {
            guard at + 46 <= end, bytes[at..<at + 4].elementsEqual(entryMark) else { return nil }
            let isEncrypted = number(bytes, at + 8, 2) & 1 == 1
            let (name, extra, comment) = (
                number(bytes, at + 28, 2), number(bytes, at + 30, 2), number(bytes, at + 32, 2)
            )
            guard !isEncrypted, at + 46 + name + extra + comment <= end else { return nil }
            names.append(String(decoding: bytes[at + 46..<at + 46 + name], as: UTF8.self).replacing("\\", with: "/"))
            at += 46 + name + extra + comment
        }
        return at == end ? names : nil
    }

    /// Where the record at the archive's end begins: behind it lies its comment and nothing else.
    private static func end(of bytes: [UInt8]) -> Int? {
        guard bytes.count >= 22 else { return nil }
        let first = max(0, bytes.count - 22 - 0xFFFF)
        return (first...bytes.count - 22).last { at in
            bytes[at] == endMark[0] && bytes[at..<at + 4].elementsEqual(endMark)
                && at + 22 + number(bytes, at + 20, 2) == bytes.count
        }
    }

    /// A little-endian number.
    private static func number(_ bytes: [UInt8], _ at: Int, _ length: Int) -> Int {
        (0..<length).reversed().reduce(0) { $0 << 8 | Int(bytes[at + $1]) }
    }
}
