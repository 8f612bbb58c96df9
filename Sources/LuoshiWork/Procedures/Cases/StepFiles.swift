package import LuoshiCore

/// Files that are given with a step: those of its documents stay with the case, those of fields with the record.
struct StepFiles {
    private let file: CaseFile

    init(_ file: CaseFile) { self.file = file }

    /// Refuses a document whose file was not sent: nobody gets hold of a file by naming its hash.
    func store(
        _ input: RecordInput, _ documents: [GivenDocument], _ sent: [SentFile], in change: Change
    ) throws {
        var faults: [FieldFault] = []
        for document in documents {
            guard let named = document.file else { continue }
            guard let file = sent.first(where: { $0.sha256 == named.hash && $0.name == named.name }) else {
                faults.append(FieldFault(document.key, "附件“\(named.name)”没有上传，请重新选择。", part: .document))
                continue
            }
            do {
                try Attachments(change).store(file, for: self.file.item.subject)
            } catch let refusal as Refusal where refusal.status == 422 {
                faults.append(FieldFault(document.key, refusal.message, part: .document))
            }
        }
        faults += try RecordFiles(register: file.register)
            .store(input, of: file.record.id, before: file.record.values, in: change)
        if !faults.isEmpty { throw RecordFaults(faults) }
    }
}

/// A file that was given with a step of a case, for whoever may read the case.
package struct CaseFileContent: Query {
    package static let name = "case.file"
    let item: String
    let procedure: String
    let hash: String

    package init(_ item: String, of procedure: String, hash: String) {
        self.item = item
        self.procedure = procedure
        self.hash = hash
    }

    package var permission: Permission { Permission("case.read.\(procedure)") }
    package func subjects(in reading: Reading) throws -> [Subject] {
        try CaseByID(item, of: procedure).subjects(in: reading)
    }

    package func answer(in reading: Reading) throws -> AttachmentContent? {
        guard let found = try CaseStore(reading.session).item(item), found.procedure == procedure else { return nil }
        return try AttachmentStore(reading.session).content(hash, of: found.subject)
    }
}
