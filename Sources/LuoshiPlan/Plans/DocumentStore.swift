import Database
import Foundation
package import LuoshiCore
package import PlanReader

/// A document that was imported: its text and the draft read from it.
package struct ImportedDocument: Sendable {
    package let sha256: String
    package let name: String
    package let format: String
    package let text: String
    package let draft: Draft
    package let importedOn: Day
    package let importedBy: String
}

/// The document beside a plan: what it says and where it came from, without the draft read from it.
package struct PlanDocument: Sendable {
    struct Head: Sendable {
        let sha256: String
        let name: String
        let importedOn: Day
        let importedBy: String
    }

    let head: Head
    package let text: String

    package var sha256: String { head.sha256 }
    package var name: String { head.name }
    package var importedOn: Day { head.importedOn }
    package var importedBy: String { head.importedBy }
}

/// Where something of the plan stands in a document: a half-open range of Unicode scalars of its text.
package struct DocumentSpan: Sendable, Hashable {
    /// `clause:2.3.4`, `task:2.3.4`, `target:T16/2.3.4`.
    package let subject: String
    package let start: Int
    package let end: Int

    /// The name under which the trail of what it is tied to is kept: `clause:2.3.4`, `target:T16`.
    var trail: String {
        if subject.hasPrefix("task:") { return "clause:" + subject.dropFirst(5) }
        return String(subject.prefix { $0 != "/" })
    }
}

/// Tables of imported documents.
struct DocumentStore {
    let session: any Session

    init(_ session: any Session) { self.session = session }

    func insert(_ document: ImportedDocument, classification: String, textSHA256: String, at moment: Moment) throws {
        let draft = [UInt8](try JSONEncoder.canonical.encode(document.draft))
        try session.execute(
            """
            INSERT INTO documents (sha256, name, format, classification, text_sha256, content, draft, imported_at,
                imported_on, imported_by)
            VALUES (\(document.sha256), \(document.name), \(document.format), \(classification), \(textSHA256),
                \(document.text), \(draft), \(moment.instant), \(document.importedOn), \(document.importedBy))
            ON CONFLICT (sha256) DO UPDATE SET draft = excluded.draft, content = excluded.content,
                text_sha256 = excluded.text_sha256, name = excluded.name
            """)
    }

    func document(_ sha256: String) throws -> ImportedDocument? {
        try session.first("SELECT * FROM documents WHERE sha256 = \(sha256)", Self.document)
    }

    private static func document(_ row: Row) throws -> ImportedDocument {
        let draft: [UInt8] = try row["draft"]
        return ImportedDocument(
            sha256: try row["sha256"], name: try row["name"], format: try row["format"], text: try row["content"],
            draft: try JSONDecoder().decode(Draft.self, from: Data(draft)), importedOn: try row["imported_on"],
            importedBy: try row["imported_by"])
    }

    /// The newest document whose sentences are attached to a plan version, of those that had been imported by the day.
    func attached(to version: Int, _ inForce: InForce, kept: Kept) throws -> PlanDocument? {
        let found: (head: PlanDocument.Head, text: String)? = try session.first(
            """
            SELECT d.sha256, d.name, d.text_sha256, d.imported_on, d.imported_by FROM documents d
            WHERE d.imported_on <= \(inForce.day)
                AND EXISTS (SELECT 1 FROM document_spans s WHERE s.document = d.sha256 AND s.version = \(version))
            ORDER BY d.imported_at DESC, d.sha256 LIMIT 1
            """
        ) {
            let head = PlanDocument.Head(
                sha256: try $0["sha256"], name: try $0["name"], importedOn: try $0["imported_on"],
                importedBy: try $0["imported_by"])
            return (head, try $0["text_sha256"])
        }
        guard let (head, hash) = found else { return nil }
        let text = try kept.value("text:\(hash)") {
            try session.first("SELECT content FROM documents WHERE sha256 = \(head.sha256)") {
                try $0["content"] as String
            }
                ?? ""
        }
        return PlanDocument(head: head, text: text)
    }

    func spans(of document: String, version: Int) throws -> [DocumentSpan] {
        try session.all(
            """
            SELECT subject, span_start, span_end FROM document_spans
            WHERE document = \(document) AND version = \(version) ORDER BY span_start, span_end DESC, subject
            """
        ) { DocumentSpan(subject: try $0["subject"], start: try $0["span_start"], end: try $0["span_end"]) }
    }

    func warnings(of document: String, version: Int) throws -> [DocumentWarning] {
        try session.all(
            """
            SELECT code, message, span_start, span_end FROM document_warnings
            WHERE document = \(document) AND version = \(version) ORDER BY position
            """
        ) {
            DocumentWarning(
                code: try $0["code"], message: try $0["message"], start: try $0["span_start"], end: try $0["span_end"])
        }
    }

    /// Ties a document to a plan version by what its sentences say, replacing an earlier tie.
    func attach(_ document: ImportedDocument, to plan: Plan) throws -> SentenceTies {
        let ties = SentenceTies(of: document.draft, to: plan)
        try attach(DocumentTies(document: document.sha256, spans: ties.spans, warnings: ties.warnings), to: plan)
        return ties
    }

    /// Writes the ties of a document to a plan version, replacing earlier ones.
    func attach(_ ties: DocumentTies, to plan: Plan) throws {
        let version = plan.version.number
        try session.execute("DELETE FROM document_spans WHERE document = \(ties.document) AND version = \(version)")
        try session.execute("DELETE FROM document_warnings WHERE document = \(ties.document) AND version = \(version)")
        try session.executeBatch(ties.spans) {
            """
            INSERT INTO document_spans (document, version, subject, span_start, span_end)
            VALUES (\(ties.document), \(version), \($0.subject), \($0.start), \($0.end))
            """
        }
        try session.executeBatch(ties.warnings.enumerated()) { position, warning in
            """
            INSERT INTO document_warnings (document, version, position, code, message, span_start, span_end)
            VALUES (\(ties.document), \(version), \(position), \(warning.code), \(warning.message), \(warning.start),
                \(warning.end))
            """
        }
    }

    /// After a new plan version: every stored document of the plan is attached to it, but for one that is already.
    func attachAll(to plan: Plan, except done: String? = nil) throws {
        let all: [String] = try session.all("SELECT sha256 FROM documents ORDER BY imported_at") { try $0["sha256"] }
        for sha256 in all where sha256 != done {
            guard let document = try document(sha256), SentenceTies.belongs(document.draft, to: plan.version) else {
                continue
            }
            _ = try attach(document, to: plan)
        }
    }
}

/// Where the things of a plan version stand in one document.
struct DocumentTies {
    let document: String
    let spans: [DocumentSpan]
    let warnings: [DocumentWarning]
}

/// Something about a document that a person should look at.
package struct DocumentWarning: Sendable, Hashable, Codable {
    package let code: String
    package let message: String
    package let start: Int?
    package let end: Int?
}
