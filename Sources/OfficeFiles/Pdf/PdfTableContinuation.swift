/// A table that goes on over pages, put together: the repeated head goes, and what a page break cut apart is joined.
struct PdfTableContinuation {
    private(set) var grid = TableGrid()
    private let columns: [Double]

    /// A table, as it begins on its first page.
    init(_ table: PdfTable, _ rows: [[TableGrid.Cell]]) {
        columns = table.columns
        for row in rows { grid.append(row) }
    }

    /// Whether a table on the next page has the same columns.
    func isContinued(by table: PdfTable) -> Bool {
        columns.count == table.columns.count && zip(columns, table.columns).allSatisfy { abs($0 - $1) <= 4 }
    }

    /// Adds the rows of the next page.
    mutating func add(_ next: [[TableGrid.Cell]]) {
        var rows = next[...]
        let head = (grid.rows.first ?? []).map { $0.lines.joined() }
        if let first = rows.first, first.map({ $0.lines.joined() }) == head { rows.removeFirst() }
        guard let first = rows.first else { return }
        if isRestOfRow(first) {
            grid.appendToLastRow(first)
            rows.removeFirst()
            // What the rest of the row was merged with, further rows of the page are too.
        } else {
            rows[rows.startIndex] = first.map { cell in
                var cell = cell
                if isEmpty(cell), isAlwaysFilled(cell.column, besides: rows.dropFirst()) { cell.continuesAbove = true }
                return cell
            }
        }
        for row in rows { grid.append(row) }
    }

    /// Whether a row without a number, in a table whose rows are all numbered, is what the page break left of the last one.
    private func isRestOfRow(_ row: [TableGrid.Cell]) -> Bool {
        guard let number = row.first, isEmpty(number), row.contains(where: { !isEmpty($0) }), grid.rows.count >= 3,
            !number.continuesAbove
        else { return false }
        let numbers = grid.rows.dropFirst().compactMap { row in row.first { $0.column == 0 && $0.width == 1 } }
        return numbers.allSatisfy { !$0.continuesAbove && PageFurniture.bareNumber($0.lines.joined()) != nil }
    }

    private func isAlwaysFilled(_ column: Int, besides others: ArraySlice<[TableGrid.Cell]>) -> Bool {
        (grid.rows[...] + others).allSatisfy { row in
            row.allSatisfy { $0.column != column || $0.width > 1 || !isEmpty($0) || $0.continuesAbove }
        }
    }

    private func isEmpty(_ cell: TableGrid.Cell) -> Bool { cell.lines.allSatisfy(\.isEmpty) }
}
