/// A rectangle of cells: rows and columns counted from 1 and 0, as in `SheetRow`.
package struct CellRange: Sendable, Hashable {
    /// The rows, from 1.
    package let rows: ClosedRange<Int>
    /// The columns, from 0.
    package let columns: ClosedRange<Int>

    /// The greatest number of rows of a sheet.
    package static let maxRows = 1_048_576
    /// The greatest number of columns of a sheet.
    package static let maxColumns = 16_384

    /// The cells in these rows and columns.
    package init(rows: ClosedRange<Int>, columns: ClosedRange<Int>) {
        self.rows = rows
        self.columns = columns
    }

    /// The cells of a reference such as `B2:D2`; `nil` if it is none.
    package init?(_ reference: String) {
        let ends = reference.split(separator: ":", omittingEmptySubsequences: false).map {
            Array($0.utf8).withUnsafeBufferPointer { Self.position($0) }
        }
        guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2, first.row <= last.row,
            first.column <= last.column
        else { return nil }
        self.init(rows: first.row...last.row, columns: first.column...last.column)
    }

    /// The letters of a column, from 0: `A`, `Z`, `AA`.
    package static func letters(ofColumn column: Int) -> String {
        var (letters, rest) = ("", column + 1)
        while rest > 0 {
            letters = String(UnicodeScalar(UInt8(0x41 + (rest - 1) % 26))) + letters
            rest = (rest - 1) / 26
        }
        return letters
    }

    /// Row, from 1, and column, from 0, of a reference such as `B2` or `$B$2`; `nil` if it is none within a sheet.
    static func position(_ bytes: UnsafeBufferPointer<UInt8>) -> (row: Int, column: Int)? {
        var (at, column, row) = (0, 0, 0)
        if at < bytes.count, bytes[at] == 0x24 { at += 1 }
        while at < bytes.count, case let letter = bytes[at] & 0xDF, 0x41...0x5A ~= letter, column <= maxColumns {
            column = column * 26 + Int(letter) - 0x40
            at += 1
        }
        if at < bytes.count, bytes[at] == 0x24 { at += 1 }
        while at < bytes.count, 0x30...0x39 ~= bytes[at], row <= maxRows {
            row = row * 10 + Int(bytes[at]) - 0x30
            at += 1
        }
        guard at == bytes.count, 1...maxColumns ~= column, 1...maxRows ~= row else { return nil }
        return (row, column - 1)
    }
}
