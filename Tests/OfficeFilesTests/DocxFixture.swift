import CLibZip
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// Word documents made in memory for the tests.
struct DocxFixture {
    var body: String
    var numbering: String?
    var styles: String?
    var footnotes: String?
    var header: String?

    init(_ body: String) { self.body = body }

    /// The document as a zip archive.
    func bytes() throws -> [UInt8] { try Self.zip(parts) }

    /// The parts by their names, in the order they are written.
    var parts: [(name: String, content: [UInt8])] {
        var parts = [
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            ("_rels/.rels", Self.relationships([("rId1", "officeDocument", "word/document.xml")])),
        ]
        var related: [(String, String, String)] = []
        func add(_ kind: String, _ element: String, _ content: String?) {
            guard let content else { return }
            parts.append(("word/\(kind).xml", Self.part(element, content)))
            related.append(("r\(kind)", kind, "\(kind).xml"))
        }
        add("numbering", "numbering", numbering)
        add("styles", "styles", styles)
        add("footnotes", "footnotes", footnotes)
        add("header", "hdr", header)
        parts.append(("word/_rels/document.xml.rels", Self.relationships(related)))
        parts.append(("word/document.xml", Self.part("document", "<w:body>\(body)</w:body>")))
        return parts.map { ($0.0, Array($0.1.utf8)) }
    }

    /// A paragraph of one run.
    static func paragraph(_ text: String, properties: String = "") -> String {
        "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
    }

    /// A paragraph that is numbered automatically.
    static func numbered(_ text: String, list: Int, level: Int = 0) -> String {
        paragraph(text, properties: "<w:numPr><w:ilvl w:val=\"\(level)\"/><w:numId w:val=\"\(list)\"/></w:numPr>")
    }

    /// A table cell of one paragraph.
    static func cell(_ text: String, _ properties: String = "") -> String {
        "<w:tc><w:tcPr>\(properties)</w:tcPr>\(paragraph(text))</w:tc>"
    }

    /// A zip archive of these entries, made by libzip; encrypted if `password` is given.
    static func zip(_ entries: [(name: String, content: [UInt8])], password: String? = nil) throws -> [UInt8] {
        var error = zip_error_t()
        guard let source = zip_source_buffer_create(nil, 0, 0, &error) else { throw FixtureError.zip }
        zip_source_keep(source)
        defer { zip_source_free(source) }
        guard let archive = zip_open_from_source(source, ZIP_TRUNCATE, &error) else { throw FixtureError.zip }
        for (name, content) in entries {
            guard let copy = malloc(max(1, content.count)) else { throw FixtureError.zip }
            content.withUnsafeBytes { if let base = $0.baseAddress { memcpy(copy, base, content.count) } }
            let buffer = zip_source_buffer(archive, copy, zip_uint64_t(content.count), 1)
            let index = zip_file_add(archive, name, buffer, zip_flags_t(ZIP_FL_ENC_UTF_8))
            guard index >= 0 else { throw FixtureError.zip }
            if let password {
                zip_file_set_encryption(archive, zip_uint64_t(index), zip_uint16_t(ZIP_EM_AES_256), password)
            }
        }
        guard zip_close(archive) == 0, zip_source_open(source) == 0 else { throw FixtureError.zip }
        defer { zip_source_close(source) }
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = zip_source_read(source, &chunk, zip_uint64_t(chunk.count))
            guard count > 0 else { break }
            result += chunk.prefix(Int(count))
        }
        return result
    }

    private static func part(_ element: String, _ content: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <w:\(element) xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
        xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" \
        xmlns:v="urn:schemas-microsoft-com:vml">\(content)</w:\(element)>
        """
    }

    private static func relationships(_ list: [(id: String, kind: String, target: String)]) -> String {
        let items = list.map {
            """
            <Relationship Id="\($0.id)" Target="\($0.target)" \
            Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/\($0.kind)"/>
            """
        }
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + items.joined() + "</Relationships>"
    }
}

enum FixtureError: Error { case zip, file }
