import HTTPTypes
import LuoshiCore
import LuoshiWork

extension Endpoint {
    /// Every write to records. One that is there is named with the tag it was read under; a fault of a value points at it.
    static let recordChanges: [Endpoint] = [
        .change(
            .post, "/registers/{register}/records", "登记一条", "record.enter.*", status: 201, limit: recordLimit,
            command: { (body: NewRecordBody, call) in
                let register = try await call.declaration()
                return EnterRecord(
                    register.key, try RecordInput(body.values, register), since: body.since, reason: body.reason?.text)
            }, answer: { id, _ in CreatedAnswer(id: id) }),
        .change(
            .post, "/registers/{register}/record-batches", "登记多条，全部登记或一条也不登记", "record.import.*", status: 201,
            limit: recordLimit,
            command: { (body: RecordBatchBody, call) in
                let register = try await call.declaration()
                return EnterRecords(
                    register.key,
                    try body.records.enumerated().map { index, record in
                        try RecordInput(record.values, register, at: "/records/\(index)/values")
                    }, since: body.since, reason: body.reason?.text)
            }, answer: { ids, _ in CreatedRecordsAnswer(ids: ids) }),
        .change(
            .post, "/registers/{register}/record-changes", "给多条记录登记同样的变化，全部改或一条也不改", "record.change.*",
            status: 201, limit: recordLimit,
            command: { (body: ManyChangesBody, call) in
                let register = try await call.declaration()
                return ChangeRecords(
                    register.key, body.records.map { SeenRecord(id: $0.id.text, revision: $0.revision) },
                    try RecordInput(body.values, register), effective: body.effective, reason: body.reason?.text)
            }, answer: { changed, _ in ChangedRecordsAnswer(changed: changed) }),
        .change(
            .post, "/registers/{register}/records/{record}/changes", "登记变化：从 effective 这一天起，不写是今天", "record.change.*",
            status: 201, limit: recordLimit, provided: .changed(.record),
            command: { (body: RecordChangeBody, call) in
                let register = try await call.declaration()
                return ChangeRecord(
                    register.key, try call.path("record"), revision: nil, try RecordInput(body.values, register),
                    effective: body.effective, reason: body.reason?.text)
            }, answer: { revision, _ in RevisionAnswer(revision: revision) }),
        .change(
            .post, "/registers/{register}/records/{record}/corrections", "更正写错的，从写错的那一天起", "record.correct.*",
            status: 201, limit: recordLimit, provided: .changed(.record),
            command: { (body: RecordCorrectionBody, call) in
                let register = try await call.declaration()
                return CorrectRecord(
                    register.key, try call.path("record"), revision: nil, try RecordInput(body.values, register),
                    reason: body.reason.text)
            }, answer: { revision, _ in RevisionAnswer(revision: revision) }),
        .change(
            .post, "/registers/{register}/records/{record}/striking", "作废", "record.strike.*",
            provided: .changed(.record),
            command: { (body: ReasonBody, call) in
                StrikeRecord(
                    try call.path("register"), try call.path("record"), revision: nil, reason: body.reason.text)
            }, answer: { revision, _ in RevisionAnswer(revision: revision) }),
        .change(
            .post, "/registers/{register}/records/{record}/mergers", "把另一条重复的并入这一条", "record.merge.*",
            provided: .changed(.record),
            command: { (body: RecordMergerBody, call) in
                MergeRecords(
                    try call.path("register"), keep: try call.path("record"), revision: nil, drop: body.drop.text,
                    revision: body.dropRevision, reason: body.reason.text)
            }, answer: { revision, _ in RevisionAnswer(revision: revision) }),
        .change(
            .post, "/registers/{register}/records/{record}/erasure", "删除个人信息，不能恢复", "record.erase.*",
            provided: .changed(.record),
            command: { (body: ReasonBody, call) in
                EraseRecordData(
                    try call.path("register"), try call.path("record"), revision: nil, reason: body.reason.text)
            }, answer: { revision, _ in RevisionAnswer(revision: revision) }),
    ]

    /// Attachments of 20 MB, in base64.
    static let recordLimit = 28 << 20
}

/// What each field holds, by its key; `since` is the day from which it does, absent is from the first.
struct NewRecordBody: Codable, Sendable {
    let values: [String: ValueBody]
    let since: Day?
    let reason: WordsText?
}

/// Records to enter at once.
struct RecordBatchBody: Codable, Sendable {
    struct BatchedRecordBody: Codable, Sendable {
        let values: [String: ValueBody]
    }

    let records: [BatchedRecordBody]
    let since: Day?
    let reason: WordsText?
}

/// The fields that changed in the world, and from which day on they have these values.
struct RecordChangeBody: Codable, Sendable {
    let values: [String: ValueBody]
    let effective: Day?
    let reason: WordsText?
}

/// Records in the revisions in which they were seen, and what all of them hold from a day on.
struct ManyChangesBody: Codable, Sendable {
    struct SeenRecordBody: Codable, Sendable {
        let id: KeyText
        let revision: Int
    }

    let records: [SeenRecordBody]
    let values: [String: ValueBody]
    let effective: Day?
    let reason: WordsText?
}

/// How many records did not have these values before.
struct ChangedRecordsAnswer: Codable, Sendable {
    let changed: Int
}

/// The fields that were written wrong.
struct RecordCorrectionBody: Codable, Sendable {
    let values: [String: ValueBody]
    let reason: WordsText
}

/// Why something is done.
struct ReasonBody: Codable, Sendable {
    let reason: WordsText
}

/// The record that goes into the one of the path, in the revision that was read.
struct RecordMergerBody: Codable, Sendable {
    let drop: KeyText
    let dropRevision: Int
    let reason: WordsText
}

/// Ids in the order of the records that were sent.
struct CreatedRecordsAnswer: Codable, Sendable {
    let ids: [String]
}

/// What the record's revision is now.
struct RevisionAnswer: Codable, Sendable {
    let revision: Int
}
