import Database
package import LuoshiCore

/// Records of a register were written: rooms above may move figures and cases in the same transaction.
package struct RecordsWritten: Event {
    package static let name = "records.written"
    package let register: RegisterDefinition
    package let writes: [Write]
    /// Why, where it was said.
    package let reason: String?

    /// One of them.
    package struct Write: Sendable {
        package let kind: RecordChange.Kind
        /// Nil for a record that is new.
        package let before: RegisterRecord?
        package let after: RegisterRecord
    }
}

/// Writes records within a command, with their versions, log, links and audit notes: the one way a record is written.
package struct RecordWriting {
    /// How much of it the audit entry says in words.
    package enum Telling: Sendable {
        /// What each field held before and after, personal data sealed.
        case eachRecord
        /// Nothing: the command says in a sentence what it wrote, and names the file it came from.
        case nothing
    }

    package let register: RegisterDefinition
    private let telling: Telling
    private let reading: Reading
    private let names: RecordNames
    private var session: any Session { reading.session }
    private var day: Day { reading.moment.day }

    package init(_ register: RegisterDefinition, telling: Telling = .eachRecord, in change: Change) {
        self.register = register
        self.telling = telling
        reading = change.reading
        names = RecordNames(change.reading)
    }

    /// Before there is a date for it, what was entered has been so from the first.
    static let always = Day(number: -719_162)

    /// Writes new records; each was drafted and checked. Returns them.
    package func enter(
        _ drafts: [(id: String, unit: String?, values: FieldValues)], since: Day? = nil,
        reason: String? = nil, in change: inout Change
    ) throws -> [RegisterRecord] {
        let records = drafts.map { draft in
            RegisterRecord(
                register: register.key, id: draft.id, revision: 1, unit: draft.unit, standing: .live,
                enteredOn: day, changedOn: day, values: draft.values)
        }
        try RecordStore(register, in: session).insert(records, validFrom: { _ in since ?? Self.always }, today: day)
        let writes = records.map { RecordsWritten.Write(kind: .entered, before: nil, after: $0) }
        try log(writes, effectiveOn: since, reason: reason, in: &change)
        return records
    }

    /// Gives a record other values from a day on; refuses where another wrote it meanwhile.
    @discardableResult
    package func change(
        _ record: RegisterRecord, to values: FieldValues, unit: String?, from effective: Day,
        reason: String? = nil, in change: inout Change
    ) throws -> RegisterRecord {
        try rewrite(record, values, unit, .changed, effective: effective, reason: reason, in: &change) {
            versions, fields in
            versions.begin(on: effective)
            versions.change(fields, from: effective)
        }
    }

    /// Replaces what was wrong from where it began.
    @discardableResult
    package func correct(
        _ record: RegisterRecord, to values: FieldValues, unit: String?, reason: String,
        in change: inout Change
    ) throws -> RegisterRecord {
        try rewrite(record, values, unit, .corrected, effective: nil, reason: reason, in: &change) { $0.correct($1) }
    }

    private func rewrite(
        _ record: RegisterRecord, _ values: FieldValues, _ unit: String?, _ kind: RecordChange.Kind,
        effective: Day?, reason: String?, in change: inout Change,
        _ apply: (inout RecordVersions, [String: FieldValue?]) -> Void
    ) throws -> RegisterRecord {
        let store = VersionStore(register: register, session: session)
        let before = try store.versions(of: record.id)
        var versions = before
        let changed = register.fields.filter { record.values[$0.key] != values[$0.key] }
        guard !changed.isEmpty else { return record }
        apply(&versions, Dictionary(uniqueKeysWithValues: changed.map { ($0.key, values[$0.key]) }))
        try store.write(versions, over: before, of: record.id, today: day)
        let after = RegisterRecord(
            register: register.key, id: record.id, revision: record.revision + 1, unit: unit, standing: .live,
            enteredOn: record.enteredOn, changedOn: day, values: values)
        guard try RecordStore(register, in: session).update(after, from: record.revision, today: day) else {
            throw Refusal.recordMoved
        }
        let write = RecordsWritten.Write(kind: kind, before: record, after: after)
        try log([write], effectiveOn: effective, reason: reason, in: &change)
        return after
    }

    /// Lets a record count no more, as one that was wrong from the first or that is another's double.
    @discardableResult
    package func end(
        _ record: RegisterRecord, _ standing: RecordStanding, reason: String, in change: inout Change
    ) throws -> RegisterRecord {
        guard
            try RecordStore(register, in: session)
                .setStanding(record.id, standing, revision: record.revision, today: day)
        else { throw Refusal.recordMoved }
        try VersionStore(register: register, session: session).end(record.id, from: Self.always, today: day)
        let after = RegisterRecord(
            register: register.key, id: record.id, revision: record.revision + 1, unit: record.unit,
            standing: standing, enteredOn: record.enteredOn, changedOn: day, values: record.values)
        let kind: RecordChange.Kind = if case .merged = standing { .merged } else { .struck }
        let write = RecordsWritten.Write(kind: kind, before: record, after: after)
        try log([write], effectiveOn: nil, reason: reason, in: &change)
        return after
    }

    private func log(
        _ writes: [RecordsWritten.Write], effectiveOn: Day?, reason: String?, in change: inout Change
    ) throws {
        var logged: [(RecordsWritten.Write, [FieldChange])] = []
        for write in writes {
            let (changes, personal) = try differences(write)
            logged.append((write, changes))
            if telling == .eachRecord { try tell(write, changes, personal, reason, in: &change) }
        }
        try RecordChangeStore(session: session).append(logged, effectiveOn: effectiveOn, reason: reason, in: change)
        try RecordLinks(session: session).write(register, writes)
        change.publish(RecordsWritten(register: register, writes: writes, reason: reason))
    }

    /// What each field held before and after in words; personal data apart.
    private func differences(_ write: RecordsWritten.Write) throws -> ([FieldChange], personal: [String]) {
        var changes: [FieldChange] = []
        var personal: [String] = []
        for field in register.fields where write.before?.values[field.key] != write.after.values[field.key] {
            let old = try write.before?.values[field.key].map { try names.words($0, field) }
            let new = try write.after.values[field.key].map { try names.words($0, field) }
            // Columns of a table may be personal: then all of it is sealed.
            let isPersonal = field.holdsPersonalData
            if isPersonal { personal.append("\(field.title)：\(old ?? "空") → \(new ?? "空")") }
            changes.append(
                FieldChange(
                    field: field.key, before: isPersonal ? nil : old, after: isPersonal ? nil : new,
                    isPersonal: isPersonal))
        }
        return (changes, personal)
    }

    private func tell(
        _ write: RecordsWritten.Write, _ changes: [FieldChange], _ personal: [String], _ reason: String?,
        in change: inout Change
    ) throws {
        change.touches(write.after.subject)
        if let unit = write.after.unit { change.touches("unit:\(unit)") }
        let words = changes.filter { !$0.isPersonal }.map { change in
            "\(register.field(change.field)?.title ?? change.field)：\(change.before ?? "空") → \(change.after ?? "空")"
        }
        let why = reason.map { "；理由：\($0)" } ?? ""
        let name = try names.name(of: write.after, register)
        change.note("\(register.title)“\(name)”\(write.kind.title)：\(words.joined(separator: "；"))\(why)")
        if !personal.isEmpty { change.notePersonal(personal.joined(separator: "；"), of: write.after.subject) }
    }
}

