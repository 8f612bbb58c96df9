import CEL
package import LuoshiCore

/// One record as it stands now, or stood on the day that was asked for.
package struct RegisterRecord: Sendable, Hashable {
    package let register: String
    /// Twelve letters and digits that nobody guesses.
    package let id: String
    /// Grows with every write; a form carries the one it was filled from.
    package let revision: Int
    /// The unit whose record it is; nil for the city's own.
    package let unit: String?
    package let standing: RecordStanding
    package let enteredOn: Day
    package let changedOn: Day
    package let values: FieldValues

    package init(
        register: String, id: String, revision: Int, unit: String?, standing: RecordStanding, enteredOn: Day,
        changedOn: Day, values: FieldValues
    ) {
        self.register = register
        self.id = id
        self.revision = revision
        self.unit = unit
        self.standing = standing
        self.enteredOn = enteredOn
        self.changedOn = changedOn
        self.values = values
    }

    package subscript(field: String) -> FieldValue? { values[field] }

    /// As it is named in the audit trail, in attachments, and in cases.
    package var subject: String { Self.subject(register, id) }
    package static func subject(_ register: String, _ id: String) -> String { "record:\(register)/\(id)" }

    /// As `this`.
    package var fields: RecordFields { RecordFields(values, of: register) }
}

/// Whether a record counts.
package enum RecordStanding: Sendable, Hashable {
    case live
    /// Entered by mistake; its past stays readable.
    case struck
    /// One with another record, which goes on.
    case merged(into: String)
}

extension RegisterDefinition {
    /// What a right on a record is decided by: its unit, the register's line, its openness.
    package func subject(unit: String?, state: String? = nil) -> Subject {
        Subject(
            units: unit.map { [$0] } ?? [], lines: [lineName], state: state, isPublic: openness == .proactive)
    }

    /// How a record is called on pages.
    package func name(of values: FieldValues, _ titles: (FieldDefinition, FieldValue) -> String) -> String {
        guard let field = field(namedBy), let value = values[namedBy] else {
            return "（未填\(field(namedBy)?.title ?? "名称")）"
        }
        return titles(field, value)
    }
}
