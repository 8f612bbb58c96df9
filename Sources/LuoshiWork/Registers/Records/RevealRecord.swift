package import LuoshiCore

/// Personal data of one record unmasked, for a purpose; who saw it is logged (个人信息保护法第五十四条).
package struct RevealRecord: Query {
    package static let name = "record.reveal"
    let register: String
    let id: String
    private let stated: String

    package init(_ register: String, _ id: String, purpose: String) {
        self.register = register
        self.id = id
        stated = purpose
    }

    package var permission: Permission { Permission("record.reveal.\(register)") }
    package var disclosure: [String]? { [RegisterRecord.subject(register, id)] }
    package var purpose: String? { stated }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(register, id) }

    package func answer(in reading: Reading) throws -> RevealedRecord {
        let definition = try reading.register(register)
        guard let record = try RecordStore(definition, in: reading.session).record(id) else {
            throw Refusal.notFound("这条记录")
        }
        let rights = FieldRights(definition, reading)
        let names = RecordNames(reading)
        let fields = definition.fields.filter { field in
            (field.isPersonal || field.fields.contains(where: \.isPersonal)) && rights.shows(field, of: record.unit)
        }
        return RevealedRecord(
            name: try names.name(of: record, definition),
            values: try fields.compactMap { field in
                try record.values[field.key].map { value in
                    RevealedRecord.Line(title: field.title, rows: try lines(value, field, names))
                }
            })
    }

    private func lines(_ value: FieldValue, _ field: FieldDefinition, _ names: RecordNames) throws -> [String] {
        guard case .rows(let rows) = value else { return [try names.words(value, field)] }
        return try rows.map { row in
            try field.fields.compactMap { column in
                try row[column.key].map { "\(column.title)：\(try names.words($0, column))" }
            }.joined(separator: "，")
        }
    }
}

/// What was masked, in full.
package struct RevealedRecord: Sendable {
    package struct Line: Sendable {
        package let title: String
        package let rows: [String]
    }

    package let name: String
    package let values: [Line]
}

/// A file of a record that the reader may see.
package struct RecordFileContent: Query {
    package static let name = "record.file"
    let register: String
    let id: String
    let hash: String

    package init(_ register: String, _ id: String, hash: String) {
        self.register = register
        self.id = id
        self.hash = hash
    }

    package var permission: Permission { Permission("record.read.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { try reading.subjects(register, id) }

    package func answer(in reading: Reading) throws -> AttachmentContent? {
        let definition = try reading.register(register)
        guard let record = try RecordStore(definition, in: reading.session).record(id) else { return nil }
        let rights = FieldRights(definition, reading)
        let isShown = definition.fields.contains { field in
            guard rights.shows(field, of: record.unit), !field.isPersonal,
                case .files(let files)? = record.values[field.key]
            else { return false }
            return files.contains { $0.hash == hash }
        }
        return isShown ? try AttachmentStore(reading.session).content(hash, of: record.subject) : nil
    }
}
