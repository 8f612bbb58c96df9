import LuoshiCore

extension Reading {
    /// What writing a record acts on: the unit that has it, and the one that it would go to.
    func subjects(_ register: String, _ id: String? = nil, input: RecordInput = RecordInput()) throws -> [Subject] {
        guard let definition = registers.register(register) else { return [.city] }
        var units: [String?] = []
        if let id {
            guard let unit = try RecordStore(definition, in: session).unit(of: id) else { return [.city] }
            units.append(unit)
        }
        if let field = definition.belongsTo, case .text(let typed)? = input[field] {
            units.append(try unit(named: typed.trimmedSpaces))
        }
        if units.isEmpty { units = [nil] }
        return Set(units).map { definition.subject(unit: $0) }
    }

    private func unit(named text: String) throws -> String? {
        let store = UnitStore(session)
        if let unit = try store.unit(text, on: inForce) { return unit.id }
        return try store.unitsByName(on: inForce)[text]
    }

    /// Values that must be nobody else's, and the records that are written: taken before reading.
    func locks(_ register: String, _ ids: [String] = [], input: RecordInput = RecordInput()) -> [LockKey] {
        let unique = registers.register(register)?.fields.filter(\.isUnique) ?? []
        return ids.map { LockKey(RegisterRecord.subject(register, $0)) }
            + unique.compactMap { field in
                guard case .text(let text)? = input[field.key] else { return nil }
                return LockKey("unique:\(register):\(field.key):\(text.trimmedSpaces)")
            }
    }
}
