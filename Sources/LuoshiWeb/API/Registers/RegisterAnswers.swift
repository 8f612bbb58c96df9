import LuoshiCore
import LuoshiWork

/// A register of the list, with how many records count within what the reader may see.
struct RegisterLineAnswer: Codable, Sendable {
    let key: String
    let title: String
    let clauses: [String]
    let openness: Openness
    let records: Int
    let mayEnter: Bool

    init(_ summary: RegisterSummary) {
        key = summary.register.key
        title = summary.register.title
        clauses = summary.register.clauses
        openness = summary.register.openness
        records = summary.records
        mayEnter = summary.mayEnter
    }
}

/// One register: its fields as far as the reader may see them, and what they may do with some record of it.
struct RegisterAnswer: Codable, Sendable {
    let key: String
    let title: String
    let clauses: [String]
    let openness: Openness
    /// The field whose unit the record is of; absent for registers of the city.
    let belongsTo: String?
    /// The field that names a record.
    let namedBy: String
    /// How long personal fields are kept, and why.
    let keeping: String?
    let purpose: String?
    let fields: [RegisterFieldAnswer]
    let views: [String]
    let actions: [String]

    init(_ sheet: RegisterSheet) {
        key = sheet.register.key
        title = sheet.register.title
        clauses = sheet.register.clauses
        openness = sheet.register.openness
        belongsTo = sheet.register.belongsTo
        namedBy = sheet.register.namedBy
        keeping = sheet.register.keeping
        purpose = sheet.register.purpose
        fields = sheet.fields.map { RegisterFieldAnswer($0, sheet) }
        views = sheet.views.map(\.key)
        actions = sheet.actions.map(\.rawValue).sorted()
    }
}

/// A field of a register; of a table field, its columns.
struct RegisterFieldAnswer: Codable, Sendable {
    struct ColumnAnswer: Codable, Sendable {
        let key: String
        let title: String
        let type: FieldType
        let choices: [ChoiceAnswer]?
    }

    let key: String
    let title: String
    let type: FieldType
    let help: String?
    let unit: String?
    let isRequired: Bool
    let isUnique: Bool
    let isPersonal: Bool
    /// Worked out at each save.
    let isComputed: Bool
    let mayWrite: Bool
    /// Lists may be filtered and sorted by it.
    let maySearch: Bool
    let openness: Openness?
    let choices: [ChoiceAnswer]?
    /// The register that a record field leads to.
    let register: String?
    let columns: [ColumnAnswer]?

    init(_ field: FieldDefinition, _ sheet: RegisterSheet) {
        key = field.key
        title = field.title
        type = field.type
        help = field.help
        unit = field.unit
        isRequired = field.isRequired
        isUnique = field.isUnique
        isPersonal = field.holdsPersonalData
        isComputed = field.computed != nil
        mayWrite = sheet.writable.contains(field.key)
        maySearch = sheet.searchable.contains(field.key)
        openness = field.openness
        choices = field.choices?.items.map(ChoiceAnswer.init)
        register = field.register
        columns =
            field.type == .table
            ? field.fields.map {
                ColumnAnswer(
                    key: $0.key, title: $0.title, type: $0.type, choices: $0.choices?.items.map(ChoiceAnswer.init))
            } : nil
    }
}

/// One of a list, and the days on which it may be chosen; `until` is the first on which it may no more.
struct ChoiceAnswer: Codable, Sendable {
    let key: String
    let title: String
    let from: Day?
    let until: Day?

    init(_ choice: Choice) {
        key = choice.key
        title = choice.title
        from = choice.from
        until = choice.until
    }
}

/// A list as its keeper named it; `address` stands behind the question mark of the page.
struct SavedViewAnswer: Codable, Sendable {
    let title: String
    let address: String
}

/// What stands behind the question mark of the list's page.
struct SavedViewBody: Codable, Sendable {
    let address: WordsText
}
