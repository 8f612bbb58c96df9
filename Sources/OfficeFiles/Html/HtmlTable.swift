/// A table of a web page while it is read: places cells among those that reach down from above.
struct HtmlTable {
    private(set) var grid = TableGrid()
    private var row: [TableGrid.Cell] = []
    private var inRow = false
    private var reaching: [Int: (rows: Int, width: Int)] = [:]
    private var column = 0
    private var before: [String] = []
    private var holdsTables = false

    /// A row begins; one left open ends.
    mutating func beginRow() {
        endRow()
        inRow = true
        column = 0
    }

    /// A cell begins, in the first column that is free.
    mutating func beginCell(_ attributes: [String: String]) {
        if !inRow { beginRow() }
        placeReaching()
        guard column < TableGrid.maxColumns else { return }
        let width = max(1, min(Int(attributes["colspan"] ?? "") ?? 1, TableGrid.maxColumns - column))
        let declared = Int(attributes["rowspan"] ?? "") ?? 1
        let rows = declared == 0 ? 65_534 : max(1, min(declared, 65_534))
        row.append(TableGrid.Cell(column: column, width: width))
        if rows > 1 { reaching[column] = (rows, width) }
        column += width
    }

    /// The row ends.
    mutating func endRow() {
        guard inRow else { return }
        placeReaching()
        for column in reaching.keys.sorted() where column >= self.column {
            guard let cell = reaching[column] else { continue }
            row.append(TableGrid.Cell(column: column, width: cell.width, continuesAbove: true))
        }
        for (column, cell) in reaching { reaching[column] = cell.rows > 1 ? (cell.rows - 1, cell.width) : nil }
        grid.append(row)
        row = []
        inRow = false
    }

    /// Lines of the current cell, or what stands before the first one, such as a caption; `nested` if they are a table's.
    mutating func add(_ lines: [String], nested: Bool = false) {
        if nested, lines.count > 1 { holdsTables = true }
        if let last = row.lastIndex(where: { !$0.continuesAbove }), inRow {
            row[last].lines += lines
        } else {
            before += lines
        }
    }

    /// The table's lines: rows, or the running text of a table that only lays out the page.
    func lines(budget: ReadingBudget) throws -> [String] {
        before + (holdsTables || grid.isPageLayout ? grid.loose : try grid.lines(budget: budget))
    }

    private mutating func placeReaching() {
        while let cell = reaching[column], column < TableGrid.maxColumns {
            if !row.contains(where: { $0.column == column }) {
                row.append(TableGrid.Cell(column: column, width: cell.width, continuesAbove: true))
            }
            column += cell.width
        }
    }
}
