import LuoshiCore
import LuoshiWork

/// A record that names, or is, something else's; `by` is the title of the field that links them.
struct LinkedRecordAnswer: Codable, Sendable {
    let register: String
    let id: String
    let name: String
    let by: String

    init(_ record: LinkedRecord) {
        register = record.register
        id = record.id
        name = record.name
        by = record.by
    }
}

/// One write to a record; what personal fields held is told nowhere.
struct RecordChangeAnswer: Codable, Sendable {
    enum ChangeKindAnswer: String, Codable, Sendable, CaseIterable {
        case entered, changed, corrected, struck, merged, erased
    }

    /// In words; absent is empty.
    struct FieldChangeAnswer: Codable, Sendable {
        let field: String
        let before: String?
        let after: String?
        let isPersonal: Bool
    }

    let revision: Int
    let kind: ChangeKindAnswer
    let instant: DateTime
    let day: Day
    /// From when a change holds.
    let effectiveOn: Day?
    let reason: String?
    let actorName: String
    let fields: [FieldChangeAnswer]

    init(_ change: RecordChange) {
        revision = change.revision
        kind = ChangeKindAnswer(rawValue: change.kind.rawValue) ?? .changed
        instant = DateTime(change.instant)
        day = change.day
        effectiveOn = change.effectiveOn
        reason = change.reason
        actorName = change.actorName
        fields = change.fields.map {
            FieldChangeAnswer(field: $0.field, before: $0.before, after: $0.after, isPersonal: $0.isPersonal)
        }
    }
}

/// What registers hold of one unit; of each register the first ten.
struct UnitRegisterAnswer: Codable, Sendable {
    let register: String
    let title: String
    let total: Int
    let first: [RecordAnswer]

    init(_ part: UnitRecordsAnswer.Part) {
        register = part.register.key
        title = part.register.title
        total = part.total
        first = part.first.map { RecordAnswer($0, part.register) }
    }
}

/// Personal data in full, field by field; a table has a line for each row.
struct RevealedAnswer: Codable, Sendable {
    struct RevealedLineAnswer: Codable, Sendable {
        let title: String
        let lines: [String]
    }

    let name: String
    let values: [RevealedLineAnswer]

    init(_ record: RevealedRecord) {
        name = record.name
        values = record.values.map { RevealedLineAnswer(title: $0.title, lines: $0.rows) }
    }
}
