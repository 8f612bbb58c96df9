package import LuoshiCore
package import PlanReader

/// Stores a document with its draft and, where it is the plan's own, ties its sentences to the plan (plan → 导入).
///
/// The person has said that it is not classified; the reader has found no mark.
package struct ImportDocument: Command {
    package static let name = "plan.import_document"
    let fileName: String
    let format: String
    let sha256: String
    let text: String
    let draft: Draft
    let isUnclassified: Bool

    /// `sha256` is of the file's bytes; `isUnclassified` the person's own answer.
    package init(fileName: String, format: String, sha256: String, text: String, draft: Draft, isUnclassified: Bool) {
        self.fileName = fileName
        self.format = format
        self.sha256 = sha256
        self.text = text
        self.draft = draft
        self.isUnclassified = isUnclassified
    }

    package struct Outcome: Codable, Sendable, Equatable {
        package let sha256: String
        package let isAttached: Bool
        package let spans: Int
        package let warnings: Int
    }

    package var permission: Permission { "plan.import" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.city] }
    package func locks(in reading: Reading) throws -> [LockKey] { ["plan"] }

    package func run(_ change: inout Change) throws -> Outcome {
        guard isUnclassified else {
            throw Refusal("classified", "本系统不处理涉密文件。涉密文件请按保密规定办理，不要上传。")
        }
        let store = DocumentStore(change.session)
        let document = ImportedDocument(
            sha256: sha256, name: fileName, format: format, text: text, draft: draft, importedOn: change.day,
            importedBy: change.standing.name)
        let textHash = contentHash(of: text.utf8)
        try store.insert(document, classification: "unclassified", textSHA256: textHash, at: change.moment)
        change.touches("document:\(sha256)")
        guard let plan = try PlanStore(change.session).current(change.inForce),
            SentenceTies.belongs(draft, to: plan.version)
        else {
            change.note("导入文件“\(fileName)”，读出任务 \(draft.tasks.count) 项、目标 \(draft.targets.count) 项")
            return Outcome(sha256: sha256, isAttached: false, spans: 0, warnings: draft.warnings.count)
        }
        let ties = try store.attach(document, to: plan)
        change.touches("plan:\(plan.version.number)")
        for subject in Set(ties.spans.map(\.trail)).sorted() { change.touches(subject) }
        change.note("导入文件“\(fileName)”，\(ties.spans.count) 处原文对应到方案，\(ties.warnings.count) 处待核对")
        return Outcome(
            sha256: sha256, isAttached: true, spans: ties.spans.count, warnings: ties.warnings.count)
    }

    private enum CodingKeys: String, CodingKey { case fileName, format, sha256, isUnclassified }
}
