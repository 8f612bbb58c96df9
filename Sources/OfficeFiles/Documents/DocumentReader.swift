/// Reads the text out of a document.
package enum DocumentReader {
    /// The text of a file; its format is decided by its content first and its name second.
    ///
    /// The call blocks the thread until the text is read, at most `limits.deadlineSeconds`. Throws `UnreadableDocument`.
    package static func read(
        _ bytes: [UInt8], name: String, limits: ReadingLimits = .standard
    ) throws -> DocumentText {
        guard !bytes.isEmpty else { throw UnreadableDocument.empty }
        guard bytes.count <= limits.maxFileBytes else {
            throw UnreadableDocument.tooLarge(limitBytes: limits.maxFileBytes)
        }
        let budget = ReadingBudget(limits)
        switch SniffedFormat(bytes, name: name) {
        case .zip: return try readArchive(bytes, name: name, budget: budget)
        case .pdf: return try PdfReader.read(bytes, budget: budget)
        case .oleContainer: throw oleError(bytes, name: name)
        case .unsupported(let kind): throw UnreadableDocument.unsupported(kind)
        case .text(let format): return try readText(bytes, as: format, name: name, budget: budget)
        }
    }

    private static func readText(
        _ bytes: [UInt8], as format: DocumentFormat, name: String, budget: ReadingBudget
    ) throws -> DocumentText {
        let declared = format == .html ? HtmlCharset.declared(in: bytes) : nil
        let decoded: String
        do {
            decoded = try TextDecoding.decode(bytes, declared: declared)
        } catch UnreadableDocument.undecodable {
            throw undecodableError(bytes, name: name)
        }
        try budget.checkTime()
        try budget.checkLength(format == .html ? 0 : decoded.unicodeScalars.count)
        let pages: [[String]] =
            switch format {
            case .html: [try HtmlReader.lines(decoded, budget: budget)]
            case .md: [try MarkdownReader.lines(decoded, budget: budget)]
            default: TextCleaning.pages(decoded)
            }
        if format == .txt, decoded.prefix(1_000).contains("<?mso-application") {
            throw UnreadableDocument.unsupported(.xml)
        }
        let mark = ClassificationMark(inHeadOf: pages.flatMap { $0 })
        return try finished(PageFurniture.removed(fromPages: pages), format: format, mark: mark, budget: budget)
    }

    private static func readArchive(_ bytes: [UInt8], name: String, budget: ReadingBudget) throws -> DocumentText {
        let archive = try ZipArchive(bytes, budget: budget)
        guard let document = try DocxReader(archive, budget: budget) else {
            throw UnreadableDocument.unsupported(archiveKind(archive))
        }
        let lines = try document.lines()
        let mark = ClassificationMark(inHeadOf: try document.firstPageHeader() + lines)
        return try finished(PageFurniture.removed(from: lines), format: .docx, mark: mark, budget: budget)
    }

    private static func archiveKind(_ archive: ZipArchive) -> UnsupportedFormat {
        if archive.contains("OFD.xml") { return .ofd }
        if archive.contains("xl/workbook.xml") || archive.contains("xl/workbook.bin") { return .spreadsheet }
        if archive.contains("ppt/presentation.xml") { return .presentation }
        if archive.contains("content.xml"), archive.contains("mimetype") { return .odt }
        return .archive
    }

    /// An OLE container is an old Office file, or a new one behind a password.
    private static func oleError(_ bytes: [UInt8], name: String) -> UnreadableDocument {
        let encrypted: [UInt8] = "EncryptedPackage".utf16.flatMap { [UInt8(truncatingIfNeeded: $0), 0] }
        if SniffedFormat.position(of: encrypted, in: bytes[...]) != nil { return .encrypted(.docx) }
        return switch SniffedFormat.fileExtension(name) {
        case "wps", "wpt": .unsupported(.wps)
        case "xls", "et": .unsupported(.spreadsheet)
        case "ppt", "dps": .unsupported(.presentation)
        default: .unsupported(.doc)
        }
    }

    /// Bytes that are no text: a file cut short or of another kind if its name says so.
    private static func undecodableError(_ bytes: [UInt8], name: String) -> UnreadableDocument {
        switch SniffedFormat.fileExtension(name) {
        case "docx": .damaged(.docx)
        case "pdf": .damaged(.pdf)
        case "doc": .unsupported(.doc)
        case "wps": .unsupported(.wps)
        case "ofd": .unsupported(.ofd)
        case "txt", "md", "html", "htm": .undecodable
        default: .unsupported(.unknown)
        }
    }

    /// The document of these lines; throws `noText` if nothing but space is left.
    static func finished(
        _ lines: [String], format: DocumentFormat, mark: ClassificationMark?, budget: ReadingBudget
    ) throws -> DocumentText {
        let text = TextCleaning.joined(lines)
        guard text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) else {
            throw UnreadableDocument.noText(format)
        }
        try budget.checkLength(text.unicodeScalars.count)
        return DocumentText(format: format, text: text, classification: mark)
    }
}
