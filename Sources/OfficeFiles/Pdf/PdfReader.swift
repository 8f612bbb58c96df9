/// Reads the text of a PDF with pdfium; not yet written.
enum PdfReader {
    static func read(_ b: [UInt8], budget: ReadingBudget) throws -> DocumentText {
        throw UnreadableDocument.pdfLibraryMissing
    }
}
