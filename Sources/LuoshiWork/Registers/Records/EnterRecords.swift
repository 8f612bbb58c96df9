package import LuoshiCore

/// Enters many records into a register at once: all of them, or none.
package struct EnterRecords: Command {
    package static let name = "record.enter_many"
    let register: String
    let inputs: [RecordInput]
    let since: Day?
    let reason: String?

    /// `since`: the day from which they hold; nil is from the first, as far as is known.
    package init(_ register: String, _ inputs: [RecordInput], since: Day? = nil, reason: String? = nil) {
        self.register = register
        self.inputs = inputs
        self.since = since
        self.reason = reason
    }

    package var permission: Permission { Permission("record.import.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] {
        Array(Set(try inputs.flatMap { try reading.subjects(register, input: $0) }))
    }
    package func locks(in reading: Reading) throws -> [LockKey] {
        Array(Set(inputs.flatMap { reading.locks(register, input: $0) }))
    }

    /// Returns the ids in the order of the inputs; every fault is said with the number of its record.
    package func run(_ change: inout Change) throws -> [String] {
        let definition = try change.typedRegister(register)
        if let since, since > change.day { throw Refusal.effectiveToCome }
        var draft = try RecordDraft(definition, change.reading)
        let writing = RecordWriting(definition, in: change)
        var ids: [String] = []
        var faults: [FieldFault] = []
        for (index, input) in inputs.enumerated() {
            let values = try draft.values(input, of: nil)
            faults += draft.faults.map { $0.inRecord(index) }
            if !faults.isEmpty { continue }
            let id = RecordStore.newID()
            faults += try RecordFiles(register: definition).store(input, of: id, in: change).map { $0.inRecord(index) }
            // One after another, so that a value that must be unique is so among these as well.
            _ = try writing.enter(
                [(id, draft.unit(of: values), values)], since: since, reason: reason, in: &change)
            ids.append(id)
        }
        if !faults.isEmpty { throw RecordFaults(faults) }
        return ids
    }
}

extension FieldFault {
    /// The fault said with the number of its record, among several.
    func inRecord(_ index: Int) -> FieldFault {
        FieldFault(field, "第 \(index + 1) 条：\(message)", part: part, record: index)
    }
}
