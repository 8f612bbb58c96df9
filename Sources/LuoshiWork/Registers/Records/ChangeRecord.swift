package import LuoshiCore

/// Records what changed in the world, from a day on; what held before stays as it was.
package struct ChangeRecord: Command {
    package static let name = "record.change"
    let register: String
    let id: String
    let revision: Int?
    let input: RecordInput
    let effective: Day?
    let reason: String?

    /// `revision`: that of the record the form was filled from; nil where whoever asks has looked at it otherwise.
    /// `effective`: nil is today.
    package init(
        _ register: String, _ id: String, revision: Int?, _ input: RecordInput, effective: Day? = nil,
        reason: String? = nil
    ) {
        self.register = register
        self.id = id
        self.revision = revision
        self.input = input
        self.effective = effective
        self.reason = reason
    }

    package var permission: Permission { Permission("record.change.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(register, id, input: input) }
    package func locks(in reading: Reading) throws -> [LockKey] { reading.locks(register, [id], input: input) }

    /// Returns the new revision.
    package func run(_ change: inout Change) throws -> Int {
        let (definition, record) = try change.record(register, id, revision: revision)
        if let effective, effective > change.day { throw Refusal.effectiveToCome }
        var draft = try RecordDraft(definition, change.reading)
        let values = try draft.values(input, over: record.values, of: id)
        if !draft.faults.isEmpty { throw RecordFaults(draft.faults) }
        let unfit = try RecordFiles(register: definition).store(input, of: id, before: record.values, in: change)
        if !unfit.isEmpty { throw RecordFaults(unfit) }
        return try RecordWriting(definition, in: change)
            .change(
                record, to: values, unit: draft.unit(of: values), from: effective ?? change.day, reason: reason,
                in: &change
            ).revision
    }
}

extension Change {
    /// A live record in the revision that the actor saw (nil is whichever it has), or a refusal.
    func record(
        _ register: String, _ id: String, revision: Int?
    ) throws -> (RegisterDefinition, RegisterRecord) {
        let definition = try typedRegister(register)
        guard let record = try RecordStore(definition, in: session).record(id) else {
            throw Refusal.notFound("这条记录")
        }
        guard record.standing == .live else {
            throw Refusal("record_ended", status: 409, "这条记录已作废或已并入另一条，不能再改。")
        }
        guard record.revision == revision ?? record.revision else { throw Refusal.recordMoved }
        return (definition, record)
    }
}
