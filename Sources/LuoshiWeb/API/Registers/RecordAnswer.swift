import LuoshiCore
import LuoshiWork

/// Whether a record counts: struck ones were entered by mistake, merged ones go on under another.
enum StandingAnswer: String, Codable, Sendable, CaseIterable { case live, struck, merged }

/// One record as far as the reader may see it: empty fields are absent, personal data is masked.
///
/// It writes itself, a hundred at a time, without a dictionary in between; a test holds it to what `JSONEncoder.api` makes of it.
struct RecordAnswer: JSONShaped, JSONWritten {
    private let record: RegisterRecord
    private let name: String
    /// In the order of their keys.
    private let fields: [FieldDefinition]

    static let schema = JSONSchema.object(
        name: "Record",
        properties: [
            .init(name: "id", schema: .text(TextRule()), isRequired: true),
            // Grows with every write.
            .init(name: "revision", schema: .whole(nil), isRequired: true),
            .init(name: "unit", schema: .text(TextRule()), isRequired: false),
            .init(name: "standing", schema: .choice(StandingAnswer.allCases.map(\.rawValue)), isRequired: true),
            .init(name: "merged_into", schema: .text(TextRule()), isRequired: false),
            .init(name: "entered_on", schema: Day.schema, isRequired: true),
            .init(name: "changed_on", schema: Day.schema, isRequired: true),
            .init(name: "name", schema: .text(TextRule()), isRequired: true),
            .init(name: "values", schema: .map(ValueAnswer.schema), isRequired: true),
        ])
    static let sample = RecordAnswer(
        RegisterRecord(
            register: "", id: "", revision: 1, unit: nil, standing: .live, enteredOn: .sample, changedOn: .sample,
            values: [:]), "", [])

    private init(_ record: RegisterRecord, _ name: String, _ fields: [FieldDefinition]) {
        self.record = record
        self.name = name
        self.fields = fields
    }

    init(_ row: RecordRow, _ register: RegisterDefinition) { self.init(row.record, row.name, register.fieldsByKey) }

    /// Answers are written, never read.
    init(from decoder: any Decoder) throws {
        throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "an answer"))
    }

    private var standing: StandingAnswer {
        switch record.standing {
        case .live: .live
        case .struck: .struck
        case .merged: .merged
        }
    }

    private var mergedInto: String? { if case .merged(let into) = record.standing { into } else { nil } }

    /// For answers that hold records among other things.
    func encode(to encoder: any Encoder) throws {
        var values: [String: JSONValue] = [:]
        for field in fields { values[field.key] = record.values[field.key].map(field.json) }
        var members: [String: JSONValue] = [
            "id": .string(record.id), "revision": .int(record.revision), "standing": .string(standing.rawValue),
            "entered_on": .string(record.enteredOn.description), "changed_on": .string(record.changedOn.description),
            "name": .string(name), "values": .object(values),
        ]
        members["unit"] = record.unit.map(JSONValue.string)
        members["merged_into"] = mergedInto.map(JSONValue.string)
        try JSONValue.object(members).encode(to: encoder)
    }

    func write(to json: inout JSONBytes) {
        json.raw(#"{"changed_on":"#)
        json.text(record.changedOn.description)
        json.raw(#","entered_on":"#)
        json.text(record.enteredOn.description)
        json.raw(#","id":"#)
        json.text(record.id)
        if let mergedInto {
            json.raw(#","merged_into":"#)
            json.text(mergedInto)
        }
        json.raw(#","name":"#)
        json.text(name)
        json.raw(#","revision":"#)
        json.int(record.revision)
        json.raw(#","standing":"#)
        json.text(standing.rawValue)
        if let unit = record.unit {
            json.raw(#","unit":"#)
            json.text(unit)
        }
        json.raw(#","values":{"#)
        var isFirst = true
        var next = fields.startIndex
        for (key, value) in record.values {
            // Both are in the order of the keys.
            guard let place = fields[next...].firstIndex(where: { $0.key == key }) else { continue }
            next = place + 1
            if !isFirst { json.raw(",") }
            isFirst = false
            json.text(key)
            json.raw(":")
            fields[place].write(value, to: &json)
        }
        json.raw("}}")
    }
}

extension FieldDefinition {
    /// The same as `json`, written at once.
    fileprivate func write(_ value: FieldValue, to json: inout JSONBytes) {
        switch value {
        case .text(let text): json.text(text)
        case .integer(let number): json.int(number)
        case .truth(let truth): truth ? json.raw("true") : json.raw("false")
        case .day(let day) where type == .date: json.text(day.description)
        default: json.value(self.json(value))
        }
    }
}
