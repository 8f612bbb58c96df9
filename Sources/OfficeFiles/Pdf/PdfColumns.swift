/// Recognises tables without borders: lines whose parts stand under each other.
enum PdfColumns {
    /// The lines, those that are rows of a table with their parts separated by TAB.
    static func rows(among lines: [PdfLine]) -> [PdfLine] {
        var result = lines
        var start = 0
        while start < lines.count {
            let count = lines[start].parts.count
            var columns = lines[start].parts.map { ($0.left, $0.right) }
            var end = start + 1
            while end < lines.count, count >= 2, let wider = fitting(lines[end].parts, columns),
                isNext(lines[end], lines[end - 1])
            {
                columns = wider
                end += 1
            }
            if count >= 3 && end - start >= 3 || count == 2 && end - start >= 4 {
                for index in start..<end {
                    result[index].text = lines[index].parts.map(\.text).joined(separator: "\t")
                    result[index].isRow = true
                }
            }
            start = end
        }
        return result
    }

    /// The columns widened to hold the parts of another line; `nil` if the parts do not stand under them.
    private static func fitting(_ parts: [PdfLine.Part], _ columns: [(Double, Double)]) -> [(Double, Double)]? {
        guard parts.count == columns.count else { return nil }
        let wider = zip(parts, columns).map { (min($0.left, $1.0), max($0.right, $1.1)) }
        let overlap = zip(parts, columns).allSatisfy { $0.left < $1.1 && $0.right > $1.0 }
        let apart = zip(wider, wider.dropFirst()).allSatisfy { $0.1 < $1.0 }
        return overlap && apart ? wider : nil
    }

    private static func isNext(_ line: PdfLine, _ above: PdfLine) -> Bool {
        above.baseline - line.baseline < 4 * max(above.size, line.size)
    }
}
