import LuoshiCore

/// What several units claim is one record with shares (`shares:`): a table whose rows name the units and their parts, which
/// add up to the whole.
package struct ShareFields: Sendable, Hashable, Codable {
    /// The `table` field; where it is empty, the record is wholly its unit's.
    package let field: String
    /// Its column of units of the system.
    package let unit: String
    /// Its column for others by their names, whose shares count nowhere here; nil where there are none.
    package let outside: String?
    /// Its column of shares, in per cent with two digits.
    package let share: String

    /// The whole, in basis points.
    package static let whole: Int64 = 10_000

    init(_ entry: YAMLEntry) {
        field = entry.text("field")
        unit = entry.text("unit")
        outside = entry.optionalText("outside")
        share = entry.text("share")
        entry.finish()
    }

    /// The shares of a record in basis points, by unit; nil is somebody outside. Nil where the record is its unit's alone.
    package func parts(of values: FieldValues) -> [(unit: String?, basisPoints: Int64)]? {
        guard case .rows(let rows)? = values[field], !rows.isEmpty else { return nil }
        return rows.map { row in
            (Self.text(row[unit]), row[share].map { if case .scaled(let points, _) = $0 { points } else { 0 } } ?? 0)
        }
    }

    /// What is wrong with them, at the table.
    func fault(_ values: FieldValues, _ register: RegisterDefinition) -> FieldFault? {
        guard case .rows(let rows)? = values[field], let parts = parts(of: values), let table = register.field(field)
        else { return nil }
        for (index, row) in rows.enumerated() {
            let names = [Self.text(row[unit]), outside.flatMap { Self.text(row[$0]) }].compactMap { $0 }
            if names.count != 1 {
                return FieldFault(field, "“\(table.title)”第 \(index + 1) 行要写明一个单位，只写一个。")
            }
            if parts[index].basisPoints <= 0 {
                return FieldFault(field, "“\(table.title)”第 \(index + 1) 行的份额应大于零，没有份额的不列入。")
            }
        }
        let units = parts.compactMap(\.unit)
        if Set(units).count < units.count { return FieldFault(field, "“\(table.title)”里同一个单位写了两次，请合成一行。") }
        if let key = register.belongsTo, let owner = Self.text(values[key]), !units.contains(owner) {
            return FieldFault(field, "“\(table.title)”里没有“\(register.field(key)?.title ?? key)”自己的一份，请补上。")
        }
        let sum = parts.reduce(0) { $0 + $1.basisPoints }
        if sum != Self.whole {
            let column = table.fields.first { $0.key == share } ?? table
            let words = FieldText(field: column).typed(.scaled(sum, scale: 2))
            return FieldFault(field, "“\(table.title)”的份额合计应是 100%，现在是 \(words)%。")
        }
        return nil
    }

    private static func text(_ value: FieldValue?) -> String? {
        if case .text(let text)? = value { text } else { nil }
    }
}
