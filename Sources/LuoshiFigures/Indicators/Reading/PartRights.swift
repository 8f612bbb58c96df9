import Database
import LuoshiCore
import LuoshiWork

/// Which of the contributions behind a figure a reader may see one by one. The figure is granted by itself; what it is made of is
/// told no further than the registers tell it.
///
/// A record is listed to who may read it and, of it, every field that the indicator counts by: that it is on the list, with its days
/// and its amount, says what those fields hold.
struct PartRights {
    private let reading: Reading
    private let indicator: Indicator
    private let kind: Kind

    private enum Kind {
        case records(RegisterDefinition, FieldRights, countedBy: [FieldDefinition])
        /// Values and conditions: each is the figure of a unit.
        case units
    }

    /// Why one is counted and not listed.
    enum Gap {
        /// The record, or the unit's figure, is not for the reader.
        case record
        /// The record is, but not a field that it is counted by.
        case field
    }

    init(_ reading: Reading, _ indicator: Indicator) {
        self.reading = reading
        self.indicator = indicator
        if case .records(let basis) = indicator.basis, let register = reading.registers.register(basis.register) {
            kind = .records(
                register, FieldRights(register, reading),
                countedBy: reading.indicators.expressions(of: indicator)
                    .map { indicator.fieldsRead(in: register, $0).filter { $0.access != nil } } ?? [])
        } else {
            kind = .units
        }
    }

    /// The contributions that may be listed, and what keeps back the others.
    func sorted(_ parts: [FigureParts.Part]) throws -> (listed: [FigureParts.Part], gaps: [Gap]) {
        var listed: [FigureParts.Part] = []
        var gaps: [Gap] = []
        let gap = try gapOfEach(parts)
        for part in parts {
            if let gap = gap(part) { gaps.append(gap) } else { listed.append(part) }
        }
        return (listed, gaps)
    }

    /// The fields that keep records back from this reader, and who sees them.
    func withheld() throws -> (fields: [String], holders: [String]) {
        guard case .records(let register, _, let counted) = kind else { return ([], []) }
        var holders: [String] = []
        for access in Set(counted.compactMap(\.access)).sorted() {
            for office in try RightHolders(reading).offices(register.permission(field: access))
            where !holders.contains(office) { holders.append(office) }
        }
        return (counted.map(\.title), holders)
    }

    private func gapOfEach(_ parts: [FigureParts.Part]) throws -> (FigureParts.Part) -> Gap? {
        switch kind {
        case .records(let register, let rights, let counted):
            let units = try units(of: parts, register)
            return { part in
                let unit = units[part.record] ?? nil
                if !rights.reach.contains(unit: unit) { return .record }
                return counted.allSatisfy { rights.shows($0, of: unit) } ? nil : .field
            }
        case .units:
            var readable: [String: Bool] = [:]
            for unit in Set(parts.map(\.contribution.unit)) {
                readable[unit] = reading.allows("figure.read", on: try reading.subject(indicator, of: unit))
            }
            let known = readable
            return { known[$0.contribution.unit] == true ? nil : .record }
        }
    }

    /// Whose the records are today, which decides who reads them, whatever unit they count for.
    private func units(of parts: [FigureParts.Part], _ register: RegisterDefinition) throws -> [String: String?] {
        let store = RecordStore(register, in: reading.session, reading: [])
        var units: [String: String?] = [:]
        for ids in Array(Set(parts.map(\.record))).chunks(of: 1000) {
            for record in try store.records(ids) { units[record.id] = record.unit }
        }
        return units
    }
}

extension Indicator {
    /// The fields that say whether, when, by how much and for whom a record counts.
    func fieldsRead(in register: RegisterDefinition, _ expressions: IndicatorExpressions) -> [FieldDefinition] {
        guard case .records(let basis) = basis else { return [] }
        var keys = expressions.reads.union([basis.belongsTo, register.belongsTo].compactMap(\.self))
        if basis.belongsTo == nil, basis.measure != .count, let shares = register.shares { keys.insert(shares.field) }
        return register.allFields.filter { keys.contains($0.key) }
    }
}
