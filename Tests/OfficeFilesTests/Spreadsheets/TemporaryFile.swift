#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A file that is gone when the test is over.
final class TemporaryFile {
    let path: String

    init(_ bytes: [UInt8] = [], suffix: String = ".xlsx") throws {
        var template = Array("/tmp/luoshi-sheets-XXXXXX\(suffix)".utf8CString)
        let descriptor = mkstemps(&template, Int32(suffix.utf8.count))
        guard descriptor >= 0 else { throw FixtureError.file }
        defer { close(descriptor) }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
        guard write(descriptor, bytes, bytes.count) == bytes.count else { throw FixtureError.file }
    }

    deinit { unlink(path) }
}
