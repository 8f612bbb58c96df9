import LuoshiCore
import LuoshiPlan
import PlanReader

/// An imported document: what it is, without its text.
struct DocumentAnswer: Codable, Sendable {
    let sha256: String
    let name: String
    let format: String
    let importedOn: Day
    let importedBy: String
    let clauses: Int
    let tasks: Int
    let targets: Int

    init(_ document: ImportedDocument) {
        sha256 = document.sha256
        name = document.name
        format = document.format
        importedOn = document.importedOn
        importedBy = document.importedBy
        clauses = document.draft.clauses.count
        tasks = document.draft.tasks.count
        targets = document.draft.targets.count
    }
}

/// The plan's own document: what it is, without its text.
struct PlanDocumentAnswer: Codable, Sendable {
    let sha256: String
    let name: String
    let importedOn: Day
    let importedBy: String

    init(_ document: PlanDocument) {
        sha256 = document.sha256
        name = document.name
        importedOn = document.importedOn
        importedBy = document.importedBy
    }
}

/// Where something stands in the document's text: a half-open range of Unicode scalars.
struct SpanAnswer: Codable, Sendable {
    let subject: String
    let start: Int
    let end: Int

    init(_ span: DocumentSpan) {
        subject = span.subject
        start = span.start
        end = span.end
    }
}

/// A place of the document that a person should look at.
struct WarningAnswer: Codable, Sendable {
    let code: String
    let message: String
    let start: Int?
    let end: Int?

    init(_ warning: DocumentWarning) {
        code = warning.code
        message = warning.message
        start = warning.start
        end = warning.end
    }
}

/// A file to import: its bytes in base64, and the sender's word that it is not classified.
struct NewDocumentBody: Codable, Sendable {
    let name: FileNameText
    let content: String
    let isUnclassified: Bool
}

/// A file's name, without folders.
struct FileNameText: PlainText {
    let text: String

    static let rule = TextRule(pattern: #"^[^/\\]{1,200}$"#, example: "方案.docx")
}

/// What came of an import: whether it is the plan's own document, and how much of it was found there.
struct ImportedAnswer: Codable, Sendable {
    let sha256: String
    let isAttached: Bool
    let spans: Int
    let warnings: Int

    init(_ outcome: ImportDocument.Outcome) {
        sha256 = outcome.sha256
        isAttached = outcome.isAttached
        spans = outcome.spans
        warnings = outcome.warnings
    }
}
