/// What a file turned out to be, whatever its name says.
package enum DocumentFormat: String, Sendable, Equatable, CaseIterable {
    case txt, md, html, docx, pdf
}

/// The text of a document.
///
/// Lines end in LF. A paragraph is one line; a table row is one line with its cells separated by TAB, so a TAB never
/// occurs outside a table row (in txt: unless the file itself has one). Running heads and page numbers are gone.
package struct DocumentText: Sendable, Equatable {
    /// How the file was read.
    package let format: DocumentFormat
    /// The text, in reading order.
    package let text: String
    /// The mark of a state secret at the head of the first page; a caller must refuse such a document.
    package let classification: ClassificationMark?

    /// A document read.
    package init(format: DocumentFormat, text: String, classification: ClassificationMark?) {
        self.format = format
        self.text = text
        self.classification = classification
    }
}
