/// What a cell holds, by its type and its number format.
package enum CellValue: Sendable, Equatable {
    /// Nothing, or an empty text.
    case empty
    /// A text, as it stands there.
    case text(String)
    /// A number in plain decimal spelling ("-0.125", never an exponent); with `isPercent` the sheet shows it times a hundred.
    case number(String, isPercent: Bool = false)
    /// A truth value.
    case bool(Bool)
    /// A day.
    case date(SheetDate)
    /// A moment of a day.
    case dateTime(SheetDate, SheetTime)
    /// A time of day, or a span of time.
    case time(SheetTime)
    /// An error of a formula, such as "#N/A".
    case error(String)

    /// Whether there is nothing, or nothing but white space.
    package var isBlank: Bool {
        switch self {
        case .empty: true
        case .text(let text): text.unicodeScalars.allSatisfy { $0.properties.isWhitespace }
        default: false
        }
    }

    /// The value as a person would type it: `12.5%`, `2023-05-01`, `2023-05-01 09:30`, `TRUE`.
    package var typed: String {
        switch self {
        case .empty: ""
        case .text(let text), .error(let text): text
        case .number(let digits, let isPercent):
            isPercent ? DecimalSpelling.shifted(digits, places: 2) + "%" : digits
        case .bool(let value): value ? "TRUE" : "FALSE"
        case .date(let day): day.description
        case .dateTime(let day, let time): "\(day) \(time)"
        case .time(let time): time.description
        }
    }
}

/// One row of a sheet.
package struct SheetRow: Sendable, Equatable {
    /// The number people see beside the row, from 1; rows without values are not given, so numbers may leap.
    package let number: Int
    /// The values from column A on; the last one is not empty.
    package let values: [CellValue]

    /// A row of these values.
    package init(number: Int, values: [CellValue]) {
        self.number = number
        self.values = values
    }

    /// The value in a column, from 0; empty beyond the last.
    package subscript(column: Int) -> CellValue { values.indices.contains(column) ? values[column] : .empty }
}
