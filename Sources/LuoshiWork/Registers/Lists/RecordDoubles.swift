import Database
import LuoshiCore

/// Records that are probably one: a field that tells is equal, or the names differ by little.
struct RecordDoubles {
    private let register: RegisterDefinition
    private let rights: FieldRights
    private let reading: Reading

    init(_ register: RegisterDefinition, _ rights: FieldRights, _ reading: Reading) {
        self.register = register
        self.rights = rights
        self.reading = reading
    }

    func of(_ record: RegisterRecord) throws -> [RecordRow] {
        guard record.standing == .live else { return [] }
        var conditions: [SQL] = []
        for key in register.sameWhen {
            guard let field = register.field(key), let value = record.values[key] else { continue }
            conditions.append("t.\(raw: field.column) = \(value.columnValue)")
        }
        if let field = register.field(register.namedBy), field.type == .string,
            case .text(let name)? = record.values[field.key], name.count >= 4
        {
            // One's name within the other's, whichever is the longer.
            let stem = try SimilarName(reading).stem(name).replacing("%", with: "").replacing("_", with: "")
            if stem.count >= 3 { conditions.append("t.\(raw: field.column) LIKE \("%\(stem)%")") }
            conditions.append(
                "(LENGTH(t.\(raw: field.column)) >= 4 AND \(name) LIKE '%' || t.\(raw: field.column) || '%')")
        }
        guard !conditions.isEmpty else { return [] }
        var within: SQL = ""
        if case .units(let units) = rights.reach { within = " AND t.unit IN \(list: units.sorted())" }
        let store = RecordStore(register, in: reading.session)
        let found = try reading.session.all(
            """
            SELECT \(sql: store.columns) FROM \(raw: register.table) t
            WHERE t.standing = 'live' AND t.id <> \(record.id) AND (\(sql: conditions.joined(separator: " OR ")))\(sql: within)
            ORDER BY t.id LIMIT 10
            """, store.read)
        let rows = RecordRows(register, rights, reading)
        return try found.map { try rows.row($0) }
    }
}

/// What is left of an organisation's name without what many of them share: the place, and the legal form.
struct SimilarName {
    private static let forms = ["有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "集团", "公司", "（", "）", "(", ")", " "]

    private let places: [String]

    init(_ reading: Reading) throws {
        places = try UnitStore(reading.session).units(on: reading.inForce)
            .filter { $0.kind == .city || $0.kind == .county }.map(\.shortName)
            .flatMap { [$0, String($0.dropLast())] }.filter { $0.count >= 2 }.sorted { $0.count > $1.count }
    }

    func stem(_ name: String) -> String { (Self.forms + places).reduce(name) { $0.replacing($1, with: "") } }

    /// How near a name is to a stem: a hundred where nothing else is left of it, less by the characters that only one of them
    /// has; nil where fewer than two in three are common.
    func nearness(_ name: String, _ stem: String) -> Int? {
        let own = self.stem(name)
        if own == stem { return 100 }
        let (left, right) = (Set(own), Set(stem))
        let common = left.intersection(right).count
        guard common >= 2, common * 3 >= max(left.count, right.count) * 2 else { return nil }
        return 99 - (left.union(right).count - common)
    }
}
