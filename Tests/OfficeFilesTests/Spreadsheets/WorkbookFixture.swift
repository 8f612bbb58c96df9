import OfficeFiles

/// Workbooks made in memory for the tests, part by part as an application would write them.
struct WorkbookFixture {
    /// The XML within `sheetData` of each sheet, and behind it, by the sheet's name.
    var sheets: [(name: String, attributes: String, rows: String, after: String)] = []
    /// The `si` elements.
    var sharedStrings: [String]?
    /// Custom number formats by their number.
    var numberFormats: [Int: String] = [:]
    /// The number formats of the cell styles, from style 0.
    var styles: [Int] = [0]
    var workbookProperties = ""
    /// The prefix of all elements, with its colon.
    var prefix = ""
    var namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    var relationshipNamespace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    /// What stands before a sheet's target in the relationships.
    var targetPrefix = ""

    /// A workbook of one sheet with these rows.
    init(_ rows: String = "", after: String = "") { sheets = [("表一", "", rows, after)] }

    /// The rows of the first sheet as an application reads them.
    func rows() throws -> [SheetRow] { try WorkbookFixture.rows(of: WorkbookReader(bytes: bytes(), name: "表.xlsx")) }

    /// All rows of a sheet.
    static func rows(of reader: WorkbookReader, sheet: Int = 0) throws -> [SheetRow] {
        let rows = try reader.rows(ofSheet: sheet)
        var read: [SheetRow] = []
        while let row = try rows.next() { read.append(row) }
        return read
    }

    func bytes() throws -> [UInt8] { try DocxFixture.zip(parts) }

    var parts: [(name: String, content: [UInt8])] {
        var related: [(kind: String, target: String)] = []
        var parts: [(String, String)] = [
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            ("_rels/.rels", relationships([("officeDocument", "xl/workbook.xml")])),
        ]
        for (index, sheet) in sheets.enumerated() {
            related.append(("worksheet", "\(targetPrefix)worksheets/sheet\(index + 1).xml"))
            let content = "<\(prefix)sheetData>\(sheet.rows)</\(prefix)sheetData>\(sheet.after)"
            parts.append(("xl/worksheets/sheet\(index + 1).xml", part("worksheet", content)))
        }
        if let sharedStrings {
            related.append(("sharedStrings", "sharedStrings.xml"))
            parts.append(("xl/sharedStrings.xml", part("sst", sharedStrings.joined())))
        }
        related.append(("styles", "styles.xml"))
        let formats = numberFormats.map { "<\(prefix)numFmt numFmtId=\"\($0.key)\" formatCode=\"\($0.value)\"/>" }
            .joined()
        let xfs = styles.map { "<\(prefix)xf numFmtId=\"\($0)\"/>" }.joined()
        parts.append(
            (
                "xl/styles.xml",
                part(
                    "styleSheet",
                    "<\(prefix)numFmts>\(formats)</\(prefix)numFmts><\(prefix)cellXfs>\(xfs)</\(prefix)cellXfs>")
            ))
        let tabs = sheets.enumerated().map {
            "<\(prefix)sheet name=\"\($1.name)\" sheetId=\"\($0 + 1)\" \($1.attributes) r:id=\"rId\($0 + 1)\"/>"
        }
        parts.append(
            (
                "xl/workbook.xml",
                part("workbook", "\(workbookProperties)<\(prefix)sheets>\(tabs.joined())</\(prefix)sheets>")
            ))
        parts.append(("xl/_rels/workbook.xml.rels", relationships(related)))
        return parts.map { ($0.0, Array($0.1.utf8)) }
    }

    private func part(_ element: String, _ content: String) -> String {
        let name = prefix.isEmpty ? "xmlns" : "xmlns:\(prefix.dropLast())"
        return """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <\(prefix)\(element) \(name)="\(namespace)" xmlns:r="\(relationshipNamespace)">\(content)</\(prefix)\(element)>
            """
    }

    private func relationships(_ list: [(kind: String, target: String)]) -> String {
        let items = list.enumerated().map {
            "<Relationship Id=\"rId\($0 + 1)\" Type=\"\(relationshipNamespace)/\($1.kind)\" Target=\"\($1.target)\"/>"
        }
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\(items.joined())"
            + "</Relationships>"
    }
}
