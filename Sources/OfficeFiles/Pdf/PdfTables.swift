/// A table drawn on a page: its cells by the rulings round them.
struct PdfTable: Sendable {
    /// Where it is.
    let box: PdfBox
    /// The sides of its columns, from the left.
    let columns: [Double]
    /// The sides of its rows, from the top.
    private let rows: [Double]
    /// The cell that each field of the grid belongs to, by row and column.
    private let cells: [[Int]]

    /// The tables that the rulings of a page draw.
    static func tables(in rulings: [PdfRuling], budget: ReadingBudget) throws -> [PdfTable] {
        let merged = PdfRulings.merged(rulings)
        guard merged.count >= 4, merged.count <= 5_000 else { return [] }
        return try groups(merged, budget: budget).compactMap { PdfTable($0) }.sorted { $0.box.top > $1.box.top }
    }

    private static let slack = 3.0
    private static let maxColumns = 64
    private static let maxRows = 500

    /// Rulings that meet, put together.
    private static func groups(_ rulings: [PdfRuling], budget: ReadingBudget) throws -> [[PdfRuling]] {
        var parent = Array(rulings.indices)
        func root(_ index: Int) -> Int {
            var at = index
            while parent[at] != at {
                parent[at] = parent[parent[at]]
                at = parent[at]
            }
            return at
        }
        let verticals = rulings.indices.filter { !rulings[$0].isHorizontal }
        for first in rulings.indices where rulings[first].isHorizontal {
            try budget.checkTime()
            let across = rulings[first]
            for second in verticals {
                let down = rulings[second]
                if down.position >= across.start - slack, down.position <= across.end + slack,
                    across.position >= down.start - slack, across.position <= down.end + slack
                {
                    parent[root(second)] = root(first)
                }
            }
        }
        return Array(Dictionary(grouping: rulings.indices, by: root).values.map { $0.map { rulings[$0] } })
    }

    private init?(_ rulings: [PdfRuling]) {
        let across = rulings.filter(\.isHorizontal)
        let down = rulings.filter { !$0.isHorizontal }
        guard across.count >= 2, !down.isEmpty else { return nil }
        // A table may be open at its sides: then the ends of its lines are its sides.
        let columns = Self.distinct(
            down.map(\.position) + [across.map(\.start).min() ?? 0, across.map(\.end).max() ?? 0])
        let rows = Self.distinct(across.map(\.position) + [down.map(\.start).min() ?? 0, down.map(\.end).max() ?? 0])
        guard (2...Self.maxColumns + 1).contains(columns.count), (2...Self.maxRows + 1).contains(rows.count),
            let left = columns.first, let right = columns.last, let bottom = rows.first, let top = rows.last
        else { return nil }
        self.columns = columns
        self.rows = Array(rows.reversed())
        box = PdfBox(left: left, bottom: bottom, right: right, top: top)
        cells = Self.cells(columns: columns, rows: self.rows, across: across, down: down)
    }

    /// The different values, those that lie together taken as one.
    private static func distinct(_ values: [Double]) -> [Double] {
        var result: [Double] = []
        for value in values.sorted() where value - (result.last ?? -.infinity) > slack { result.append(value) }
        return result
    }

    private static func cells(
        columns: [Double], rows: [Double], across: [PdfRuling], down: [PdfRuling]
    ) -> [[Int]] {
        let (width, height) = (columns.count - 1, rows.count - 1)
        var cells = (0..<height).map { row in (0..<width).map { row * width + $0 } }
        func join(_ kept: Int, _ dropped: Int) {
            guard kept != dropped else { return }
            for row in cells.indices {
                for column in cells[row].indices where cells[row][column] == dropped { cells[row][column] = kept }
            }
        }
        func covered(_ rulings: [PdfRuling], at position: Double, from start: Double, to end: Double) -> Bool {
            let length = rulings.filter { abs($0.position - position) <= slack }
                .reduce(0) { $0 + max(0, min($1.end, end) - max($1.start, start)) }
            return length >= (end - start) * 0.5
        }
        for row in 0..<height {
            for column in 0..<width {
                if column + 1 < width, !covered(down, at: columns[column + 1], from: rows[row + 1], to: rows[row]) {
                    join(cells[row][column], cells[row][column + 1])
                }
                if row + 1 < height, !covered(across, at: rows[row + 1], from: columns[column], to: columns[column + 1])
                {
                    join(cells[row][column], cells[row + 1][column])
                }
            }
        }
        return cells
    }

    /// The cell that a point lies in.
    func cell(x: Double, y: Double) -> Int? {
        guard box.contains(x: x, y: y),
            let column = columns.lastIndex(where: { $0 <= x }).map({ min($0, columns.count - 2) }),
            let row = rows.lastIndex(where: { $0 >= y }).map({ min($0, rows.count - 2) })
        else { return nil }
        return cells[row][column]
    }

    /// Whether cells with these texts make a table, and not the boxes of a drawing or a frame.
    func isTable(_ texts: [Int: [String]]) -> Bool {
        let all = Set(cells.flatMap { $0 })
        guard columns.count > 2, rows.count > 2, all.count >= 3, isRectangular else { return false }
        return texts.count * 10 >= all.count * 3
    }

    private var isRectangular: Bool {
        var extents: [Int: (top: Int, bottom: Int, left: Int, right: Int, fields: Int)] = [:]
        for (row, line) in cells.enumerated() {
            for (column, cell) in line.enumerated() {
                let old = extents[cell] ?? (row, row, column, column, 0)
                extents[cell] = (
                    min(old.top, row), max(old.bottom, row), min(old.left, column), max(old.right, column),
                    old.fields + 1
                )
            }
        }
        return extents.values.allSatisfy { ($0.bottom - $0.top + 1) * ($0.right - $0.left + 1) == $0.fields }
    }

    /// The table with its texts by cell.
    func rows(_ texts: [Int: [String]]) -> [[TableGrid.Cell]] {
        var seen: Set<Int> = []
        return cells.map { line in
            var row: [TableGrid.Cell] = []
            for (column, cell) in line.enumerated() {
                if column > 0, line[column - 1] == cell {
                    row[row.count - 1].width += 1
                    continue
                }
                let isNew = seen.insert(cell).inserted
                row.append(
                    TableGrid.Cell(column: column, lines: isNew ? texts[cell] ?? [] : [], continuesAbove: !isNew))
            }
            return row
        }
    }
}
