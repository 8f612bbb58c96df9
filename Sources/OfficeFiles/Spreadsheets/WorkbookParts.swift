/// What the main part of a workbook says: its sheets, its date system, where the other parts lie.
struct WorkbookParts {
    /// One sheet of cells.
    struct Sheet {
        let name: String
        let isHidden: Bool
        let part: String
    }

    private(set) var sheets: [Sheet] = []
    private(set) var dates = SerialDate.System.from1900
    /// The part of shared texts, if there is one.
    let sharedStrings: String?
    /// The part of styles, if there is one.
    let styles: String?

    /// A relationship of a part to another, its target as a path in the archive.
    private struct Relationship {
        let kind: String
        let target: String
    }

    /// Reads the main part; `nil` if the archive holds no workbook. Throws `damaged` or `tooManySheets`.
    init?(_ archive: WorkbookArchive, limits: WorkbookLimits) throws {
        let top = try Self.relationships("_rels/.rels", base: "", archive: archive)
        let declared = top.values.first { $0.kind == "officeDocument" }?.target
        guard let main = [declared, "xl/workbook.xml"].compactMap({ $0 }).first(where: { archive.contains($0) }),
            !main.hasPrefix("word/"), !main.hasPrefix("ppt/"), !main.hasSuffix(".bin"),
            let stream = try archive.stream(main)
        else { return nil }
        let slash = main.lastIndex(of: "/")
        let folder = slash.map { String(main[...$0]) } ?? ""
        let file = slash.map { String(main[main.index(after: $0)...]) } ?? main
        let related = try Self.relationships("\(folder)_rels/\(file).rels", base: folder, archive: archive)
        func part(_ kind: String) -> String? {
            let target = related.values.first { $0.kind == kind }?.target ?? "\(folder)\(kind).xml"
            return archive.contains(target) ? target : nil
        }
        sharedStrings = part("sharedStrings")
        styles = part("styles")
        var xml = try XmlScanner(stream)
        var (sheets, dates) = ([Sheet](), SerialDate.System.from1900)
        try xml.forEachChild { xml in
            guard xml.isNamed("workbook") else { throw UnreadableWorkbook.damaged }
            try xml.forEachChild { xml in
                if xml.isNamed("workbookPr") {
                    if ["1", "true"].contains(xml.text(of: "date1904")) { dates = .from1904 }
                } else if xml.isNamed("sheets") {
                    try xml.forEachChild { xml in
                        guard xml.isNamed("sheet"), let target = xml.text(of: "id").flatMap({ related[$0] }),
                            target.kind == "worksheet"
                        else { return }
                        guard sheets.count < limits.maxSheets else {
                            throw UnreadableWorkbook.tooManySheets(limit: limits.maxSheets)
                        }
                        let isHidden = ["hidden", "veryHidden"].contains(xml.text(of: "state"))
                        sheets.append(
                            Sheet(name: xml.text(of: "name") ?? "", isHidden: isHidden, part: target.target))
                    }
                }
            }
        }
        self.sheets = sheets
        self.dates = dates
    }

    private static func relationships(
        _ name: String, base: String, archive: WorkbookArchive
    ) throws -> [String: Relationship] {
        guard let stream = try archive.stream(name) else { return [:] }
        var xml = try XmlScanner(stream)
        var found: [String: Relationship] = [:]
        try xml.forEachChild { xml in
            try xml.forEachChild { xml in
                guard let id = xml.text(of: "Id"), let type = xml.text(of: "Type"), let target = xml.text(of: "Target"),
                    xml.text(of: "TargetMode") != "External"
                else { return }
                guard found.count < 10_000 else { throw UnreadableWorkbook.damaged }
                found[id] = Relationship(
                    kind: type.split(separator: "/").last.map(String.init) ?? "", target: path(target, base: base))
            }
        }
        return found
    }

    /// A relationship's target as a path from the root of the archive.
    private static func path(_ target: String, base: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts = base.split(separator: "/")
        for part in target.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
