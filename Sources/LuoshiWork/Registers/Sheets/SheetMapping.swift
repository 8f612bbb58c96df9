import LuoshiCore
package import OfficeFiles

/// Which sheet of a workbook holds the records, where its headings stand, and which column is which field.
package struct SheetMapping: Sendable, Hashable {
    /// From 0.
    package var sheet: Int
    /// The number of the last row of headings, as people see it.
    package var headingRow: Int
    /// The column of each field, from 0.
    package var columns: [String: Int]
    /// What a person said that a text in a field of units or records means.
    package var matches: [Match]

    package init(sheet: Int, headingRow: Int, columns: [String: Int], matches: [Match] = []) {
        self.sheet = sheet
        self.headingRow = headingRow
        self.columns = columns
        self.matches = matches
    }

    /// A text of the sheet and the unit or record that it means.
    package struct Match: Sendable, Hashable, Codable {
        package let field: String
        package let text: String
        package let id: String

        package init(field: String, text: String, id: String) {
            self.field = field
            self.text = text
            self.id = id
        }
    }

    /// How far down headings are looked for.
    static let searchedRows = 15

    /// Finds it by the titles of the fields: the sheet and row with most of them; merged headings hold for their columns.
    package init(guessing workbook: WorkbookReader, for register: RegisterDefinition) throws {
        var best = SheetMapping(sheet: workbook.sheets.firstIndex { !$0.isHidden } ?? 0, headingRow: 1, columns: [:])
        for (index, sheet) in workbook.sheets.enumerated() where !sheet.isHidden {
            let head = try SheetHead(workbook, sheet: index)
            for row in head.rows {
                let columns = Self.columns(head.titles(through: row.number), register)
                if columns.count > best.columns.count {
                    best = SheetMapping(sheet: index, headingRow: row.number, columns: columns)
                }
            }
        }
        self = best
    }

    /// Fields by the words above the columns: the title itself, the key, the title within the words or the words within the
    /// title, the longest first.
    private static func columns(_ titles: [Int: String], _ register: RegisterDefinition) -> [String: Int] {
        var columns: [String: Int] = [:]
        var taken: Set<Int> = []
        let fields = register.fields.filter { $0.computed == nil && $0.isInSheets }
        func take(_ matches: (FieldDefinition, String) -> Bool) {
            for field in fields.sorted(by: { $0.title.count > $1.title.count }) where columns[field.key] == nil {
                let found = titles.sorted { $0.key < $1.key }.first {
                    !taken.contains($0.key) && matches(field, $0.value)
                }
                guard let found else { continue }
                columns[field.key] = found.key
                taken.insert(found.key)
            }
        }
        take { field, title in title == plain(field.title) || title == field.key }
        take { field, title in title.hasSuffix(plain(field.title)) && field.title.count >= 2 }
        take { field, title in title == plain(field.title) + "名称" }
        take { field, title in title.contains(plain(field.title)) && field.title.count >= 3 }
        take { field, title in plain(field.title).hasSuffix(title) && title.count >= 3 }
        return columns
    }

    /// A heading without what people put around it: spaces, stars, units in brackets, 序号-like marks.
    static func plain(_ title: String) -> String {
        var text = title
        for pair in [("（", "）"), ("(", ")")] {
            while let open = text.firstRange(of: pair.0), let close = text.firstRange(of: pair.1),
                open.lowerBound < close.lowerBound
            {
                text.removeSubrange(open.lowerBound..<close.upperBound)
            }
        }
        return text.filter { !$0.isWhitespace && !"*＊:：".contains($0) }
    }
}

extension FieldDefinition {
    /// Whether a cell of a spreadsheet can hold it.
    package var isInSheets: Bool { type != .attachment && type != .table }
}

/// The first rows of a sheet, where headings may stand.
struct SheetHead {
    private(set) var rows: [SheetRow] = []
    private var merged: [CellRange] = []

    init(_ workbook: WorkbookReader, sheet: Int) throws {
        let source = try workbook.rows(ofSheet: sheet)
        while rows.count < SheetMapping.searchedRows, let row = try source.next() { rows.append(row) }
        let last = rows.last?.number ?? 0
        merged = try workbook.mergedRanges(ofSheet: sheet).filter { $0.rows.lowerBound <= last }
    }

    /// The words above each column down to a row: the row's own, else those of the rows above that reach down to it.
    func titles(through number: Int) -> [Int: String] {
        var titles: [Int: String] = [:]
        for row in rows where row.number <= number {
            for (column, value) in row.values.enumerated() where !value.isBlank {
                let text = SheetMapping.plain(value.typed)
                let range = merged.first { $0.rows.lowerBound == row.number && $0.columns.lowerBound == column }
                // Above the last row only what is merged down or across belongs to the headings.
                guard row.number == number || range != nil else { continue }
                for covered in range.map({ Array($0.columns) }) ?? [column] {
                    let above = row.number == number ? titles[covered] ?? "" : ""
                    titles[covered] = range.map { $0.rows.contains(number) } == true ? text : above + text
                }
            }
        }
        return titles
    }

    /// The headings as they stand, for a person to match by hand.
    func headings(at number: Int) -> [String] {
        let titles = titles(through: number)
        return (0...(titles.keys.max() ?? 0)).map { titles[$0] ?? "" }
    }
}
