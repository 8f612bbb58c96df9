/// A table while it is read: cells placed in columns, printed as one line a row.
struct TableGrid {
    /// A cell at its column.
    struct Cell {
        /// The first column it covers, from 0.
        var column: Int
        /// How many columns it covers.
        var width = 1
        /// Its paragraphs.
        var lines: [String] = []
        /// Whether it is the continuation of the cell above it.
        var continuesAbove = false
    }

    private(set) var rows: [[Cell]] = []

    /// No table is as wide; what lies beyond is not placed.
    static let maxColumns = 256

    /// Adds a row; a row whose cells are all empty is left out when the table is printed.
    mutating func append(_ row: [Cell]) { rows.append(row) }

    /// Adds the cells of a row to those of the last row, column by column.
    mutating func appendToLastRow(_ row: [Cell]) {
        guard let last = rows.indices.last else { return }
        for cell in row {
            guard let index = rows[last].firstIndex(where: { $0.column == cell.column }) else { continue }
            rows[last][index].lines += cell.lines
        }
    }

    /// Whether each row has one cell: the table is a frame round running text.
    var isFrame: Bool { rows.allSatisfy { $0.count <= 1 } }

    /// Whether a cell holds a page rather than a value, as in web pages laid out by tables.
    var isPageLayout: Bool {
        isFrame
            || rows.contains { row in
                row.contains { cell in
                    cell.lines.count >= 12 && cell.lines.reduce(0) { $0 + $1.unicodeScalars.count } >= 600
                }
            }
    }

    /// The lines of all cells, one after the other.
    var loose: [String] { rows.flatMap { $0.flatMap(\.lines) } }

    /// One line a row, cells separated by TAB; a vertically merged cell is repeated, the columns that a wide cell covers are empty.
    func lines(budget: ReadingBudget) throws -> [String] {
        let columns = rows.reduce(0) { widest, row in row.reduce(widest) { max($0, $1.column + $1.width) } }
        var above = [String](repeating: "", count: columns)
        var lines: [String] = []
        var length = 0
        for row in rows {
            try budget.checkTime()
            var texts = [String](repeating: "", count: columns)
            for cell in row where cell.column < columns {
                let text = cell.continuesAbove ? above[cell.column] : Self.text(of: cell.lines)
                texts[cell.column] = text
                above[cell.column] = text
                for covered in (cell.column + 1)..<max(cell.column + 1, cell.column + cell.width) {
                    above[covered] = ""
                }
            }
            let used = row.contains { !$0.continuesAbove && !texts[min($0.column, columns - 1)].isEmpty }
            guard used else { continue }
            lines.append(texts.joined(separator: "\t"))
            length += texts.reduce(columns) { $0 + $1.unicodeScalars.count }
            try budget.checkLength(length)
        }
        return lines
    }

    /// A cell's paragraphs, and the rows of tables within it, as one text.
    private static func text(of lines: [String]) -> String {
        WrappedLines.joined(lines.map { $0.split(separator: "\t").joined(separator: " ") })
    }
}
