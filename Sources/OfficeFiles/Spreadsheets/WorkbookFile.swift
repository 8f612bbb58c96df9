#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is meant to be a workbook.
struct WorkbookFile {
    private let path: String
    /// Whether it begins as a zip archive does.
    let isZip: Bool

    /// Looks at the file; throws `missing` or `tooLarge`.
    init(_ path: String, maxBytes: Int = .max) throws {
        self.path = path
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { throw UnreadableWorkbook.missing }
        guard status.st_size <= maxBytes else {
            throw UnreadableWorkbook.tooLarge(limitBytes: maxBytes)
        }
        isZip = try Self.read(path, upTo: 2) == [0x50, 0x4B]
    }

    /// Its bytes from the start, at most so many; throws `missing`.
    func read(upTo count: Int) throws -> [UInt8] { try Self.read(path, upTo: count) }

    private static func read(_ path: String, upTo count: Int) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw UnreadableWorkbook.missing }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(count, 1 << 16))
        while bytes.count < count {
            let got = fread(&chunk, 1, min(chunk.count, count - bytes.count), file)
            if got == 0 { break }
            bytes += chunk.prefix(got)
        }
        return bytes
    }
}
