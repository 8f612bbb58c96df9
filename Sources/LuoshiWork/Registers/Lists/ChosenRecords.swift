import Database
package import LuoshiCore

/// Live records that were ticked in a list, as far as the reader may see them, in the order they were ticked.
package struct ChosenRecords: Query {
    package static let name = "record.chosen"
    let register: String
    let ids: [String]

    package init(_ register: String, _ ids: [String]) {
        self.register = register
        self.ids = Array(ids.prefix(ChangeRecords.limit))
    }

    package var permission: Permission { Permission("record.read.\(register)") }
    package func subjects(in reading: Reading) throws -> [Subject] { reading.subjects(ofList: register) }

    package func answer(in reading: Reading) throws -> [RecordRow] {
        let definition = try reading.register(register)
        let rights = FieldRights(definition, reading)
        let found = try RecordStore(definition, in: reading.session).records(ids)
        let rows = RecordRows(definition, rights, reading)
        let places = Dictionary(ids.enumerated().map { ($0.element, $0.offset) }) { first, _ in first }
        return try found.filter { $0.standing == .live && rights.reach.contains(unit: $0.unit) }
            .sorted { places[$0.id] ?? 0 < places[$1.id] ?? 0 }.map { try rows.row($0) }
    }
}
