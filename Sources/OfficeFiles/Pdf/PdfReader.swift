/// Reads the text of a PDF with pdfium.
enum PdfReader {
    /// The document; throws `UnreadableDocument`.
    static func read(_ bytes: [UInt8], budget: ReadingBudget) throws -> DocumentText {
        let library = try PdfiumLibrary.loaded()
        guard hasEnd(bytes) else { throw UnreadableDocument.damaged(.pdf) }
        try PdfStreams.check(bytes, budget: budget)
        let pages = try PdfQueue.run(budget: budget) { try Self.pages(bytes, library: library, budget: budget) }
        let mark = ClassificationMark(inHeadOf: pages.first?.lines.map(\.text) ?? [])
        let lines = try PdfParagraphs.lines(of: PdfFurniture.removed(from: pages), budget: budget)
        return try DocumentReader.finished(lines, format: .pdf, mark: mark, budget: budget)
    }

    /// Whether the file ends as a PDF does. pdfium would repair one that is cut off, and silently lose what is missing.
    private static func hasEnd(_ bytes: [UInt8]) -> Bool {
        let end = bytes.lastIndex { $0 != 0 && $0 != 0x0A && $0 != 0x0D && $0 != 0x20 } ?? 0
        return SniffedFormat.position(of: Array("%%EOF".utf8), in: bytes[max(0, end - 2_047)...end]) != nil
    }

    private static func pages(_ bytes: [UInt8], library: PdfiumLibrary, budget: ReadingBudget) throws -> [PdfPage] {
        try bytes.withUnsafeBytes { buffer in
            guard let document = library.openDocument(buffer.baseAddress, buffer.count, nil) else {
                throw openingError(library.lastError())
            }
            defer { library.closeDocument(document) }
            let count = library.pageCount(document)
            guard count > 0 else { throw UnreadableDocument.damaged(.pdf) }
            guard count <= budget.limits.maxPages else {
                throw UnreadableDocument.tooManyPages(limit: budget.limits.maxPages)
            }
            let reader = PdfPageReader(library: library, budget: budget)
            var pages: [PdfPage] = []
            var tally = Tally()
            for index in 0..<count {
                let content = try reader.read(document, page: index, charactersSoFar: tally.characters)
                tally.add(content)
                pages.append(try PdfPage(content, budget: budget))
            }
            try tally.check()
            return pages
        }
    }

    /// What the pages hold together, to tell a scan from a text.
    private struct Tally {
        var characters = 0
        private var unknown = 0
        private var pages = 0
        private var pictures = 0

        mutating func add(_ content: PdfPageContent) {
            let readable = content.glyphs.reduce(0) { $0 + ($1.isSpace ? 0 : 1) }
            characters += readable
            unknown += content.unknownCharacters
            pages += 1
            if readable < 10, content.hasPictures { pictures += 1 }
        }

        /// Throws if there is no text to speak of.
        func check() throws {
            if unknown > 50, unknown * 3 > characters { throw UnreadableDocument.garbled }
            if pictures * 2 >= pages, pictures > 0, characters < 30 * pages { throw UnreadableDocument.scanned }
            if characters == 0 { throw UnreadableDocument.noText(.pdf) }
        }
    }

    private static func openingError(_ code: UInt) -> UnreadableDocument {
        // FPDF_ERR_PASSWORD and FPDF_ERR_SECURITY.
        code == 4 || code == 5 ? .encrypted(.pdf) : .damaged(.pdf)
    }
}
