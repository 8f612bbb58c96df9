/// The merged cells of a sheet, which stand behind all its rows.
enum MergedRanges {
    /// Reads them out of a sheet's part; those that are no ranges are left out. Throws `damaged` or `expandsTooMuch`.
    static func read(_ stream: PartStream, limit: Int) throws -> [CellRange] {
        var xml = try XmlScanner(stream)
        var ranges: [CellRange] = []
        while true {
            switch try xml.next() {
            case .start:
                guard xml.depth == 3, xml.isNamed("mergeCell"),
                    let range = xml.text(of: "ref").flatMap({ CellRange($0) })
                else { continue }
                guard ranges.count < limit else { throw UnreadableWorkbook.expandsTooMuch }
                ranges.append(range)
            case .end, .text: break
            case .finished: return ranges
            }
        }
    }
}
