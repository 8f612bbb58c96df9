package import LuoshiCore

/// Records the same change of many records, from a day on: of all of them, or of none.
package struct ChangeRecords: Command {
    package static let name = "record.change_many"
    /// So many at once.
    package static let limit = 500

    let register: String
    let records: [SeenRecord]
    let input: RecordInput
    let effective: Day?
    let reason: String?

    /// `effective`: nil is today.
    package init(
        _ register: String, _ records: [SeenRecord], _ input: RecordInput, effective: Day? = nil,
        reason: String? = nil
    ) {
        self.register = register
        self.records = records
        self.input = input
        self.effective = effective
        self.reason = reason
    }

    package var permission: Permission { Permission("record.change.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] {
        let all = try records.flatMap { try reading.subjects(register, $0.id, input: input) }
        return all.isEmpty ? [.city] : Array(Set(all))
    }
    package func locks(in reading: Reading) throws -> [LockKey] {
        reading.locks(register, records.map(\.id), input: input)
    }

    /// Returns how many it changed; those that had these values already stay as they are.
    package func run(_ change: inout Change) throws -> Int {
        guard (1...Self.limit).contains(records.count), Set(records.map(\.id)).count == records.count else {
            throw Refusal("records_chosen", "请选择 1 至 \(Self.limit) 条不同的记录。")
        }
        guard !input.entries.isEmpty else { throw Refusal("nothing_to_change", "请选择要改的字段。") }
        if let effective, effective > change.day { throw Refusal.effectiveToCome }
        let definition = try change.register(register)
        guard definition.fields.allSatisfy({ $0.type != .attachment || input[$0.key] == nil }) else {
            throw Refusal("files_one_by_one", "附件请逐条登记，不能一次改多条。")
        }
        let names = RecordNames(change.reading)
        var draft = try RecordDraft(definition, change.reading)
        let writing = RecordWriting(definition, in: change)
        var faults: [FieldFault] = []
        var changed = 0
        for (index, seen) in records.enumerated() {
            let (_, record) = try change.record(register, seen.id, revision: seen.revision)
            let values = try draft.values(input, over: record.values, of: record.id)
            let name = try names.name(of: record, definition)
            faults += draft.faults.map {
                FieldFault($0.field, "“\(name)”：\($0.message)", part: $0.part, record: index)
            }
            // One after another, so that a value that must be unique is so among these as well.
            guard faults.isEmpty else { continue }
            let after = try writing.change(
                record, to: values, unit: draft.unit(of: values), from: effective ?? change.day, reason: reason,
                in: &change)
            if after.revision != record.revision { changed += 1 }
        }
        if !faults.isEmpty { throw RecordFaults(faults) }
        return changed
    }
}

/// A record as somebody saw it before they chose it.
package struct SeenRecord: Sendable, Hashable, Codable {
    package let id: String
    package let revision: Int

    package init(id: String, revision: Int) {
        self.id = id
        self.revision = revision
    }
}
