/// Why a workbook could not be written.
package enum UnwritableWorkbook: Error, Sendable, Equatable {
    /// The file or the temporary ones behind it could not be written: no room, no permission.
    case notWritten
    /// A text is longer than a cell holds, 32,767 characters; the row is counted from 1, the column from 0.
    case textTooLong(row: Int, column: Int)
    /// There are more rows or columns than a sheet holds.
    case tooLarge
    /// A row is to stand above one that is written already.
    case rowsOutOfOrder

    /// A stable word for the error, for programs.
    package var code: String {
        switch self {
        case .notWritten: "workbook_not_written"
        case .textTooLong: "workbook_text_too_long"
        case .tooLarge: "workbook_rows_too_many"
        case .rowsOutOfOrder: "workbook_rows_out_of_order"
        }
    }

    /// A sentence for the person who asked for the workbook: what is wrong and what to do.
    package var message: String {
        switch self {
        case .notWritten: "工作簿没有写成，可能是服务器磁盘已满。请稍后再试，或请管理员检查磁盘空间。"
        case .textTooLong(let row, let column):
            "第 \(row) 行 \(CellRange.letters(ofColumn: column)) 列的文字超过一个单元格能容纳的 32767 字。请缩短这段文字，或改用 CSV 导出。"
        case .tooLarge: "数据超过一个工作表能容纳的 1048576 行或 16384 列。请缩小筛选范围后分批导出。"
        case .rowsOutOfOrder: "工作簿的行没有按顺序写入。请联系管理员。"
        }
    }
}
