/// What a sheet to be written looks like.
package struct SheetLayout: Sendable {
    /// Its name; what Excel does not allow in one is replaced.
    package var name: String
    /// Its columns from A on.
    package var columns: [SheetColumn]
    /// The rows of headings at the top, bold and frozen; the columns' titles unless given otherwise. None if empty.
    package var headings: [[String]]
    /// Merged cells, usually of headings: the first of them is to hold the value.
    package var mergedRanges: [CellRange] = []
    /// Whether the last row of headings has buttons to filter by.
    package var hasFilter = true
    /// Whether people do not see it.
    package var isHidden = false

    /// A sheet of that name and those columns.
    package init(_ name: String, columns: [SheetColumn]) {
        self.name = name
        self.columns = columns
        headings = columns.isEmpty ? [] : [columns.map(\.title)]
    }
}

/// A column of a sheet to be written.
package struct SheetColumn: Sendable {
    /// What stands above it.
    package var title: String
    /// How its cells are shown, the empty ones too.
    package var format: CellFormat
    /// Its width in characters of a Latin font: a Chinese character takes two. From the title if `nil`.
    package var width: Double?
    /// The values that may be chosen from a list; none for a free column.
    package var choices: [String] = []
    /// Whether a value outside `choices` may be typed after a warning.
    package var allowsOtherValues = false
    /// A note that appears when a cell of the column is selected, at most 255 characters.
    package var prompt: String?
    /// A comment on the heading, of any length.
    package var comment: String?

    /// A column of that title.
    package init(_ title: String, format: CellFormat = .general, width: Double? = nil) {
        self.title = title
        self.format = format
        self.width = width
    }
}

/// How the cells of a column are shown.
package enum CellFormat: Sendable, Hashable {
    /// As the application likes.
    case general
    /// As typed: codes keep their leading zeros and all of their digits.
    case text
    /// A whole number.
    case integer
    /// A number with so many decimals.
    case number(decimals: Int)
    /// A number with thousands and two decimals.
    case money
    /// Times a hundred with a percent sign and so many decimals.
    case percent(decimals: Int)
    /// `2023-05-01`
    case date
    /// `2023-05-01 09:30`
    case dateTime
    /// `09:30`
    case time

    /// The format code of SpreadsheetML; `nil` for the general one.
    var code: String? {
        switch self {
        case .general: nil
        case .text: "@"
        case .integer: "0"
        case .number(let decimals): "0" + Self.fraction(decimals)
        case .money: "#,##0.00"
        case .percent(let decimals): "0" + Self.fraction(decimals) + "%"
        case .date: "yyyy\\-mm\\-dd"
        case .dateTime: "yyyy\\-mm\\-dd\\ hh:mm"
        case .time: "hh:mm"
        }
    }

    private static func fraction(_ decimals: Int) -> String {
        decimals > 0 ? "." + String(repeating: "0", count: min(decimals, 15)) : ""
    }
}

/// A mark on a cell that is written: a colour, and a comment that says why.
package struct CellMark: Sendable, Equatable {
    /// What the colour means.
    package enum Kind: Sendable, Equatable {
        /// Light red: the value is wrong.
        case fault
        /// Light yellow: the value should be looked at.
        case hint
    }

    /// The column of the cell, from 0.
    package let column: Int
    /// What the colour means.
    package let kind: Kind
    /// The comment.
    package let comment: String

    /// A mark of a cell in that column.
    package init(column: Int, kind: Kind = .fault, comment: String) {
        self.column = column
        self.kind = kind
        self.comment = comment
    }
}

/// What a workbook says of itself.
package struct WorkbookProperties: Sendable {
    /// The title.
    package var title: String?
    /// Who made it.
    package var author: String?
    /// The organisation that made it.
    package var company: String?
    /// Remarks, such as where the data come from and as of which day.
    package var comments: String?
    /// When it was made, in seconds since 1970; now unless given.
    package var created: Int?

    /// None.
    package init() {}
}
