#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A new file in the system's folder for temporary ones, closed with this object.
final class TemporaryFile {
    /// Where it lies.
    let path: String
    /// Open for reading and writing.
    let descriptor: Int32

    /// Makes an empty file that only this user may read; `nil` if there is no room or no permission.
    init?() {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var template = Array("\(folder)/luoshi-workbook-XXXXXX".utf8CString)
        descriptor = mkstemp(&template)
        guard descriptor >= 0 else { return nil }
        path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }
}
