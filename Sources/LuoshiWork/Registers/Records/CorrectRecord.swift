package import LuoshiCore

/// Puts right what was written wrong, from where the error began, and says why.
package struct CorrectRecord: Command {
    package static let name = "record.correct"
    let register: String
    let id: String
    let revision: Int?
    let input: RecordInput
    let reason: String

    /// `revision`: that of the record the form was filled from; nil where whoever asks has looked at it otherwise.
    package init(_ register: String, _ id: String, revision: Int?, _ input: RecordInput, reason: String) {
        self.register = register
        self.id = id
        self.revision = revision
        self.input = input
        self.reason = reason
    }

    package var permission: Permission { Permission("record.correct.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(register, id, input: input) }
    package func locks(in reading: Reading) throws -> [LockKey] { reading.locks(register, [id], input: input) }

    /// Returns the new revision.
    package func run(_ change: inout Change) throws -> Int {
        let (definition, record) = try change.record(register, id, revision: revision)
        var draft = try RecordDraft(definition, change.reading)
        let values = try draft.values(input, over: record.values, of: id)
        let missing = reason.trimmedSpaces.isEmpty ? [FieldFault("reason", "请写明更正的理由。", part: .form)] : []
        if !(draft.faults + missing).isEmpty { throw RecordFaults(draft.faults + missing) }
        let unfit = try RecordFiles(register: definition).store(input, of: id, before: record.values, in: change)
        if !unfit.isEmpty { throw RecordFaults(unfit) }
        return try RecordWriting(definition, in: change)
            .correct(record, to: values, unit: draft.unit(of: values), reason: reason, in: &change).revision
    }
}

extension Refusal {
    static func reasonMissing(_ act: String) -> Refusal { Refusal("reason_missing", "请写明\(act)的理由。") }
}
