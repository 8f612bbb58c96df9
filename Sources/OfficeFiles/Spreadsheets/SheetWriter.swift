import CXlsxWriter
#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A sheet of a workbook that is written, row by row from the top.
package final class SheetWriter {
    typealias Style = UnsafeMutablePointer<lxw_format>

    private let sheet: UnsafeMutablePointer<lxw_worksheet>
    private let layout: SheetLayout
    private let styles: CellStyles
    private let codes: [String?]
    private let columnStyles: [Style?]
    private let asTyped: Style?
    /// How many rows are written or left empty.
    package private(set) var rowCount = 0

    init(_ sheet: UnsafeMutablePointer<lxw_worksheet>, layout: SheetLayout, styles: CellStyles) throws {
        self.sheet = sheet
        self.layout = layout
        self.styles = styles
        codes = layout.columns.map(\.format.code)
        columnStyles = codes.map { code in code.flatMap { styles.body($0) } }
        asTyped = styles.body(CellFormat.text.code)
        for (index, column) in layout.columns.enumerated() {
            let status = worksheet_set_column(
                sheet, lxw_col_t(index), lxw_col_t(index), column.width ?? Self.width(of: column), columnStyles[index])
            guard status == LXW_NO_ERROR else { throw UnwritableWorkbook.tooLarge }
        }
        for titles in layout.headings {
            for (column, title) in titles.enumerated() where !title.isEmpty {
                try write(title, column: column, style: styles.heading())
            }
            if rowCount == layout.headings.count - 1 {
                for (index, column) in layout.columns.enumerated() {
                    if let text = column.comment { try comment(text, column: index) }
                }
            }
            rowCount += 1
        }
        for range in layout.mergedRanges where range.rows.count > 1 || range.columns.count > 1 {
            let (rows, columns) = (range.rows, range.columns)
            guard
                remember_merged_range(
                    sheet, lxw_row_t(rows.lowerBound - 1), lxw_col_t(columns.lowerBound),
                    lxw_row_t(rows.upperBound - 1), lxw_col_t(columns.upperBound)) != 0
            else { throw UnwritableWorkbook.notWritten }
        }
    }

    /// Writes the next row, or that of the number given, from 1, which leaves those before it empty; throws `UnwritableWorkbook`.
    package func append(_ values: [CellValue], marks: [CellMark] = [], row number: Int? = nil) throws {
        if let number {
            guard number > rowCount else { throw UnwritableWorkbook.rowsOutOfOrder }
            rowCount = number - 1
        }
        guard rowCount < CellRange.maxRows, values.count <= CellRange.maxColumns else {
            throw UnwritableWorkbook.tooLarge
        }
        if marks.isEmpty {
            for (column, value) in values.enumerated() { try write(value, column: column, mark: nil) }
        } else {
            let kinds = Dictionary(marks.map { ($0.column, $0.kind) }, uniquingKeysWith: { first, _ in first })
            for column in 0..<max(values.count, (kinds.keys.max() ?? 0) + 1) {
                let value = column < values.count ? values[column] : .empty
                try write(value, column: column, mark: kinds[column])
            }
            for column in kinds.keys.sorted() {
                let comments = marks.filter { $0.column == column }.map(\.comment)
                try comment(comments.joined(separator: "\n"), column: column)
            }
        }
        rowCount += 1
    }

    /// Adds what concerns all rows: validations, filter, the frozen rows.
    func finish(choices: inout ChoiceLists) throws {
        let headings = layout.headings.count
        for (index, column) in layout.columns.enumerated() {
            try ColumnValidation(column).apply(to: sheet, column: index, firstRow: headings, choices: &choices)
        }
        guard headings > 0 else { return }
        worksheet_freeze_panes(sheet, lxw_row_t(headings), 0)
        if layout.hasFilter, !layout.columns.isEmpty {
            worksheet_autofilter(
                sheet, lxw_row_t(headings - 1), 0, lxw_row_t(max(rowCount, headings) - 1),
                lxw_col_t(layout.columns.count - 1))
        }
    }

    /// Whether all that was written has reached its temporary file.
    var isWhole: Bool {
        guard let file = sheet.pointee.optimize_tmpfile else { return true }
        return fflush(file) == 0 && ferror(file) == 0
    }

    // MARK: Cells

    private func write(_ value: CellValue, column: Int, mark: CellMark.Kind?) throws {
        switch value {
        case .empty:
            if let mark {
                try check(
                    worksheet_write_blank(
                        sheet, lxw_row_t(rowCount), lxw_col_t(column), styles.body(code(column), mark: mark)), column)
            }
        case .text(let text):
            let isDefused = DefusedText.isNeeded(text)
            guard let mark else {
                return try write(text, column: column, style: isDefused ? asTyped : plain(column))
            }
            try write(
                text, column: column, style: styles.body(isDefused ? CellFormat.text.code : code(column), mark: mark))
        case .number(let digits, let isPercent):
            try write(number: digits, isPercent: isPercent, column: column, mark: mark)
        case .bool(let value):
            try check(
                worksheet_write_boolean(
                    sheet, lxw_row_t(rowCount), lxw_col_t(column), value ? 1 : 0,
                    styles.body(nil, mark: mark)), column)
        case .date(let day): try write(day: day, time: nil, column: column, mark: mark)
        case .dateTime(let day, let time): try write(day: day, time: time, column: column, mark: mark)
        case .time(let time):
            let code = time.hour >= 24 ? "[h]:mm:ss" : time.second > 0 ? "hh:mm:ss" : "hh:mm"
            try write(Double(time.seconds) / 86_400, column: column, style: styles.body(code, mark: mark))
        case .error(let text): try write(text, column: column, style: styles.body(nil, mark: mark))
        }
    }

    /// A spreadsheet keeps 15 digits: a number of more is written as a text, so that none is lost.
    private func write(number digits: String, isPercent: Bool, column: Int, mark: CellMark.Kind?) throws {
        let isShort =
            digits.utf8.count <= DecimalSpelling.precision
            || DecimalSpelling.significantDigits(digits) <= DecimalSpelling.precision
        guard isShort, let number = Double(digits), number.isFinite else {
            let text = CellValue.number(digits, isPercent: isPercent).typed
            return try write(text, column: column, style: styles.body(CellFormat.text.code, mark: mark))
        }
        let format = column < layout.columns.count ? layout.columns[column].format : .general
        if format.shows(digits, isPercent: isPercent) {
            let style = mark == nil ? plain(column) : styles.body(code(column), mark: mark)
            return try write(number, column: column, style: style)
        }
        let code = isPercent ? CellFormat.percent(decimals: DecimalSpelling.fractionDigits(digits) - 2).code : nil
        try write(number, column: column, style: styles.body(code, mark: mark))
    }

    /// A day before 1900, which spreadsheets do not know, is written as a text.
    private func write(day: SheetDate, time: SheetTime?, column: Int, mark: CellMark.Kind?) throws {
        guard let serial = SerialDate.serial(of: day) else {
            let text = time.map { "\(day) \($0)" } ?? day.description
            return try write(text, column: column, style: styles.body(CellFormat.text.code, mark: mark))
        }
        var code = time == nil ? CellFormat.date.code : CellFormat.dateTime.code
        if let time, time.second > 0 { code = code.map { $0 + ":ss" } }
        try write(
            Double(serial) + Double(time?.seconds ?? 0) / 86_400, column: column, style: styles.body(code, mark: mark))
    }

    @inline(__always)
    private func write(_ text: String, column: Int, style: Style?) throws {
        // The bytes where they lie: passed as an argument, each text would be copied.
        let status = EscapedCharacters.encoded(text).withCString {
            worksheet_write_string(sheet, lxw_row_t(rowCount), lxw_col_t(column), $0, style)
        }
        try check(status, column)
    }

    private func write(_ number: Double, column: Int, style: Style?) throws {
        try check(worksheet_write_number(sheet, lxw_row_t(rowCount), lxw_col_t(column), number, style), column)
    }

    /// Puts a comment on a cell of the row that is being written: the library takes none for those behind it.
    private func comment(_ text: String, column: Int) throws {
        var options = lxw_comment_options()
        options.width = 240
        // About 17 Chinese characters fit into a line of that width.
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { $0.count / 17 + 1 }.reduce(0, +)
        options.height = UInt16(clamping: max(40, 18 * min(lines, 30) + 10))
        try check(
            worksheet_write_comment_opt(
                sheet, lxw_row_t(rowCount), lxw_col_t(column), EscapedCharacters.encoded(text), &options), column)
    }

    @inline(__always)
    private func check(_ status: lxw_error, _ column: Int) throws {
        if status == LXW_NO_ERROR { return }
        switch status {
        case LXW_ERROR_MAX_STRING_LENGTH_EXCEEDED:
            throw UnwritableWorkbook.textTooLong(row: rowCount + 1, column: column)
        case LXW_ERROR_WORKSHEET_INDEX_OUT_OF_RANGE: throw UnwritableWorkbook.tooLarge
        default: throw UnwritableWorkbook.notWritten
        }
    }

    private func code(_ column: Int) -> String? { column < codes.count ? codes[column] : nil }

    private func plain(_ column: Int) -> Style? { column < columnStyles.count ? columnStyles[column] : nil }

    /// Wide enough for the title and the button of the filter, within reason.
    private static func width(of column: SheetColumn) -> Double {
        let characters = column.title.unicodeScalars.reduce(0) { $0 + ($1.value < 0x2E80 ? 1 : 2) }
        let needed =
            switch column.format {
            case .dateTime: 17
            case .date, .money: 13
            default: 9
            }
        return Double(min(max(characters + 4, needed), 40))
    }
}

extension CellFormat {
    /// Whether a number may be shown in this format: one that is none of a percentage, or that cuts a fraction off, would mislead.
    fileprivate func shows(_ digits: String, isPercent: Bool) -> Bool {
        switch self {
        case .percent: true
        case .number, .money: !isPercent
        case .integer: !isPercent && DecimalSpelling.fractionDigits(digits) == 0
        case .general, .text, .date, .dateTime, .time: false
        }
    }
}
