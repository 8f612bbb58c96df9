package import LuoshiCore

/// Makes one record of two that are the same thing: one goes on, the other leads to it and keeps its past.
package struct MergeRecords: Command {
    package static let name = "record.merge"
    let register: String
    let keep: String
    let keepRevision: Int?
    let drop: String
    let dropRevision: Int
    let reason: String

    /// `revision` of the one that goes on: nil where whoever asks has looked at it otherwise.
    package init(
        _ register: String, keep: String, revision keepRevision: Int?, drop: String, revision dropRevision: Int,
        reason: String
    ) {
        self.register = register
        self.keep = keep
        self.keepRevision = keepRevision
        self.drop = drop
        self.dropRevision = dropRevision
        self.reason = reason
    }

    package var permission: Permission { Permission("record.merge.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] {
        Array(Set(try reading.subjects(register, keep) + reading.subjects(register, drop)))
    }
    package func locks(in reading: Reading) throws -> [LockKey] { reading.locks(register, [keep, drop]) }

    /// Empty fields of the one that goes on are filled from the other. Returns its revision.
    package func run(_ change: inout Change) throws -> Int {
        guard keep != drop else { throw Refusal("merge_same", "请选择两条不同的记录。") }
        guard !reason.trimmedSpaces.isEmpty else { throw Refusal.reasonMissing("合并") }
        let (definition, kept) = try change.record(register, keep, revision: keepRevision)
        let (_, dropped) = try change.record(register, drop, revision: dropRevision)
        let writing = RecordWriting(definition, in: change)
        try writing.end(dropped, .merged(into: keep), reason: reason, in: &change)
        let values = dropped.values.updated(by: kept.values)
        return try writing.correct(
            kept, to: values, unit: definition.unit(of: values), reason: "与重复记录合并：\(reason)", in: &change
        ).revision
    }
}
