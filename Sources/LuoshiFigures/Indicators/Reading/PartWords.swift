import Database
import LuoshiCore
import LuoshiWork

/// Says contributions in words, within what the reader may see.
struct PartWords {
    private let reading: Reading
    private let indicator: Indicator
    private let names: RecordNames
    private let register: RegisterDefinition?

    init(_ reading: Reading, _ indicator: Indicator, _ names: RecordNames) throws {
        self.reading = reading
        self.names = names
        if case .cumulative(let of, _) = indicator.basis {
            self.indicator = try reading.indicator(of)
        } else {
            self.indicator = indicator
        }
        if case .records(let basis) = self.indicator.basis {
            register = reading.registers.register(basis.register)
        } else {
            register = nil
        }
    }

    /// Those that the reader may see one by one.
    func listed(_ parts: [FigureParts.Part]) throws -> ([FigureParts.Part], FigureTrace.Withheld?) {
        let rights = PartRights(reading, indicator)
        let (listed, gaps) = try rights.sorted(parts)
        let count = gaps.count { $0 == .field }
        guard count > 0 else { return (listed, nil) }
        let (fields, holders) = try rights.withheld()
        return (listed, FigureTrace.Withheld(count: count, fields: fields, holders: holders))
    }

    func words(_ parts: [FigureParts.Part]) throws -> [FigureTrace.Part] {
        let records: [String: RegisterRecord] =
            try register.map { register in
                let rights = FieldRights(register, reading)
                return Dictionary(
                    uniqueKeysWithValues: try RecordStore(register, in: reading.session)
                        .records(Set(parts.map(\.record))).map { ($0.id, rights.shown($0)) })
            } ?? [:]
        let entries =
            try register.map {
                try RecordChangeStore(session: reading.session).entries(of: parts.map(\.record), in: $0.key)
            } ?? [:]
        return try parts.map { part in
            let record = records[part.record]
            let (address, name) = try place(part, record)
            return FigureTrace.Part(
                address: address, name: name, unitName: try names.unit(part.contribution.unit),
                from: part.contribution.from, until: part.contribution.until,
                amount: indicator.inMeasure(part.contribution.amount),
                enteredBy: entries[part.record]?.by, enteredOn: entries[part.record]?.on)
        }
    }

    private func place(_ part: FigureParts.Part, _ record: RegisterRecord?) throws -> (String?, String) {
        if let register {
            let name = try record.map { try names.name(of: $0, register) } ?? part.record
            return ("/registers/\(register.key)/\(part.record)", name)
        }
        if case .collected = indicator.basis {
            guard part.record.hasPrefix("letter:") else {
                return (nil, String(part.record.drop { $0 != ":" }.dropFirst()))
            }
            let id = String(part.record.dropFirst("letter:".count))
            let letter = try LetterStore(session: reading.session).letter(id)
            return ("/letters/\(id)", letter.map { "\($0.issuer) \($0.number)" } ?? id)
        }
        return ("/units/\(part.record)", try names.unit(part.record))
    }

    func breakdowns(_ parts: [FigureParts.Part]) throws -> [FigureBreakdown] {
        guard let register else { return [] }
        return try FigureBreakdowns(reading: reading, indicator: indicator, register: register).breakdowns(parts)
    }
}
