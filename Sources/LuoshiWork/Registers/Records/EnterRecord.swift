package import LuoshiCore

/// Enters a new record into a register.
package struct EnterRecord: Command {
    package static let name = "record.enter"
    let register: String
    let input: RecordInput
    let since: Day?
    let reason: String?

    /// `since`: the day from which it holds; nil is from the first, as far as is known.
    package init(_ register: String, _ input: RecordInput, since: Day? = nil, reason: String? = nil) {
        self.register = register
        self.input = input
        self.since = since
        self.reason = reason
    }

    package var permission: Permission { Permission("record.enter.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(register, input: input) }
    package func locks(in reading: Reading) throws -> [LockKey] { reading.locks(register, input: input) }

    /// Returns the record's id.
    package func run(_ change: inout Change) throws -> String {
        let definition = try change.typedRegister(register)
        var draft = try RecordDraft(definition, change.reading)
        let values = try draft.values(input, of: nil)
        if !draft.faults.isEmpty { throw RecordFaults(draft.faults) }
        if let since, since > change.day { throw Refusal.effectiveToCome }
        let id = RecordStore.newID()
        let unfit = try RecordFiles(register: definition).store(input, of: id, in: change)
        if !unfit.isEmpty { throw RecordFaults(unfit) }
        _ = try RecordWriting(definition, in: change)
            .enter([(id, draft.unit(of: values), values)], since: since, reason: reason, in: &change)
        return id
    }
}

extension Refusal {
    static let effectiveToCome = Refusal("effective_day", "生效日期不能晚于今天；将来的变化请到那一天再登记。")
}
