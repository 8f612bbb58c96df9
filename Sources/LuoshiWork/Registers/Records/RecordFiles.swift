import LuoshiCore

/// The files in a record's attachment fields: what was sent is stored, what is no longer there is taken away.
struct RecordFiles {
    let register: RegisterDefinition

    /// A file that cannot be kept is a fault at its field.
    func store(
        _ input: RecordInput, of id: String, before: FieldValues = [:], in change: Change
    ) throws -> [FieldFault] {
        let subject = RegisterRecord.subject(register.key, id)
        let attachments = Attachments(change)
        var faults: [FieldFault] = []
        for field in register.fields where field.type == .attachment {
            guard case .files(let kept, let sent)? = input[field.key] else { continue }
            var old: [RecordFile] = []
            if case .files(let files)? = before[field.key] { old = files }
            // Nobody gets hold of a file by naming its hash.
            for file in kept where !old.contains(file) {
                faults.append(FieldFault(field.key, "“\(field.title)”里的“\(file.name)”已不在，请重新选择。"))
            }
            for file in old where !kept.contains(file) { try attachments.withdraw(file.hash, from: subject) }
            let accepted = field.accept.flatMap(FileKind.kinds(named:))
            for file in sent {
                do {
                    try attachments.store(
                        file, for: subject, accepted: accepted.isEmpty ? FileKind.allCases : accepted,
                        limit: field.maximumSize << 20)
                } catch let refusal as Refusal where refusal.status == 422 {
                    faults.append(FieldFault(field.key, refusal.message))
                }
            }
        }
        return faults
    }
}
