import Database
package import LuoshiCore

/// Deletes the personal data of a record, from all its versions and from the log, where the law asks for it or the time for
/// keeping it is over (个人信息保护法第四十七条); the rest of the record stays.
package struct EraseRecordData: Command {
    package static let name = "record.erase"
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

    package var permission: Permission { Permission("record.erase.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(register, id) }
    package func locks(in reading: Reading) throws -> [LockKey] { reading.locks(register, [id]) }

    /// Returns the new revision.
    package func run(_ change: inout Change) throws -> Int {
        let definition = try change.register(register)
        guard let record = try RecordStore(definition, in: change.session).record(id) else {
            throw Refusal.notFound("这条记录")
        }
        guard record.revision == revision ?? record.revision else { throw Refusal.recordMoved }
        guard !reason.trimmedSpaces.isEmpty else { throw Refusal.reasonMissing("删除个人信息") }
        return try RecordWriting(definition, in: change).erase(record, reason: reason, in: &change).revision
    }
}

extension RecordWriting {
    /// Empties the personal fields of every version, and destroys what the log holds of them.
    func erase(_ record: RegisterRecord, reason: String, in change: inout Change) throws -> RegisterRecord {
        let personal = register.allFields.filter(\.holdsPersonalData)
        guard !personal.isEmpty else { throw Refusal("no_personal_data", "这本台账没有个人信息字段。") }
        let empty = personal.map { "\($0.column) = NULL" }.joined(separator: ", ")
        try change.session.execute(
            "UPDATE \(raw: register.history) SET \(raw: empty) WHERE record = \(record.id)")
        try change.session.execute(
            """
            UPDATE \(raw: register.table) SET \(raw: empty), revision = \(record.revision + 1), changed_on = \(change.day)
            WHERE id = \(record.id)
            """)
        try change.erasePersonalNotes(of: record.subject)
        let keys = Set(personal.map(\.key))
        let after = RegisterRecord(
            register: register.key, id: record.id, revision: record.revision + 1, unit: record.unit,
            standing: record.standing, enteredOn: record.enteredOn, changedOn: change.day,
            values: FieldValues(record.values.filter { !keys.contains($0.key) }))
        try RecordChangeStore(session: change.session).append(
            [(RecordsWritten.Write(kind: .erased, before: record, after: after), [])], effectiveOn: nil, reason: reason,
            in: change)
        change.touches(record.subject)
        change.note("删除\(register.title)一条记录的个人信息；理由：\(reason)")
        change.publish(
            RecordsWritten(
                register: register, writes: [RecordsWritten.Write(kind: .erased, before: record, after: after)],
                reason: reason))
        return after
    }
}

extension FieldDefinition {
    /// Personal itself, or a table with personal columns.
    package var holdsPersonalData: Bool { isPersonal || fields.contains(where: \.isPersonal) }
}
