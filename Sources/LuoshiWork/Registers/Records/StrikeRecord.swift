package import LuoshiCore

/// Strikes a record that should never have been there (作废); its past stays readable.
package struct StrikeRecord: Command {
    package static let name = "record.strike"
    let register: String
    let id: String
    let revision: Int?
    let reason: String

    /// `revision`: nil where whoever asks has looked at the record otherwise.
    package init(_ register: String, _ id: String, revision: Int?, reason: String) {
        self.register = register
        self.id = id
        self.revision = revision
        self.reason = reason
    }

    package var permission: Permission { Permission("record.strike.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(register, id) }
    package func locks(in reading: Reading) throws -> [LockKey] { reading.locks(register, [id]) }

    package func run(_ change: inout Change) throws -> Int {
        let (definition, record) = try change.record(register, id, revision: revision)
        guard !reason.trimmedSpaces.isEmpty else { throw Refusal.reasonMissing("作废") }
        return try RecordWriting(definition, in: change).end(record, .struck, reason: reason, in: &change).revision
    }
}