/// Which records lead to which units and records, so that a page can gather what is about one.
struct RecordLinks {
    let session: any Session

    func write(_ register: RegisterDefinition, _ writes: [RecordsWritten.Write]) throws {
        let fields = register.fields.filter { $0.type == .unit || $0.type == .record }
        var gone: [(record: String, field: String)] = []
        var new: [(record: String, field: String, target: String)] = []
        for write in writes {
            for field in fields where write.before?.values[field.key] != write.after.values[field.key] {
                if write.before?.values[field.key] != nil { gone.append((write.after.id, field.key)) }
                if case .text(let target)? = write.after.values[field.key] {
                    new.append((write.after.id, field.key, target))
                }
            }
        }
        try session.executeBatch(gone) { link in
            """
            DELETE FROM record_links
            WHERE register = \(register.key) AND record = \(link.record) AND field = \(link.field)
            """
        }
        try session.executeBatch(new) { link in
            """
            INSERT INTO record_links (register, record, field, target)
            VALUES (\(register.key), \(link.record), \(link.field), \(link.target))
            """
        }
    }
}

extension Refusal {
    static let recordMoved = Refusal(
        "record_moved", status: 409, "您打开之后，这条记录已被别人改过。您填的内容还在，请对照现在的内容再提交一次。")
}
