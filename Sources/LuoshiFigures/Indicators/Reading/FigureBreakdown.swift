package import CEL
import LuoshiCore
import LuoshiWork

/// A figure told apart by a field of its records (`by:`): by kind, by industry.
package struct FigureBreakdown: Sendable {
    package let field: String
    package let title: String
    /// The greatest first; records that leave the field empty come together as 未填.
    package let groups: [Group]

    package struct Group: Sendable {
        package let title: String
        /// In the indicator's measure.
        package let value: DecimalValue
    }
}

/// Groups contributions by what their records hold today in the fields that the indicator names.
struct FigureBreakdowns {
    let reading: Reading
    let indicator: Indicator
    let register: RegisterDefinition
    /// More records than this are not told apart on a page.
    private static let most = 20_000

    /// Of the fields that the reader may see in every one of the records, as they are: what is missing would tell what is hidden.
    func breakdowns(_ parts: [FigureParts.Part]) throws -> [FigureBreakdown] {
        let rights = FieldRights(register, reading)
        let shown = indicator.by.compactMap(register.field).filter { rights.isShownAnywhere($0) && !$0.isPersonal }
        guard !shown.isEmpty, !parts.isEmpty, parts.count <= Self.most else { return [] }
        let records = Dictionary(
            uniqueKeysWithValues: try RecordStore(register, in: reading.session).records(Set(parts.map(\.record)))
                .map { ($0.id, $0) })
        let fields = shown.filter { field in records.values.allSatisfy { rights.shows(field, of: $0.unit) } }
        let names = RecordNames(reading)
        return try fields.map { field in
            var groups: [String: [FigureParts.Part]] = [:]
            for part in parts {
                let value = records[part.record]?.values[field.key]
                groups[try value.map { try names.words($0, field) } ?? "未填", default: []].append(part)
            }
            let sums = groups.map { FigureBreakdown.Group(title: $0, value: value($1)) }
            return FigureBreakdown(
                field: field.key, title: field.title,
                groups: sums.sorted { ($1.value, $0.title) < ($0.value, $1.title) })
        }
    }

    private func value(_ parts: [FigureParts.Part]) -> DecimalValue {
        if case .records(let basis) = indicator.basis, case .distinct = basis.measure {
            return DecimalValue(Int64(Set(parts.compactMap(\.contribution.key)).count))
        }
        return indicator.decimalInMeasure(parts.reduce(0) { $0 + $1.contribution.amount })
    }
}
