import Database
package import LuoshiCore

/// A record was written: rooms above may move figures and cases in the same transaction.
package struct RecordWritten: Event {
    package static let name = "record.written"
    package let register: RegisterDefinition
    package let kind: RecordChange.Kind
    /// Nil for a record that is new.
    package let before: RegisterRecord?
    package let after: RegisterRecord
}

/// Writes records within a command, with their versions, log, links and audit notes: the one way a record is written.
package struct RecordWriting {
    package let register: RegisterDefinition
    private let reading: Reading
    private let names: RecordNames
    private var session: any Session { reading.session }
    private var day: Day { reading.moment.day }

    package init(_ register: RegisterDefinition, in change: Change) {
        self.register = register
        reading = change.reading
        names = RecordNames(change.reading)
    }

    /// Before there is a date for it, what was entered has been so from the first.
    static let always = Day(number: -719_162)

    /// Writes new records; each was drafted and checked. Returns them.
    package func enter(
        _ drafts: [(id: String, unit: String?, values: [String: FieldValue])], since: Day? = nil,
        reason: String? = nil, in change: inout Change
    ) throws -> [RegisterRecord] {
        let records = drafts.map { draft in
            RegisterRecord(
                register: register.key, id: draft.id, revision: 1, unit: draft.unit, standing: .live,
                enteredOn: day, changedOn: day, values: draft.values)
        }
        try RecordStore(register, in: session).insert(records, validFrom: { _ in since ?? Self.always }, today: day)
        for record in records {
            try log(.entered, before: nil, record, effectiveOn: since, reason: reason, in: &change)
        }
        return records
    }

    /// Gives a record other values from a day on; refuses where another wrote it meanwhile.
    @discardableResult
    package func change(
        _ record: RegisterRecord, to values: [String: FieldValue], unit: String?, from effective: Day,
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
        _ record: RegisterRecord, to values: [String: FieldValue], unit: String?, reason: String,
        in change: inout Change
    ) throws -> RegisterRecord {
        try rewrite(record, values, unit, .corrected, effective: nil, reason: reason, in: &change) { $0.correct($1) }
    }

    private func rewrite(
        _ record: RegisterRecord, _ values: [String: FieldValue], _ unit: String?, _ kind: RecordChange.Kind,
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
        try log(kind, before: record, after, effectiveOn: effective, reason: reason, in: &change)
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
        try log(kind, before: record, after, effectiveOn: nil, reason: reason, in: &change)
        return after
    }

    private func log(
        _ kind: RecordChange.Kind, before: RegisterRecord?, _ after: RegisterRecord, effectiveOn: Day?, reason: String?,
        in change: inout Change
    ) throws {
        var changes: [FieldChange] = []
        var personal: [String] = []
        for field in register.fields where before?.values[field.key] != after.values[field.key] {
            let old = try before?.values[field.key].map { try names.words($0, field) }
            let new = try after.values[field.key].map { try names.words($0, field) }
            // Columns of a table may be personal: then all of it is sealed.
            let isPersonal = field.isPersonal || field.fields.contains(where: \.isPersonal)
            if isPersonal { personal.append("\(field.title)：\(old ?? "空") → \(new ?? "空")") }
            changes.append(
                FieldChange(
                    field: field.key, before: isPersonal ? nil : old, after: isPersonal ? nil : new,
                    isPersonal: isPersonal))
        }
        try RecordChangeStore(session: session)
            .append(kind, after, changes, effectiveOn: effectiveOn, reason: reason, in: change)
        try RecordLinks(session: session).write(register, before: before, after: after)
        change.touches(after.subject)
        if let unit = after.unit { change.touches("unit:\(unit)") }
        let words = changes.filter { !$0.isPersonal }.map { change in
            "\(register.field(change.field)?.title ?? change.field)：\(change.before ?? "空") → \(change.after ?? "空")"
        }
        let why = reason.map { "；理由：\($0)" } ?? ""
        change.note(
            "\(register.title)“\(try names.name(of: after, register))”\(kind.title)：\(words.joined(separator: "；"))\(why)"
        )
        if !personal.isEmpty { change.notePersonal(personal.joined(separator: "；"), of: after.subject) }
        change.publish(RecordWritten(register: register, kind: kind, before: before, after: after))
    }
}

/// Which records lead to which units and records, so that a page can gather what is about one.
struct RecordLinks {
    let session: any Session

    func write(_ register: RegisterDefinition, before: RegisterRecord?, after: RegisterRecord) throws {
        for field in register.fields where field.type == .unit || field.type == .record {
            guard before?.values[field.key] != after.values[field.key] else { continue }
            try session.execute(
                """
                DELETE FROM record_links
                WHERE register = \(register.key) AND record = \(after.id) AND field = \(field.key)
                """)
            guard case .text(let target)? = after.values[field.key] else { continue }
            try session.execute(
                """
                INSERT INTO record_links (register, record, field, target)
                VALUES (\(register.key), \(after.id), \(field.key), \(target))
                """)
        }
    }
}

extension Refusal {
    static let recordMoved = Refusal(
        "record_moved", status: 409, "您打开之后，这条记录已被别人改过。您填的内容还在，请对照现在的内容再提交一次。")
}
