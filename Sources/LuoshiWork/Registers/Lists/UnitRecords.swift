import Database
package import LuoshiCore

/// Everything that registers hold of one unit: its own, of what stands under it, and what others recorded about it.
package struct UnitRecords: Query {
    package static let name = "record.of_unit"
    let unit: String

    package init(_ unit: String) { self.unit = unit }

    package var permission: Permission { "unit.read" }
    package func subjects(in reading: Reading) throws -> [Subject] { [.unit(unit)] }

    package func answer(in reading: Reading) throws -> UnitRecordsAnswer? {
        let store = UnitStore(reading.session)
        guard let found = try store.unit(unit, on: reading.inForce) else { return nil }
        let beneath = try store.subtree(of: unit, along: "administration", on: reading.inForce).union([unit])
        let parts = try reading.registers.inUse.compactMap { register -> UnitRecordsAnswer.Part? in
            let rights = FieldRights(register, reading)
            if rights.reach.isNothing { return nil }
            let selection = ListSelection(register: register, rights: rights, reading: reading)
            let conditions: SQL =
                "\(sql: try selection.conditions(ListRequest())) AND \(raw: selection.alias).unit IN \(list: beneath.sorted())"
            let total: Int =
                try reading.session.first(
                    "SELECT COUNT(*) AS n FROM \(sql: selection.source) WHERE \(sql: conditions)"
                ) { try $0["n"] } ?? 0
            guard total > 0 else { return nil }
            let records = RecordStore(register, in: reading.session)
            let first = try reading.session.all(
                "SELECT \(sql: selection.columns) FROM \(sql: selection.source) WHERE \(sql: conditions) ORDER BY 1 LIMIT 10",
                records.read)
            let rows = RecordRows(register, rights, reading)
            return UnitRecordsAnswer.Part(register: register, total: total, first: try first.map { try rows.row($0) })
        }
        let own = Set(parts.flatMap { part in part.first.map(\.record.id) })
        let about = try LinkedRecords(reading).leading(to: [unit]).filter { !own.contains($0.id) }
        return UnitRecordsAnswer(unit: found, isAlone: beneath.count == 1, parts: parts, about: about)
    }
}

/// What registers hold of a unit, within what the reader may see.
package struct UnitRecordsAnswer: Sendable {
    /// One register's share.
    package struct Part: Sendable {
        package let register: RegisterDefinition
        package let total: Int
        /// The first ten.
        package let first: [RecordRow]
    }

    package let unit: Unit
    /// Nothing stands under it.
    package let isAlone: Bool
    package let parts: [Part]
    /// Records of others that name it.
    package let about: [LinkedRecord]
}
