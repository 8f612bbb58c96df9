import LuoshiCore
import LuoshiWork

/// Whether a record counts: struck ones were entered by mistake, merged ones go on under another.
enum StandingAnswer: String, Codable, Sendable, CaseIterable { case live, struck, merged }

/// One record as far as the reader may see it: empty fields are absent, personal data is masked.
struct RecordAnswer: Codable, Sendable {
    let id: String
    /// Grows with every write.
    let revision: Int
    let unit: String?
    let standing: StandingAnswer
    let mergedInto: String?
    let enteredOn: Day
    let changedOn: Day
    let name: String
    let values: [String: ValueAnswer]

    init(_ row: RecordRow, _ register: RegisterDefinition) {
        let record = row.record
        id = record.id
        revision = record.revision
        unit = record.unit
        switch record.standing {
        case .live: (standing, mergedInto) = (.live, nil)
        case .struck: (standing, mergedInto) = (.struck, nil)
        case .merged(let into): (standing, mergedInto) = (.merged, into)
        }
        enteredOn = record.enteredOn
        changedOn = record.changedOn
        name = row.name
        var values: [String: ValueAnswer] = [:]
        for field in register.fields {
            values[field.key] = record.values[field.key].map { ValueAnswer(value: field.json($0)) }
        }
        self.values = values
    }
}

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
