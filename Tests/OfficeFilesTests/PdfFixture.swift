#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import Testing

/// PDF files made in memory for the tests; Chinese text in a font that is named and not embedded.
struct PdfFixture {
    private var contents: [String] = []
    /// Further entries of each page's dictionary.
    var pageEntries = ""

    /// Adds a page of these pieces.
    mutating func page(_ pieces: String...) { contents.append(pieces.joined(separator: "\n")) }

    /// Text at a place, in points from the lower left; each character is `size` wide.
    static func text(_ text: String, x: Double, y: Double, size: Double = 16) -> String {
        let codes = text.utf16.map { unit in
            let digits = String(unit, radix: 16)
            return String(repeating: "0", count: 4 - digits.count) + digits
        }
        return "BT /F1 \(size) Tf 1 0 0 1 \(x) \(y) Tm <\(codes.joined())> Tj ET"
    }

    /// Lines of text one under the other.
    static func lines(_ lines: [String], x: Double = 90, y: Double = 700, size: Double = 16, step: Double = 28)
        -> String
    {
        lines.enumerated().map { text($1, x: x, y: y - Double($0) * step, size: size) }.joined(separator: "\n")
    }

    /// A stroked line.
    static func line(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) -> String {
        "\(x0) \(y0) m \(x1) \(y1) l S"
    }

    /// The file.
    func bytes() -> [UInt8] {
        var objects = [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count \(contents.count) /Kids [\(contents.indices.map { "\(6 + 2 * $0) 0 R" }.joined(separator: " "))] >>",
            "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
            """
            << /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 \
            /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R >>
            """,
            """
            << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 \
            /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>
            """,
        ]
        for (index, content) in contents.enumerated() {
            objects.append(
                """
                << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> \
                /Contents \(7 + 2 * index) 0 R \(pageEntries) >>
                """)
            objects.append("<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream")
        }
        var file = "%PDF-1.4\n"
        var offsets: [Int] = []
        for (index, object) in objects.enumerated() {
            offsets.append(file.utf8.count)
            file += "\(index + 1) 0 obj\n\(object)\nendobj\n"
        }
        let start = file.utf8.count
        file += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
        for offset in offsets {
            let digits = "\(offset)"
            file += String(repeating: "0", count: 10 - digits.count) + digits + " 00000 n \n"
        }
        file += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
        return Array(file.utf8)
    }
}

/// What is outside the package and may be missing.
enum Surroundings {
    /// Where the library that reads PDF is, if it is anywhere.
    static let pdfium: String? = {
        let places = [
            setting("LUOSHI_PDFIUM"), root + "/.assets/pdfium/libpdfium.so", "/usr/local/lib/luoshi/libpdfium.so",
        ]
        guard let found = places.compactMap({ $0 }).first(where: { access($0, R_OK) == 0 }) else { return nil }
        // The tests may run in any folder.
        setenv("LUOSHI_PDFIUM", found, 1)
        return found
    }()

    /// The folder of real documents, if there is one.
    static let shared: String? = [setting("LUOSHI_SHARED"), root + "/../shared"].compactMap { $0 }
        .first { access($0 + "/plans/README.md", R_OK) == 0 }

    /// The seconds that each fuzz test should take, if it is to take longer than a moment.
    static let fuzzSeconds = setting("LUOSHI_FUZZ_SECONDS").flatMap { Double($0) }

    /// The bytes of a file.
    static func file(_ path: String) throws -> [UInt8] {
        guard let file = fopen(path, "rb") else { throw FixtureError.file }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&chunk, 1, chunk.count, file)
            guard count > 0 else { return bytes }
            bytes += chunk.prefix(count)
        }
    }

    private static let root: String = {
        var path = #filePath
        for _ in 0..<3 { path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) }
        return path
    }()

    private static func setting(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

extension Trait where Self == ConditionTrait {
    /// Skips a test where PDF cannot be read.
    static var needsPdfium: Self {
        .enabled(if: Surroundings.pdfium != nil, "pdfium is not installed: run scripts/fetch-pdfium")
    }

    /// Skips a test where the real documents are not at hand.
    static var needsSharedDocuments: Self {
        .enabled(if: Surroundings.shared != nil, "the shared documents are not at hand: set LUOSHI_SHARED")
    }
}
